import { startAwsEndpoint } from '@earshot/adapters-local/localstack';

export default async function startAws() {
  globalThis.awsEndpoint = await startAwsEndpoint();
  process.env.AWS_ENDPOINT_URL = globalThis.awsEndpoint.url;
}
