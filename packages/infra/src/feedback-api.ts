import { Tags, Validations } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  AuthorizationType,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  type MethodOptions,
  RestApi,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ApiKeyAccess } from './api-key-access.ts';
import { GatewayLogs } from './gateway-logs.ts';
import { addRefusals } from './gateway-refusals.ts';
import type { Names } from './names.ts';
import type { Settings } from './settings.ts';
import { submissionCheck } from './submission-check.ts';
import { WebAcl } from './web-acl.ts';

/** What the API is made by. */
export interface FeedbackApiProps {
  readonly names: Pick<Names, 'api' | 'apiKey' | 'usagePlan' | 'webAcl'>;
  readonly function: LambdaFunction;
  readonly settings: Pick<
    Settings,
    'accountLogRole' | 'apiKey' | 'corsOrigin' | 'logRetentionDays' | 'requestsPerSecond' | 'waf'
  >;
  readonly key?: IKey;
}

const STAGE = 'prod';

/** Anybody may submit, as the endpoint is for customers. */
const PUBLIC = { authorizationType: AuthorizationType.NONE } satisfies MethodOptions;
/** Feedback is read by those alone whom the account lets `execute-api:Invoke`. */
const BY_IAM = { authorizationType: AuthorizationType.IAM } satisfies MethodOptions;

/** One line a request, with nothing of whom it came from or what it said: no address, no query, no text. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTimeEpoch(),
    method: AccessLogField.contextHttpMethod(),
    path: AccessLogField.contextResourcePath(),
    status: AccessLogField.contextStatus(),
    refusal: AccessLogField.contextErrorResponseType(),
    bytes: AccessLogField.contextResponseLength(),
    latencyMs: AccessLogField.contextResponseLatency(),
    functionLatencyMs: AccessLogField.contextIntegrationLatency(),
    functionStatus: AccessLogField.contextIntegrationStatus(),
    functionError: AccessLogField.contextIntegrationErrorMessage(),
    traceId: AccessLogField.contextXrayTraceId(),
  }),
);

/** The HTTP API: submitting for all, reading by IAM, every route to one function. */
export class FeedbackApi extends Construct {
  readonly restApi: RestApi;

  constructor(scope: Construct, id: string, props: FeedbackApiProps) {
    super(scope, id);
    const { names, settings } = props;
    const logs = this.#logs(props);
    this.restApi = new RestApi(this, 'Api', {
      restApiName: names.api,
      description: 'API for customer feedback submission',
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: false,
      deployOptions: stageOptions(settings, logs),
    });
    // The stack has outputs of its own.
    this.restApi.node.tryRemoveChild('Endpoint');
    logs.prepareStage(this.restApi, STAGE, this.restApi.deploymentStage);
    addRefusals(this.restApi, settings.corsOrigin);
    this.#addRoutes(new LambdaIntegration(props.function, { scopePermissionToMethod: false }), settings.apiKey);
    this.#guard(props);
    Tags.of(this.restApi).add('Name', 'Feedback API');
    Tags.of(this.restApi.deploymentStage).add('Name', 'Production Stage');
    acknowledgePublicRoutes(this);
  }

  /** Where feedback is submitted. */
  get endpoint(): string {
    return this.restApi.urlForPath('/feedback');
  }

  #logs({ names, settings, key }: FeedbackApiProps): GatewayLogs {
    const { logRetentionDays: retentionDays, accountLogRole: accountRole } = settings;
    return new GatewayLogs(this, 'Logs', { apiName: names.api, retentionDays, accountRole, ...(key && { key }) });
  }

  /** What keeps abuse away, where it is wanted. */
  #guard({ names, settings }: FeedbackApiProps): void {
    const { restApi } = this;
    if (settings.apiKey) new ApiKeyAccess(this, 'ApiKey', { restApi, names, requestsPerSecond: settings.requestsPerSecond });
    if (settings.waf) new WebAcl(this, 'WebAcl', { name: names.webAcl, stage: restApi.deploymentStage });
  }

  #addRoutes(toFunction: LambdaIntegration, apiKeyRequired: boolean): void {
    const feedback = this.restApi.root.addResource('feedback');
    feedback.addMethod('POST', toFunction, { ...PUBLIC, ...submissionCheck(this.restApi), apiKeyRequired });
    feedback.addMethod('OPTIONS', toFunction, PUBLIC);
    feedback.addMethod('GET', toFunction, BY_IAM);
    feedback.addResource('{id}').addMethod('GET', toFunction, BY_IAM);
    this.restApi.root.addResource('openapi.json').addMethod('GET', toFunction, PUBLIC);
  }
}

function acknowledgePublicRoutes(api: FeedbackApi): void {
  Validations.of(api).acknowledge(
    {
      id: 'AwsSolutions-APIG4',
      reason:
        'Customers submit feedback without an account, from any page; submitting, its preflight and the API description are public, reading is by IAM.',
    },
    {
      id: 'AwsSolutions-COG4',
      reason: 'Customers have no user pool to sign in to; the people and services that read feedback are known to IAM.',
    },
  );
}

function stageOptions({ requestsPerSecond }: FeedbackApiProps['settings'], { accessLogs }: GatewayLogs): StageOptions {
  const throttling = { throttlingRateLimit: requestsPerSecond, throttlingBurstLimit: 2 * requestsPerSecond };
  const options = { ...throttling, metricsEnabled: true, dataTraceEnabled: false };
  return {
    stageName: STAGE,
    ...options,
    tracingEnabled: true,
    loggingLevel: MethodLoggingLevel.ERROR,
    // A refused body can be quoted in the log of the execution, so submissions have none; their access log says what went wrong.
    methodOptions: { '/feedback/POST': { ...options, loggingLevel: MethodLoggingLevel.OFF } },
    accessLogDestination: new LogGroupLogDestination(accessLogs),
    accessLogFormat: ACCESS_LOG,
  };
}
