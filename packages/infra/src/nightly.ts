import { Aws, Tags } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

/** What runs when. */
export interface NightlyProps {
  readonly scheduleName: string;
  readonly roleName: string;
  readonly policyName: string;
  /** What its role is called in its tags. */
  readonly title: string;
  readonly description: string;
  /** The time in UTC, as `{ hour, minute }`. */
  readonly at: { readonly hour: number; readonly minute: number };
  readonly function: IFunction;
}

/** Calls a function every night. */
export class Nightly extends Construct {
  constructor(scope: Construct, id: string, props: NightlyProps) {
    super(scope, id);
    const { at, function: called } = props;
    const role = this.#role(props);
    new CfnSchedule(this, 'Schedule', {
      name: props.scheduleName,
      description: props.description,
      scheduleExpression: `cron(${at.minute} ${at.hour} * * ? *)`,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: called.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3_600 },
      },
    });
    Tags.of(role).add('Name', props.title);
  }

  #role({ roleName, policyName, function: { functionArn } }: NightlyProps): Role {
    const mayInvoke = new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] });
    return new Role(this, 'Role', {
      roleName,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: { [policyName]: new PolicyDocument({ statements: [mayInvoke] }) },
    });
  }
}
