import './node-errors.ts';
import { Console } from 'node:console';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { loadEngine } from '../../src/engine.ts';
import { type Backend, type LocalAws, startLocalAws } from '../../src/localstack/index.ts';
import { CASES, type Case, outcomeOf, overtaken, throughBadNetwork } from './cases.ts';
import { FAULTS, SERVICES } from './faults.ts';
import { type Ground, inScenario, LATE_MS } from './scenario.ts';

const CASES_AT_ONCE = 12;
/** A test may have to wait for all cases. */
const TIMEOUT_MS = 180_000;

/** Lets every service fail in every way between the AWS adapters and one backend; prints what came of it. */
export function faultSuites(backend: Backend): void {
  const ending = new Map<Case, PromiseWithResolvers<string>>(CASES.map((given) => [given, Promise.withResolvers<string>()]));
  const outcomes = new Map<Case, string>();
  let aws: LocalAws;
  let badNetwork: Promise<void>;
  let overtaking: Promise<void>;

  beforeAll(async () => {
    aws = await startLocalAws({ backend });
    const ground = { aws, engine: await loadEngine() };
    void runAll(ground, ending);
    badNetwork = inScenario(ground, 'is cut after it acted', throughBadNetwork);
    overtaking = inScenario(ground, 'acts late', overtaken, LATE_MS.afterTheRetry);
    void Promise.allSettled([badNetwork, overtaking]);
  }, TIMEOUT_MS);
  afterAll(async () => {
    printMatrix(backend, outcomes);
    await aws?.stop();
  });

  describe.each(SERVICES)('when %s', (service) => {
    describe.each(FAULTS)('%s', (fault) => {
      const cases = CASES.filter((given) => given.service === service && given.fault === fault);
      const named = cases.map((given) => ({ given, span: given.span, way: given.way.name }));
      const outcome = async ({ given }: { given: Case }) => {
        outcomes.set(given, 'BROKEN');
        outcomes.set(given, (await ending.get(given)?.promise) ?? 'not run');
      };
      it.each(named)('$span: $way', outcome, TIMEOUT_MS);
    });
  });

  it('when every third answer is lost, nothing is missing in the end and nothing is twice', () => badNetwork, TIMEOUT_MS);

  it('when the writes of a first attempt arrive after its retry, both hold what the retry kept', () => overtaking, TIMEOUT_MS);
}

/** Runs the cases side by side, as most of their time is waiting; each test awaits its own. */
async function runAll(ground: Ground, ending: ReadonlyMap<Case, PromiseWithResolvers<string>>): Promise<void> {
  const queue = ending.entries();
  const work = async () => {
    for (const [given, { promise, resolve }] of queue) {
      const outcome = inScenario(ground, given.fault, (scenario) => outcomeOf(scenario, given));
      promise.catch(() => {});
      resolve(outcome);
      await outcome.catch(() => {});
    }
  };
  await Promise.all(Array.from({ length: CASES_AT_ONCE }, work));
}

/** A line for each service and fault; what ended alike in several ways is said once. */
function printMatrix(backend: Backend, outcomes: ReadonlyMap<Case, string>): void {
  const rows = Map.groupBy(outcomes, ([{ service, fault }]) => `${service} ${fault}`);
  const table = [...rows].map(([row, members]) => {
    const spans = Map.groupBy(members, ([{ span }]) => span);
    return [row, Object.fromEntries([...spans].map(([span, ended]) => [span, together(ended)]))] as const;
  });
  const console = new Console(process.stderr);
  console.error(`What becomes of feedback on ${backend}:`);
  console.table(Object.fromEntries(table));
}

function together(ended: readonly (readonly [Case, string])[]): string {
  const alike = Map.groupBy(ended, ([, outcome]) => outcome);
  const ways = (members: readonly (readonly [Case, string])[]) => members.map(([{ way }]) => way.name).join(', ');
  if (alike.size === 1) return [...alike.keys()].join();
  return [...alike].map(([outcome, members]) => `${ways(members)}: ${outcome}`).join('; ');
}
