/** The CloudWatch namespace of all of Earshot's metrics. */
export const METRICS_NAMESPACE = 'FeedbackProcessing';
