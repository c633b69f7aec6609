import { setImmediate, setTimeout } from 'node:timers/promises';
import { awsClients, awsModule, CloudWatchMetricsSink, LogMetricsSink } from '@earshot/adapters-aws';
import {
  CascadeAnalyzer,
  type Clock,
  DetectingAnalyzer,
  FallbackAnalyzer,
  type MetricsSink,
  type Pipeline,
  type Reconciliation,
  type SentimentAnalyzer,
  ShadowAnalyzer,
  TOKENS,
} from '@earshot/core';
import { Container } from 'inversify';
import { pino } from 'pino';
import type { LambdaConfig } from './config.ts';
import { createEdge } from './edge.ts';
import { EmbeddedEngine } from './embedded-engine.ts';
import { type ApiGatewayHandler, onApiGateway } from './on-api-gateway.ts';
import { reconcileRecent } from './reconcile-recent.ts';
import { runtimeModule } from './runtime-module.ts';

/** The functions of a deployment. */
export interface Functions {
  /** Answers API Gateway's proxy events. */
  readonly handler: ApiGatewayHandler;
  /** Makes store and lake equal for today and the two days before, in UTC. */
  readonly reconcile: () => Promise<readonly Reconciliation[]>;
}

/** Milliseconds that an answer waits for its metrics, where they are sent and not logged. */
const METRICS_MS = 50;

/** Builds everything that a container of the function keeps, once. */
export function compose(config: LambdaConfig): Functions {
  const container = new Container();
  container.load(awsModule(awsClients(config), config), runtimeModule);
  const log = pino({ base: null, level: config.logLevel }, pino.destination({ sync: true }));
  const pipeline = pipelineOf(container, config);
  const answer = onApiGateway(createEdge({ pipeline, log, corsOrigin: config.corsOrigin, reading: true }));
  return {
    handler: config.metrics === 'log' ? answer : flushing(answer, container.get(CloudWatchMetricsSink)),
    reconcile: async () => {
      const done = await reconcileRecent(pipeline);
      log.info({ reconciliations: done }, 'reconciled');
      return done;
    },
  };
}

/** The adapters on AWS, with the embedded engine for what Comprehend cannot judge. */
function pipelineOf(container: Container, config: LambdaConfig): Pipeline {
  const { language, weights, metrics } = config;
  const clock = container.get(TOKENS.clock);
  const embedded = new EmbeddedEngine(weights);
  const sink = metrics === 'log' ? new LogMetricsSink(writeLine, clock) : container.get(TOKENS.metrics);
  const judging = judgingBy(config, { comprehend: container.get(TOKENS.analyzer), embedded, metrics: sink, clock });
  const detect = language === 'auto' ? embedded.detect : undefined;
  return {
    analyzer: new DetectingAnalyzer(judging, detect, language === 'auto' ? 'en' : language),
    store: container.get(TOKENS.store),
    lake: container.get(TOKENS.lake),
    metrics: sink,
    clock,
    ids: container.get(TOKENS.ids),
  };
}

/** What judges, and what it is watched with. */
export interface Engines {
  readonly comprehend: SentimentAnalyzer;
  readonly embedded: SentimentAnalyzer;
  readonly metrics: MetricsSink;
  readonly clock: Clock;
}

/**
 * Comprehend, and the embedded engine for what it cannot judge. With `shadow` the embedded engine runs beside Comprehend; with `cascade`
 * it is asked first, and Comprehend only for what it is less sure of.
 */
export function judgingBy(
  { cascade, shadow }: Pick<LambdaConfig, 'cascade' | 'shadow'>,
  { comprehend, embedded, metrics, clock }: Engines,
): SentimentAnalyzer {
  const watched = shadow ? new ShadowAnalyzer(comprehend, embedded, metrics, () => setImmediate()) : comprehend;
  const judging = new FallbackAnalyzer(watched, embedded, clock);
  return cascade === undefined ? judging : new CascadeAnalyzer(embedded, judging, cascade);
}

/** The embedded metric format must stand alone on its line, which the runtime's `console.log` does not leave to us. */
function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Sends the metrics of an answer, and waits for that a moment at most. */
function flushing(answer: ApiGatewayHandler, sink: CloudWatchMetricsSink): ApiGatewayHandler {
  return async (event, context) => {
    const result = await answer(event, context);
    await Promise.race([sink.flush(), setTimeout(METRICS_MS)]);
    return result;
  };
}
