import { createServer } from 'node:http';
import { FaultPlan, type Faults } from './faults.ts';
import { type Engine, operationsOf } from './operations.ts';
import { answer, HOST, listen, type Service, stop } from './server.ts';

/** What the stand-in judges with, and where it listens. */
export interface ComprehendStandInOptions extends Engine {
  /** The port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  readonly faults?: Faults;
}

/** A running stand-in. */
export interface ComprehendStandIn {
  /** The endpoint to give to an AWS SDK, or to the variable `AWS_ENDPOINT_URL_COMPREHEND`. */
  readonly url: string;
  readonly port: number;
  /** How many calls each operation has had, those included that were refused or met a fault. */
  calls(): Readonly<Record<string, number>>;
  /** Puts other faults in the place of the present ones, counted from here; `{}` for none. */
  inject(faults: Faults): void;
  /** Stops listening and ends every connection, calls under way included. */
  stop(): Promise<void>;
}

/** Milliseconds that an idle connection is kept, well beyond the pauses of a test, so that no SDK meets one that is just closing. */
const KEEP_ALIVE_MS = 60_000;

/**
 * Starts an HTTP server that speaks Amazon Comprehend's protocol (AWS JSON 1.1) over an engine in this process: DetectSentiment,
 * BatchDetectSentiment and DetectDominantLanguage, with the real limits and exceptions. Signatures are not checked, nothing is logged.
 */
export async function startComprehendStandIn(options: ComprehendStandInOptions): Promise<ComprehendStandIn> {
  const { port = 0, faults = {} } = options;
  const plan = new FaultPlan(faults);
  const counts = new Map<string, number>();
  const service: Service = { operations: operationsOf(options, () => plan.failsDocument()), plan, counts };
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    void answer(service, request, response);
  });
  const actualPort = await listen(server, port);
  return {
    url: `http://${HOST}:${actualPort}`,
    port: actualPort,
    calls: () => Object.fromEntries(counts),
    inject: (next) => plan.replace(next),
    stop: () => stop(server),
  };
}
