import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const IMPLEMENTS = /export class (\w+) implements (SentimentAnalyzer|FeedbackStore|FeedbackLake|MetricsSink)\b/g;
/** Classes of this package are proven on every backend that the run has, but for those that talk to no server. */
const ON_SERVERS = /^adapters-aws\//;
const WITHOUT_SERVER = ['LogMetricsSink'];
const BACKENDS = ['ministack', 'localstack'];

/** Every class that implements a port. */
function implementations() {
  const sources = readdirSync(join(root, 'packages'), { recursive: true }).filter((path) => /^[\w-]+\/src\/.*\.ts$/.test(path));
  return sources.flatMap((path) => {
    const found = readFileSync(join(root, 'packages', path), 'utf8').matchAll(IMPLEMENTS);
    return [...found].map(([, name, port]) => ({
      name,
      port,
      onServers: ON_SERVERS.test(path) && !WITHOUT_SERVER.includes(name),
    }));
  });
}

/**
 * Fails a run of `npm test` in which a class that implements a port did not run that port's conformance suite. A suite counts for a class
 * when it stands under a `describe` that begins with the name of the class.
 */
export default class MatrixReporter {
  #missing = [];

  onRunComplete(_, { testResults }) {
    const tiers = (process.env.EARSHOT_MATRIX ?? '').split(',').filter(Boolean);
    if (tiers.length === 0) return;
    const ran = testResults.flatMap(({ displayName, testResults: tests }) =>
      tests
        .filter(({ status }) => status === 'passed')
        .map(({ ancestorTitles }) => ({ tier: displayName?.name, titles: ancestorTitles })),
    );
    for (const { name, port, onServers } of implementations()) {
      const kept = (where) => ran.filter(({ tier, titles }) => where.includes(tier) && isSuiteOf(name, port, titles)).length;
      const needed = onServers ? BACKENDS.filter((tier) => tiers.includes(tier)).map((tier) => [tier]) : [['fast', 'slow']];
      for (const where of needed) this.#note(name, port, where.join(' or '), kept(where));
    }
  }

  getLastError() {
    for (const missing of this.#missing) console.error(missing);
    if (this.#missing.length > 0) return new Error(this.#missing.join('; '));
  }

  #note(name, port, where, kept) {
    console.log(`conformance  ${name.padEnd(28)} ${port.padEnd(18)} ${where.padEnd(12)} ${kept} promises kept`);
    if (kept === 0) this.#missing.push(`${name} did not run the ${port} suite (${where})`);
  }
}

function isSuiteOf(name, port, titles) {
  const suite = titles.indexOf(`${port} promises`);
  return suite > 0 && titles.slice(0, suite).some((title) => title === name || title.startsWith(`${name} `));
}
