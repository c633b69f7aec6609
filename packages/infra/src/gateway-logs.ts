import { RemovalPolicy, Tags } from 'aws-cdk-lib';
import { CfnAccount, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeWildcard } from './wildcards.ts';

/** What the logs of a gateway are made by. */
export interface GatewayLogsProps {
  readonly apiName: string;
  readonly retentionDays: RetentionDays;
  /** Whether to give API Gateway its role for logs, of which a region of an account has one. */
  readonly accountRole: boolean;
  readonly key?: IKey;
}

/** What API Gateway wants to be allowed before it takes a role (its developer guide, "Set up CloudWatch logging for REST APIs"). */
const WRITING_LOGS = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
  'logs:PutLogEvents',
  'logs:GetLogEvents',
  'logs:FilterLogEvents',
];

/** The logs that a gateway writes, and its leave to do so. */
export class GatewayLogs extends Construct {
  readonly accessLogs: LogGroup;
  readonly #props: GatewayLogsProps;
  readonly #account: CfnAccount | undefined;

  constructor(scope: Construct, id: string, props: GatewayLogsProps) {
    super(scope, id);
    this.#props = props;
    this.accessLogs = this.#logGroup('Access', `/aws/apigateway/${props.apiName}`, 'Feedback API Access Logs');
    this.#account = props.accountRole ? this.#accountRole() : undefined;
  }

  /** Makes everything ready for a stage before it is created; API Gateway would make a log by itself, and keep it for ever. */
  prepareStage(restApi: RestApi, stageName: string, stage: Construct): void {
    const name = `API-Gateway-Execution-Logs_${restApi.restApiId}/${stageName}`;
    stage.node.addDependency(this.#logGroup('Execution', name, 'Feedback API Execution Logs'));
    if (this.#account) stage.node.addDependency(this.#account);
  }

  #logGroup(id: string, logGroupName: string, title: string): LogGroup {
    const { retentionDays, key } = this.#props;
    const logGroup = new LogGroup(this, id, {
      logGroupName,
      retention: retentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(key && { encryptionKey: key }),
    });
    Tags.of(logGroup).add('Name', title);
    return logGroup;
  }

  #accountRole(): CfnAccount {
    const statements = [new PolicyStatement({ actions: WRITING_LOGS, resources: ['*'] })];
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: { 'write-logs': new PolicyDocument({ statements }) },
    });
    acknowledgeWildcard(
      role,
      '*',
      'The role is for all that API Gateway logs in this region of the account, whatever API it is of.',
    );
    Tags.of(role).add('Name', 'API Gateway Logs Role');
    return new CfnAccount(this, 'Account', { cloudWatchRoleArn: role.roleArn });
  }
}
