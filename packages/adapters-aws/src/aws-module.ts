import { TOKENS } from '@earshot/core';
import { ContainerModule } from 'inversify';
import { type AwsAdapterSettings, type AwsAdapters, awsAdapters } from './adapters.ts';
import type { AwsClients } from './clients.ts';
import { CloudWatchMetricsSink } from './cloudwatch-metrics-sink/cloudwatch-metrics-sink.ts';

/** Binds the AWS adapters to the core's tokens, and the CloudWatch sink to its own class as well, for whoever flushes it. */
export function awsModule(clients: AwsClients, settings: AwsAdapterSettings): ContainerModule {
  return new ContainerModule(({ bind }) => {
    const adapters: AwsAdapters = awsAdapters(clients, settings);
    bind(TOKENS.analyzer).toConstantValue(adapters.analyzer);
    bind(TOKENS.store).toConstantValue(adapters.store);
    bind(TOKENS.lake).toConstantValue(adapters.lake);
    bind(TOKENS.metrics).toConstantValue(adapters.metrics);
    bind(CloudWatchMetricsSink).toConstantValue(adapters.metrics);
  });
}
