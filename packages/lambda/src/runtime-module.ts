import { systemClock, uuidIds } from '@earshot/adapters-local/ids';
import { TOKENS } from '@earshot/core';
import { ContainerModule } from 'inversify';

/** Binds time and ids to the core's tokens. */
export const runtimeModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.clock).toConstantValue(systemClock);
  bind(TOKENS.ids).toConstantValue(uuidIds);
});
