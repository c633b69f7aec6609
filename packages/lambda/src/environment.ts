/** The variables that the function reads, as the stack sets them. */
export interface LambdaEnvironment {
  readonly DYNAMODB_TABLE: string;
  readonly S3_BUCKET: string;
  /** Set by Lambda itself. */
  readonly AWS_REGION?: string;
  /** Comprehend's region; `us-west-2` by default, as it is not offered everywhere. */
  readonly COMPREHEND_REGION?: string;
  /** Bytes of UTF-8 that a text is cut into for Comprehend: 300 to 5,000, the default. */
  readonly COMPREHEND_CHUNK_BYTES?: string;
  /** `auto`, the default, or the BCP 47 tag of texts that come without a language. */
  readonly EARSHOT_LANGUAGE?: string;
  /** A file of weights for the embedded engine; a relative path is one beside the bundle. The shipped ones by default. */
  readonly EARSHOT_WEIGHTS?: string;
  /** From 0 to 1: the embedded engine judges what it is at least so sure of, Comprehend the rest. Comprehend judges all by default. */
  readonly EARSHOT_CASCADE?: string;
  /** `on` to count how far the embedded engine agrees with Comprehend; `off` by default. */
  readonly EARSHOT_SHADOW?: string;
  /** `log`, the default, for the embedded metric format; `cloudwatch` for PutMetricData. */
  readonly EARSHOT_METRICS?: string;
  /** The origin whose pages may submit feedback; `*` by default. */
  readonly EARSHOT_CORS_ORIGIN?: string;
  /** The least that is logged: `debug`, `info` (the default), `warn`, `error` or `silent`. */
  readonly EARSHOT_LOG_LEVEL?: string;
  /** Set for emulators: buckets are then addressed in the path. */
  readonly AWS_ENDPOINT_URL?: string;
  readonly AWS_ENDPOINT_URL_S3?: string;
  /** Read by the SDK: a stand-in in the place of Comprehend. */
  readonly AWS_ENDPOINT_URL_COMPREHEND?: string;
}
