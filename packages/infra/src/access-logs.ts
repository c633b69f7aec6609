import { Duration, Tags } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PrivateBucket } from './private-bucket.ts';
import type { Safekeeping } from './safekeeping.ts';

/** What a bucket for access logs is made by. */
export interface AccessLogsProps {
  readonly bucketName: string;
  readonly safekeeping: Pick<Safekeeping, 'retain' | 'emulated'>;
}

/** Days that one can look up who asked for an object. */
const LOG_DAYS = 90;

/** Where S3 writes who asked the other buckets for what. S3 cannot write there with a key of ours, so it uses its own. */
export class AccessLogs extends Construct {
  readonly bucket: PrivateBucket;

  constructor(scope: Construct, id: string, { bucketName, safekeeping: { retain, emulated } }: AccessLogsProps) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Bucket', {
      bucketName,
      safekeeping: { retain, emulated },
      rules: [{ id: 'expire-access-logs', expiration: Duration.days(LOG_DAYS) }],
    });
    Tags.of(this.bucket).add('Name', 'Bucket Access Logs');
  }
}
