import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const IMPLEMENTS = /export class (\w+) implements (SentimentAnalyzer|FeedbackStore|FeedbackLake|MetricsSink)\b/g;
/** Classes of this package may need a server; then they are proven on every backend that this run has. */
const ON_SERVERS = /^adapters-aws\//;
const BACKENDS = ['ministack', 'localstack'];

/** Every class that implements a port. */
function implementations() {
  const sources = readdirSync(join(root, 'packages'), { recursive: true }).filter((path) => /^[\w-]+\/src\/.*\.ts$/.test(path));
  return sources.flatMap((path) => {
    const found = readFileSync(join(root, 'packages', path), 'utf8').matchAll(IMPLEMENTS);
    return [...found].map(([, name, port]) => ({ name, port, onServers: ON_SERVERS.test(path) }));
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
      const kept = (tier) => ran.filter((test) => test.tier === tier && isSuiteOf(name, port, test.titles)).length;
      const needed = onServers && kept('fast') === 0 ? BACKENDS.filter((tier) => tiers.includes(tier)) : ['fast'];
      for (const tier of needed) this.#note(name, port, tier, kept(tier));
    }
  }

  getLastError() {
    if (this.#missing.length > 0) return new Error(this.#missing.join('; '));
  }

  #note(name, port, tier, kept) {
    console.log(`conformance  ${name.padEnd(28)} ${port.padEnd(18)} ${tier.padEnd(10)} ${kept} promises kept`);
    if (kept === 0) this.#missing.push(`${name} did not run the ${port} suite in the ${tier} tier`);
  }
}

function isSuiteOf(name, port, titles) {
  const suite = titles.indexOf(`${port} promises`);
  return titles.slice(0, suite).some((title) => title === name || title.startsWith(`${name} `));
}
