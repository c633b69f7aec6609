/** A call that is answered with an exception of the service instead of a result. Never carries the text that was sent. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** The exception as every AWS SDK knows it, such as `TextSizeLimitExceededException`. */
  readonly exception: string;
  /** HTTP status code. */
  readonly status: number;

  constructor(exception: string, message: string, status = 400) {
    super(message);
    this.exception = exception;
    this.status = status;
  }
}

/** The refusal of a body that is not what the protocol's parser expects. */
export function unreadable(message: string): Refusal {
  return new Refusal('SerializationException', message);
}

/** The refusal of members that break the service's model, in the words that AWS has for it. */
export function violated(problems: readonly string[]): Refusal {
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected`;
  return new Refusal('ValidationException', `${count}: ${problems.join('; ')}`);
}

/** The refusal of a text that is too long; both figures are bytes of UTF-8. */
export function tooLong(bytes: number, maxBytes: number): Refusal {
  const message = `Input text size exceeds limit. Max length of request text allowed is ${maxBytes} bytes while in this request the text size is ${bytes} bytes`;
  return new Refusal('TextSizeLimitExceededException', message);
}

/** The refusal of a batch with too many documents. */
export function tooMany(maxDocuments: number): Refusal {
  const message = `Please use a smaller number of items in a single batch. Maximum batch size is ${maxDocuments}.`;
  return new Refusal('BatchSizeLimitExceededException', message);
}

/** The refusal of a language that Comprehend knows and the engine behind the stand-in does not. */
export function unsupported(languageCode: string): Refusal {
  const message = `The engine of this stand-in cannot judge the language '${languageCode}', which Amazon Comprehend can`;
  return new Refusal('UnsupportedLanguageException', message);
}

/** The refusal of an operation that the stand-in does not have. */
export function unknownOperation(known: Iterable<string>): Refusal {
  return new Refusal('UnknownOperationException', `x-amz-target: this stand-in has ${[...known].join(', ')}`);
}

/** The refusal of a call that came too soon after the others. */
export function throttled(): Refusal {
  return new Refusal('ThrottlingException', 'Rate exceeded');
}

/** The refusal that is the service's own fault. */
export function serverFault(): Refusal {
  return new Refusal('InternalServerException', 'An internal server error occurred. Retry your request.', 500);
}
