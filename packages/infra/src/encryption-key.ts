import { Aws, Duration, Stack, Tags } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { removalOf, type Safekeeping } from './safekeeping.ts';

/** What a key is made by. */
export interface EncryptionKeyProps {
  readonly alias: string;
  /** What it is called in its tags. */
  readonly title: string;
  /** A key is kept as long as the data that it encrypts. */
  readonly retain: Safekeeping['retain'];
  /** Whether alarms are told through what it encrypts; logs always are among it. */
  readonly alarms: boolean;
}

/** A key of the account's own, renewed every year. The account says who may use it, and two services of AWS may. */
export class EncryptionKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { alias, title, retain, alarms }: EncryptionKeyProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      alias,
      description: title,
      enableKeyRotation: true,
      pendingWindow: Duration.days(7),
      removalPolicy: removalOf({ retain }),
    });
    this.#letUse(`logs.${Stack.of(this).region}.amazonaws.com`);
    if (alarms) this.#letUse('cloudwatch.amazonaws.com', { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } });
    Tags.of(this.key).add('Name', title);
  }

  #letUse(service: string, conditions = {}): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions,
      }),
    );
  }
}
