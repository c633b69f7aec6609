import type { AlertRule } from '@earshot/core';

/** The longest name that S3 takes for a bucket, and the digits of an account number in it. */
const BUCKET_NAME_LENGTH = 63;
const ACCOUNT_DIGITS = 12;

/** The names of all that is deployed; the suffix keeps several deployments in one account apart. */
export interface Names {
  readonly table: string;
  readonly processor: string;
  readonly processorRole: string;
  readonly processorPolicy: string;
  readonly reconciler: string;
  readonly reconcilerRole: string;
  readonly reconcilerPolicy: string;
  readonly reconcileSchedule: string;
  readonly reconcileScheduleRole: string;
  readonly compactor: string;
  readonly compactorRole: string;
  readonly compactorPolicy: string;
  readonly compactionSchedule: string;
  readonly compactionScheduleRole: string;
  readonly api: string;
  readonly webAcl: string;
  readonly apiKey: string;
  readonly usagePlan: string;
  readonly database: string;
  readonly crawler: string;
  readonly crawlerRole: string;
  readonly crawlerPolicy: string;
  readonly crawlerSecurity: string;
  readonly crawlerKeyAlias: string;
  readonly workgroup: string;
  readonly cleanUpLog: string;
  readonly alarmTopic: string;
  readonly dashboard: string;
  readonly dataKeyAlias: string;
  readonly alarms: {
    readonly processorErrors: string;
    readonly tableThrottles: string;
    readonly tableReadThrottles: string;
    readonly apiErrors: string;
    readonly processingErrors: string;
    readonly latency: string;
    readonly reconcileErrors: string;
    readonly compactionErrors: string;
    /** That of a rule over the share of negative feedback. */
    readonly negativeShare: (rule: AlertRule) => string;
  };
}

/** Bucket names, which are unique among all accounts and so end in the account's number. */
export interface BucketNames {
  readonly dataLake: string;
  readonly athenaResults: string;
  readonly accessLogs: string;
}

/** Names everything by its suffix. Glue and Athena take no hyphen in a database's name, so it has underscores instead. */
export function namesFor(suffix: string): Names {
  return {
    table: `customer-feedback-${suffix}`,
    processor: `feedback-processor-${suffix}`,
    processorRole: `lambda-feedback-processor-role-${suffix}`,
    processorPolicy: `lambda-feedback-processor-policy-${suffix}`,
    reconciler: `feedback-reconciler-${suffix}`,
    reconcilerRole: `lambda-feedback-reconciler-role-${suffix}`,
    reconcilerPolicy: `lambda-feedback-reconciler-policy-${suffix}`,
    reconcileSchedule: `feedback-reconcile-${suffix}`,
    reconcileScheduleRole: `scheduler-feedback-reconcile-role-${suffix}`,
    compactor: `feedback-compactor-${suffix}`,
    compactorRole: `lambda-feedback-compactor-role-${suffix}`,
    compactorPolicy: `lambda-feedback-compactor-policy-${suffix}`,
    compactionSchedule: `feedback-compaction-${suffix}`,
    compactionScheduleRole: `scheduler-feedback-compaction-role-${suffix}`,
    api: `feedback-submission-api-${suffix}`,
    webAcl: `feedback-web-acl-${suffix}`,
    apiKey: `feedback-api-key-${suffix}`,
    usagePlan: `feedback-usage-plan-${suffix}`,
    database: `feedback_database_${suffix.replaceAll('-', '_')}`,
    crawler: `feedback-crawler-${suffix}`,
    crawlerRole: `glue-crawler-feedback-role-${suffix}`,
    crawlerPolicy: `glue-crawler-policy-${suffix}`,
    crawlerSecurity: `feedback-crawler-security-${suffix}`,
    crawlerKeyAlias: `alias/feedback-crawler-log-${suffix}`,
    workgroup: `feedback-analytics-${suffix}`,
    cleanUpLog: `/aws/lambda/feedback-clean-up-${suffix}`,
    alarmTopic: `feedback-alarms-${suffix}`,
    dashboard: `feedback-pipeline-${suffix}`,
    dataKeyAlias: `alias/feedback-data-${suffix}`,
    alarms: {
      processorErrors: `feedback-processor-errors-${suffix}`,
      tableThrottles: `feedback-table-throttles-${suffix}`,
      tableReadThrottles: `feedback-table-read-throttles-${suffix}`,
      apiErrors: `feedback-api-errors-${suffix}`,
      processingErrors: `feedback-processing-errors-${suffix}`,
      latency: `feedback-api-latency-${suffix}`,
      reconcileErrors: `feedback-reconciler-errors-${suffix}`,
      compactionErrors: `feedback-compactor-errors-${suffix}`,
      negativeShare: ({ text }) => `feedback-${text.replace(/[^a-z0-9]+/g, '-')}-${suffix}`,
    },
  };
}

/** Names the buckets of an account. */
export function bucketNamesFor(suffix: string, account: string): BucketNames {
  return {
    dataLake: `feedback-data-lake-${suffix}-${account}`,
    athenaResults: `feedback-athena-results-${suffix}-${account}`,
    accessLogs: `feedback-access-logs-${suffix}-${account}`,
  };
}

/** The longest suffix that leaves every bucket a name that S3 takes. */
export function longestSuffix(): number {
  const names = Object.values(bucketNamesFor('', '0'.repeat(ACCOUNT_DIGITS)));
  return BUCKET_NAME_LENGTH - Math.max(...names.map(({ length }) => length));
}
