import {
  type Failure,
  importFeedback,
  type Pipeline,
  parseSubmission,
  type Receipt,
  type Submission,
  submitFeedback,
  toFailure,
} from '@earshot/core';

/** What came of one attempt. */
export interface Attempt {
  readonly receipts: readonly Receipt[];
  readonly failures: readonly Failure[];
}

/** A way for feedback to come in. */
export interface Way {
  readonly name: string;
  /** How many records it is to leave. */
  readonly records: number;
  /** DynamoDB requests after which an attempt is half done, where it has a half. */
  readonly half?: number;
  /** Sends the feedback of a customer; again with the key that the failure of the attempt before carried. */
  attempt(pipeline: Pipeline, customerId: string, retryKey?: string): Promise<Attempt>;
}

const TEXT = 'The courier was friendly and everything works great, thank you!';
const ROWS = 3;

/** A submission without a key; after a failure it is repeated with the retry key. */
export const KEYLESS: Way = {
  name: 'keyless',
  records: 1,
  attempt: (pipeline, customerId, retryKey) => submit(pipeline, submission(customerId, retryKey)),
};

const KEYED: Way = {
  name: 'keyed',
  records: 1,
  half: 1,
  attempt: (pipeline, customerId) => submit(pipeline, submission(customerId, 'order-7')),
};

/** Every way there is. */
export const WAYS: readonly Way[] = [KEYLESS, KEYED, { name: 'import', records: ROWS, half: ROWS + 1, attempt: importRows }];

function submission(customerId: string, idempotencyKey?: string): Submission {
  return parseSubmission({ feedback: TEXT, customer_id: customerId, language: 'en' }, idempotencyKey);
}

async function submit(pipeline: Pipeline, given: Submission): Promise<Attempt> {
  try {
    return { receipts: [await submitFeedback(pipeline, given)], failures: [] };
  } catch (error) {
    return { receipts: [], failures: [toFailure(error)] };
  }
}

async function importRows(pipeline: Pipeline, customerId: string): Promise<Attempt> {
  const rows = Array.from({ length: ROWS }, (_, row) => ({ ...submission(customerId), idempotencyKey: `row-${row}` }));
  try {
    const outcomes = await importFeedback(
      pipeline,
      rows.map((row) => ({ submission: row })),
    );
    return {
      receipts: outcomes.flatMap((outcome) => ('receipt' in outcome ? [outcome.receipt] : [])),
      failures: outcomes.flatMap((outcome) => ('failure' in outcome ? [outcome.failure] : [])),
    };
  } catch (error) {
    return { receipts: [], failures: [toFailure(error)] };
  }
}
