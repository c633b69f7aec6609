import { Aws, Tags } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Names } from './names.ts';

/** What runs when. */
export interface ReconcileScheduleProps {
  readonly names: Pick<Names, 'reconcileSchedule' | 'reconcileScheduleRole'>;
  readonly reconciler: IFunction;
}

/** After midnight UTC, when a day is over and its last requests are, too. */
const EVERY_NIGHT = 'cron(30 0 * * ? *)';

/** Makes store and lake equal again every night, for the day that has ended and the one that began. */
export class ReconcileSchedule extends Construct {
  constructor(scope: Construct, id: string, { names, reconciler }: ReconcileScheduleProps) {
    super(scope, id);
    const role = this.#role(names.reconcileScheduleRole, reconciler);
    new CfnSchedule(this, 'Schedule', {
      name: names.reconcileSchedule,
      description: 'Makes the store and the lake of customer feedback equal again',
      scheduleExpression: EVERY_NIGHT,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: reconciler.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3_600 },
      },
    });
    Tags.of(role).add('Name', 'Feedback Reconcile Schedule Role');
  }

  #role(roleName: string, { functionArn }: IFunction): Role {
    const mayInvoke = new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] });
    return new Role(this, 'Role', {
      roleName,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: { 'invoke-reconciler': new PolicyDocument({ statements: [mayInvoke] }) },
    });
  }
}
