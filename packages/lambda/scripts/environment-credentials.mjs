import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Stands in for the SDK's chain of credential providers in the bundle: see bundle.mjs. */
export const defaultProvider = () => fromEnv();
