export { type AwsEndpoint, availableBackends, type Backend, type EndpointOptions, startAwsEndpoint } from './aws-endpoint.ts';
export { type LocalAws, startLocalAws } from './local-aws.ts';
export { localstackModule } from './localstack-module.ts';
