import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { removalOf, type Safekeeping } from './safekeeping.ts';

/** What sets one private bucket apart from the next. */
export interface PrivateBucketProps {
  readonly bucketName: string;
  readonly safekeeping: Safekeeping;
  readonly versioned?: boolean;
  readonly rules?: readonly LifecycleRule[];
}

/** A bucket that nobody outside reads, that is spoken to over TLS alone, and that forgets uploads nobody finished. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, { bucketName, safekeeping, versioned = false, rules = [] }: PrivateBucketProps) {
    super(scope, id, {
      bucketName,
      versioned,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      ...encryption(safekeeping.key),
      lifecycleRules: [...rules, { id: 'abort-unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) }],
      removalPolicy: removalOf(safekeeping),
      autoDeleteObjects: !(safekeeping.retain || safekeeping.emulated),
    });
  }

  /**
   * Has S3 note in another bucket who asked for what, in a folder of this one's. CDK's own way lets S3 in by an access-control list,
   * which new buckets do not take, unless the app sets a flag.
   */
  logAccessTo(logs: PrivateBucket, folder: string): void {
    const { defaultChild } = this.node;
    if (!(defaultChild instanceof CfnBucket)) return;
    defaultChild.loggingConfiguration = { destinationBucketName: logs.bucketName, logFilePrefix: `${folder}/` };
    logs.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [logs.arnForObjects(`${folder}/*`)],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }
}

/** S3's keys, or ours with one data key for many objects, which spares calls to KMS. */
function encryption(key: Safekeeping['key']) {
  if (key === undefined) return { encryption: BucketEncryption.S3_MANAGED };
  return { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true };
}
