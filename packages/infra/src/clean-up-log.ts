import { CfnResource, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** What the log of the clean-up is made by. */
export interface CleanUpLogProps {
  readonly logGroupName: string;
  readonly retentionDays: RetentionDays;
}

/** Where CDK puts the function that empties buckets before they are deleted. */
const PROVIDER = 'Custom::S3AutoDeleteObjectsCustomResourceProvider';

/** Gives CDK's function that empties buckets, if there is one, a log that goes with the stack; by itself it leaves one behind, kept for ever. */
export class CleanUpLog extends Construct {
  constructor(scope: Construct, id: string, { logGroupName, retentionDays: retention }: CleanUpLogProps) {
    super(scope, id);
    const emptier = Stack.of(this).node.tryFindChild(PROVIDER)?.node.tryFindChild('Handler');
    if (!CfnResource.isCfnResource(emptier)) return;
    const logGroup = new LogGroup(this, 'Logs', { logGroupName, retention, removalPolicy: RemovalPolicy.DESTROY });
    Tags.of(logGroup).add('Name', 'Feedback Clean-up Logs');
    emptier.addPropertyOverride('LoggingConfig', { LogGroup: logGroup.logGroupName });
  }
}
