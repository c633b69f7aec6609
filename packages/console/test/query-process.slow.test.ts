import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openQueries, type Queries } from '../src/querying/open-queries.ts';
import { earshot, start, waitFor } from './support/earshot.ts';

const LIMITS = { withinMs: 30_000, maxRows: 10 };

/** One call of a function, which nothing interrupts, and which takes a minute. */
const UNSTOPPABLE = { sql: "SELECT levenshtein(repeat('a', 120000), repeat('b', 120000))" };

/** Takes hours, if it is let. */
const ENDLESS = { sql: 'SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range * b.range = 7' };

let data: string;
let queries: Queries;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'earshot-query-process-'));
  queries = openQueries(data);
});

afterEach(async () => {
  await queries.close();
  await rm(data, { recursive: true, force: true });
});

/** The processes that a process has started to answer questions, and that still run. */
async function answering(parent = process.pid): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map((pid) => isAnswering(pid, parent)));
  return pids.filter((_, i) => found[i]);
}

async function isAnswering(pid: number, parent: number): Promise<boolean> {
  const isChild = new RegExp(`^PPid:\\s+${parent}$`, 'm').test(await about(pid, 'status'));
  return isChild && (await about(pid, 'cmdline')).includes('query-process');
}

/** What has ended and is only waited for still has an entry. */
async function isRunning(pid: number): Promise<boolean> {
  return /^State:\s+[^Z]/m.test(await about(pid, 'status'));
}

/** Hundredths of a second that a process has had of the processor. */
async function worked(pid: number): Promise<number> {
  const fields = (await about(pid, 'stat')).replace(/^.*\) /s, '').split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

function about(pid: number, name: string): Promise<string> {
  return readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
}

async function one(): Promise<unknown> {
  return (await queries.run({ sql: 'SELECT 1' }, LIMITS)).rows;
}

describe('a question that does not stop by itself', () => {
  it('is ended when its time is over, as many as there are, and the next is answered', async () => {
    const asked = [1, 2, 3].map(() => queries.run(UNSTOPPABLE, { ...LIMITS, withinMs: 300 }));
    const ended = await Promise.allSettled(asked);
    const reason = expect.objectContaining({ kind: 'unavailable', message: expect.stringContaining('longer than 0.3 s') });
    expect(ended).toEqual(ended.map(() => ({ status: 'rejected', reason })));
    expect(await one()).toEqual([[1]]);
  }, 30_000);

  it('is ended when nobody waits for it any more', async () => {
    await one();
    const [child = 0] = await answering();
    const before = await worked(child);
    const leaving = new AbortController();
    const asked = expect(queries.run(UNSTOPPABLE, LIMITS, leaving.signal)).rejects.toMatchObject({ kind: 'unavailable' });
    await waitFor(async () => (await worked(child)) > before + 20);
    leaving.abort();
    await asked;
    expect(await answering()).toEqual([]);
  }, 30_000);

  it('is ended when the process that asked is gone', async () => {
    const asking = start(['query', '--data', data, UNSTOPPABLE.sql]);
    const pid = asking.pid ?? 0;
    await waitFor(async () => (await answering(pid)).length === 1);
    const [child = 0] = await answering(pid);
    asking.kill('SIGKILL');
    await once(asking, 'exit');
    await waitFor(async () => !(await isRunning(child)));
  }, 30_000);
});

describe('a question', () => {
  it('holds nothing else up while its answer is made', async () => {
    const ticks = [performance.now()];
    const ticking = setInterval(() => ticks.push(performance.now()), 50);
    await queries.run({ sql: "SELECT repeat(repeat('a', 1000), 12000)::BLOB" }, { ...LIMITS, withinMs: 60_000 });
    ticks.push(performance.now());
    clearInterval(ticking);
    const pauses = ticks.map((tick, i) => tick - (ticks[i - 1] ?? tick));
    const took = pauses.reduce((sum, pause) => sum + pause);
    expect(Math.max(...pauses)).toBeLessThan(took / 2);
  });

  it('that takes memory which DuckDB does not count is stopped', async () => {
    await expect(queries.run({ sql: "SELECT length(repeat(repeat('x', 100000), 40000))" }, LIMITS)).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/took more than \d+ MB of memory and was stopped/),
    });
    expect(await one()).toEqual([[1]]);
  });

  it('whose process crashes fails alone', async () => {
    await one();
    const asked = expect(queries.run(ENDLESS, LIMITS)).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/the process that ran the query ended \(SIGABRT\)/),
    });
    const [child = 0] = await answering();
    process.kill(child, 'SIGABRT');
    await asked;
    expect(await one()).toEqual([[1]]);
  });

  it('is answered by the process that answered the last, and by a new one if that ended', async () => {
    await one();
    const [first = 0] = await answering();
    await one();
    expect(await answering()).toEqual([first]);
    process.kill(first, 'SIGKILL');
    await waitFor(() => !existsSync(`/proc/${first}`));
    expect(await one()).toEqual([[1]]);
  });

  it('leaves no process behind when all is closed', async () => {
    await one();
    expect(await answering()).toHaveLength(1);
    await queries.close();
    expect(await answering()).toEqual([]);
  });
});

describe('earshot query', () => {
  it('ends in time, whatever it is asked', async () => {
    const { code, stderr } = await earshot(['query', '--data', data, '--time-limit', '1', UNSTOPPABLE.sql]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('longer than 1 s')]);
  }, 30_000);
});
