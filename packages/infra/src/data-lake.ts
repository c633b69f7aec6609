import { COMPACTED_PREFIX, LAKE_PREFIX } from '@earshot/core';
import { Duration, Tags } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateBucket } from './private-bucket.ts';
import type { Safekeeping } from './safekeeping.ts';

/** What a data lake is made by. */
export interface DataLakeProps {
  readonly bucketName: string;
  readonly safekeeping: Safekeeping;
  readonly accessLogs: PrivateBucket;
}

/** Days that a replaced or deleted version can still be had back. */
const OLD_VERSION_DAYS = 30;

/** The lake: every feedback as an object, a folder a day, with its old versions for a while. */
export class DataLake extends Construct {
  readonly bucket: PrivateBucket;

  constructor(scope: Construct, id: string, { bucketName, safekeeping, accessLogs }: DataLakeProps) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Bucket', {
      bucketName,
      safekeeping,
      versioned: true,
      rules: [
        {
          id: 'expire-old-versions',
          noncurrentVersionExpiration: Duration.days(OLD_VERSION_DAYS),
          expiredObjectDeleteMarker: true,
        },
      ],
    });
    this.bucket.logAccessTo(accessLogs, 'data-lake');
    Tags.of(this.bucket).add('Name', 'Feedback Data Lake');
    Tags.of(this.bucket).add('Purpose', 'Customer feedback storage');
  }

  /** The objects that hold feedback. */
  get feedbackArn(): string {
    return this.bucket.arnForObjects(`${LAKE_PREFIX}*`);
  }

  /** Where Glue and Athena find the feedback. */
  get location(): string {
    return `s3://${this.bucket.bucketName}/${LAKE_PREFIX}`;
  }

  /** The files of the days in columns. */
  get compactedArn(): string {
    return this.bucket.arnForObjects(`${COMPACTED_PREFIX}*`);
  }

  /** Where Athena keeps the days in columns. */
  get compactedLocation(): string {
    return `s3://${this.bucket.bucketName}/${COMPACTED_PREFIX}`;
  }
}
