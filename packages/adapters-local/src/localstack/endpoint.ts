/** What answers at an AWS endpoint. */
export type Backend = 'given' | 'localstack' | 'ministack';

/** An AWS endpoint that is up. */
export interface AwsEndpoint {
  readonly url: string;
  readonly backend: Backend;
  stop(): Promise<void>;
}
