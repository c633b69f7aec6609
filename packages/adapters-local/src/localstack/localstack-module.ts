import { awsModule } from '@earshot/adapters-aws';
import type { LocalAws } from './local-aws.ts';

/** Binds the AWS adapters on a local endpoint to the core's tokens, for a composition with inversify. */
export function localstackModule({ clients, resources }: Pick<LocalAws, 'clients' | 'resources'>): ReturnType<typeof awsModule> {
  return awsModule(clients, resources);
}
