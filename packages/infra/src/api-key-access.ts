import { Tags } from 'aws-cdk-lib';
import { Period, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { Names } from './names.ts';
import type { Settings } from './settings.ts';

/** What access by API key is made by. */
export interface ApiKeyAccessProps {
  readonly restApi: RestApi;
  readonly names: Pick<Names, 'apiKey' | 'usagePlan'>;
  readonly requestsPerSecond: Settings['requestsPerSecond'];
}

/** Submissions that one key may make in a day. */
const DAILY_QUOTA = 1_000_000;

/** Lets in whoever has the key, at a rate of their own. It is for servers: a page cannot keep a key to itself. */
export class ApiKeyAccess extends Construct {
  constructor(scope: Construct, id: string, { restApi, names, requestsPerSecond }: ApiKeyAccessProps) {
    super(scope, id);
    const key = restApi.addApiKey('Key', { apiKeyName: names.apiKey, description: 'Lets a server submit feedback' });
    const plan = restApi.addUsagePlan('Plan', {
      name: names.usagePlan,
      throttle: { rateLimit: requestsPerSecond, burstLimit: 2 * requestsPerSecond },
      quota: { limit: DAILY_QUOTA, period: Period.DAY },
      apiStages: [{ stage: restApi.deploymentStage }],
    });
    plan.addApiKey(key);
    Tags.of(key).add('Name', 'Feedback API Key');
    Tags.of(plan).add('Name', 'Feedback Usage Plan');
  }
}
