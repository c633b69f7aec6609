import { Duration, RemovalPolicy, Tags } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, type Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { mayPublish, mayTrace, mayWriteLog } from './permissions.ts';

/** What one of Earshot's functions is made by. */
export interface FeedbackFunctionProps {
  readonly functionName: string;
  readonly roleName: string;
  readonly policyName: string;
  /** What its resources are called in their tags, such as `Feedback Processor`. */
  readonly title: string;
  readonly code: Code;
  /** File and export in the code, such as `handler.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What it may do beside writing its log and its traces. */
  readonly statements: readonly PolicyStatement[];
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly logRetentionDays: RetentionDays;
  /** Told of events that nobody waits for and that failed for good. */
  readonly failures: ITopic;
  readonly key?: IKey;
}

/** A function on the pinned runtime, with its log and with a role that may do what is listed and nothing else. */
export class FeedbackFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: FeedbackFunctionProps) {
    super(scope, id);
    const { title, failures } = props;
    this.logGroup = this.#logGroup(props);
    const role = this.#role(props);
    this.function = new LambdaFunction(this, 'Function', {
      functionName: props.functionName,
      runtime: Runtime.NODEJS_24_X,
      // Emulators run the function on their own machine, mostly an x86 one; arm64 would cost a fifth less.
      architecture: Architecture.X86_64,
      code: props.code,
      handler: props.handler,
      environment: { ...props.environment },
      role: role.withoutPolicyUpdates(),
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMb,
      tracing: Tracing.ACTIVE,
      logGroup: this.logGroup,
      deadLetterTopic: failures,
    });
    Tags.of(this.logGroup).add('Name', `${title} Logs`);
    Tags.of(role).add('Name', `Lambda ${title} Role`);
    Tags.of(this.function).add('Name', title);
  }

  #logGroup({ functionName, logRetentionDays, key }: FeedbackFunctionProps): LogGroup {
    return new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(key && { encryptionKey: key }),
    });
  }

  #role({ roleName, policyName, statements, failures }: FeedbackFunctionProps): Role {
    return new Role(this, 'Role', {
      roleName,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        [policyName]: new PolicyDocument({
          statements: [...statements, mayWriteLog(this.logGroup), mayTrace(), mayPublish(failures)],
        }),
      },
    });
  }
}
