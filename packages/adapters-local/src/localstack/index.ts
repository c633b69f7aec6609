export { availableBackends, type EndpointOptions, startAwsEndpoint } from './aws-endpoint.ts';
export type { AwsEndpoint, Backend } from './endpoint.ts';
export { type LocalAws, startLocalAws } from './local-aws.ts';
export { localstackModule } from './localstack-module.ts';
