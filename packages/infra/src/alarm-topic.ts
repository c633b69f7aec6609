import { Stack, Tags } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** What the topic of the alarms is made by. */
export interface AlarmTopicProps {
  readonly topicName: string;
  readonly key?: IKey;
}

/** Where alarms are told; whoever wants to hear them subscribes. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { topicName, key }: AlarmTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      topicName,
      displayName: 'Feedback alarms',
      enforceSSL: true,
      ...(key && { masterKey: key }),
    });
    // A topic with a policy of its own no longer has the default one, which let the account's alarms in.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AllowAlarms',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    Tags.of(this.topic).add('Name', 'Feedback Alarms');
  }
}
