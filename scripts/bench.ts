// Measures Earshot on this machine: `npm run bench`. Prints figures and no judgement; `--rows N` sets the size of the import.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadEngine } from '@earshot/adapters-local/engine';
import autocannon from 'autocannon';

const EARSHOT = join(import.meta.dirname, '../packages/console/bin/earshot.js');
const FEEDBACK = { feedback: 'Checkout was quick and the courier was friendly.', customer_id: 'c-1' };
const SUBJECTS = ['courier', 'app', 'support', 'refund', 'parcel', 'room', 'invoice', 'update', 'website', 'price'];
const WORDS = [
  'was great',
  'never came',
  'is slow',
  'works fine',
  'arrived broken',
  'was friendly',
  'is far too dear',
  'came early',
];

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const folder = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
const [cpu] = cpus();
console.log(
  `machine: ${cpu?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
);
try {
  await benchEngine();
  await benchServer();
  await benchImport(Number(values.rows));
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function benchEngine(): Promise<void> {
  const start = performance.now();
  const engine = await loadEngine({ language: 'en' });
  const loaded = performance.now() - start;
  const texts = Array.from({ length: 20_000 }, (_, i) => ({ text: shortText(i) }));
  const long = {
    text: Array.from({ length: 130 }, (_, i) => shortText(i))
      .join('. ')
      .slice(0, 5_000),
  };
  await engine.analyze(texts, Number.POSITIVE_INFINITY);
  const all = await millisecondsOf(() => engine.analyze(texts, Number.POSITIVE_INFINITY));
  const longs = Array<typeof long>(100).fill(long);
  const each = (await millisecondsOf(() => engine.analyze(longs, Number.POSITIVE_INFINITY))) / longs.length;
  const rate = Math.round((texts.length / all) * 1_000).toLocaleString('en');
  console.log(`engine: loaded in ${Math.round(loaded)} ms, ${rate} short texts/s, a text of 5 kB in ${each.toFixed(2)} ms`);
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function shortText(i: number): string {
  return `The ${SUBJECTS[i % 10]} ${WORDS[i % 8]} (order ${i})`;
}

async function benchServer(): Promise<void> {
  const start = performance.now();
  const server = earshot('serve', '--port', '0', '--log-level', 'warn');
  const url = await addressOf(server);
  await fetch(`${url}/health`);
  console.log(`start to first answer: ${Math.round(performance.now() - start)} ms`);
  await load(url, { connections: 32, duration: 3 });
  const full = await load(url, { connections: 32, duration: 10 });
  console.log(
    `POST /feedback, both writes durable, 32 clients: ${Math.round(full.requests.average)} requests/s, p50 ${full.latency.p50} ms, p99 ${full.latency.p99} ms, failed ${full.non2xx + full.errors}`,
  );
  const steady = await load(url, { connections: 8, overallRate: 200, duration: 10 });
  console.log(
    `the same at 200 requests/s: p50 ${steady.latency.p50} ms, p99 ${steady.latency.p99} ms, failed ${steady.non2xx + steady.errors}`,
  );
  const stopped = once(server, 'exit');
  server.kill('SIGTERM');
  await stopped;
}

function load(url: string, options: Partial<autocannon.Options>): Promise<autocannon.Result> {
  const headers = { 'content-type': 'application/json' };
  return autocannon({ url: `${url}/feedback`, method: 'POST', headers, body: JSON.stringify(FEEDBACK), ...options });
}

async function benchImport(rows: number): Promise<void> {
  const file = join(folder, 'rows.csv');
  await writeRows(file, rows);
  const start = performance.now();
  const importing = earshot('import', file, '--json');
  const peak = watchMemory(importing);
  await once(importing, 'exit');
  const seconds = (performance.now() - start) / 1000;
  const objects = (await readdir(join(folder, 'data/lake'), { recursive: true })).filter((name) =>
    name.endsWith('.jsonl'),
  ).length;
  console.log(
    `import of ${rows.toLocaleString('en')} rows: ${Math.round(rows / seconds).toLocaleString('en')} rows/s, peak memory ${Math.round(peak.kilobytes / 1024)} MiB, ${objects} lake objects`,
  );
}

async function writeRows(file: string, rows: number): Promise<void> {
  const out = createWriteStream(file);
  out.write('feedback,customer_id,source\n');
  for (let i = 0; i < rows; i += 1) {
    const row = `${shortText(i)},c-${i % 5000},web\n`;
    if (!out.write(row)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

function earshot(...args: string[]): ChildProcess {
  return spawn(process.execPath, [EARSHOT, ...args, '--data', join(folder, 'data')], { stdio: ['ignore', 'pipe', 'ignore'] });
}

async function addressOf(server: ChildProcess): Promise<string> {
  for await (const chunk of server.stdout ?? []) {
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(chunk)) ?? [];
    if (url) return url;
  }
  throw new Error('the server did not start');
}

/** The most memory that a process has held at once, as Linux counts it. */
function watchMemory(child: ChildProcess): { kilobytes: number } {
  const peak = { kilobytes: 0 };
  const poll = async () => {
    while (child.exitCode === null) {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      peak.kilobytes = Math.max(peak.kilobytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
      await setTimeout(100);
    }
  };
  void poll();
  return peak;
}
