/** A submission as a client may send it; a test sends it. */
export const SUBMISSION_EXAMPLE = {
  feedback: 'The delivery was fast and the staff were friendly. I love it!',
  customer_id: 'customer-4711',
  language: 'en',
  source: 'shop',
  rating: 9,
  metadata: { order: 'A-1002' },
};

const FEEDBACK_ID = '0b0e2a5c-5c1d-4c7e-9d43-6f2a8e4b7c10';

/** What it is answered with. */
export const RECEIPT_EXAMPLE = { message: 'Feedback processed successfully', feedbackId: FEEDBACK_ID, sentiment: 'POSITIVE' };

/** What is answered when the text is missing. */
export const MISSING_TEXT_EXAMPLE = {
  error: 'Feedback text is required',
  code: 'invalid',
  requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
  details: [{ field: 'feedback', message: 'Feedback text is required' }],
};

/** What is answered when the store or the lake is down. */
export const UNAVAILABLE_EXAMPLE = {
  error: 'Failed to process feedback',
  code: 'unavailable',
  requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
};
