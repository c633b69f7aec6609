import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileFeedbackLake } from '@earshot/adapters-local';
import { dayOf, dayPrefix, lakeLine } from '@earshot/core';
import { sampleRecord } from '@earshot/core/conformance';
import { NAMED_QUERIES } from '@earshot/core/queries';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { manyRecords } from '../../../test/support/many-records.ts';
import { openQueries, type Queries } from '../src/querying/open-queries.ts';
import { compactAll } from './support/compacting.ts';
import { earshot } from './support/earshot.ts';

const NOW = Math.floor(Date.now() / 1_000);
const LIMITS = { withinMs: 30_000, maxRows: 10_000 };
const COUNT = { sql: 'SELECT count(*) FROM all_feedback' };

/** Takes hours, if it is let. */
const ENDLESS = { sql: 'SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range * b.range = 7' };

const records = manyRecords(NOW);
let root: string;
let data: string;
let queries: Queries;

const folder = (name: string) => mkdtemp(join(root, `${name}-`));
const lakeOf = (data: string) => new FileFeedbackLake(join(data, 'lake'));

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'earshot-query-'));
  data = await folder('many');
  await lakeOf(data).append(records);
  await writeFile(join(data, 'secret.json'), '{"secret": true}');
  queries = openQueries(data);
});

afterAll(async () => {
  await queries.close();
  await rm(root, { recursive: true, force: true });
});

async function rowsOf(sql: string): Promise<readonly unknown[]> {
  return (await queries.run({ sql }, LIMITS)).rows;
}

describe('the lake in SQL', () => {
  it('has each record once', async () => {
    expect(await rowsOf('SELECT count(*), count(DISTINCT feedbackId) FROM all_feedback')).toEqual([
      [records.length, records.length],
    ]);
  });

  it.each(NAMED_QUERIES.map(({ name, chart }) => [name, chart] as const))(
    'answers %s, with the columns of its chart',
    async (name, chart) => {
      const { columns, rows } = await queries.run({ name }, LIMITS);
      expect(rows).not.toEqual([]);
      expect(columns.map((column) => column.name)).toEqual(expect.arrayContaining(chart ? [chart.x, ...chart.y] : []));
    },
  );

  it('counts customers without those that gave no name', async () => {
    const unnamed = await folder('unnamed');
    const of = (customerId: string, i: number) => sampleRecord({ feedbackId: `${i}`, timestamp: NOW, customerId });
    await lakeOf(unnamed).append(['anonymous', 'anonymous', 'a', 'b', 'a'].map(of));
    const open = openQueries(unnamed);
    const { columns, rows } = await open.run({ name: 'week-against-week' }, LIMITS);
    await open.close();
    expect(rows.map((row) => row[columns.findIndex(({ name }) => name === 'customers')])).toEqual([2]);
  });

  it('has what was written since the last question', async () => {
    const growing = await folder('growing');
    const open = openQueries(growing);
    const counts: unknown[] = [];
    for (const record of [undefined, ...records.slice(0, 2)]) {
      if (record) await lakeOf(growing).append([record]);
      counts.push((await open.run(COUNT, LIMITS)).rows[0]?.[0]);
    }
    await open.close();
    expect(counts).toEqual([0, 1, 2]);
  });

  it('has all columns when it is empty, and named queries have no rows', async () => {
    const open = openQueries(await folder('empty'));
    const { columns, rows } = await open.run({ sql: 'SELECT * FROM all_feedback' }, LIMITS);
    const { columns: full } = await queries.run({ sql: 'SELECT * FROM all_feedback LIMIT 1' }, LIMITS);
    expect([columns, rows]).toEqual([full, []]);
    const answers = await Promise.all(NAMED_QUERIES.map(({ name }) => open.run({ name }, LIMITS)));
    await open.close();
    expect(answers.flatMap((answer) => answer.rows)).toEqual([]);
  });

  it('has nothing that is half-written', async () => {
    const writing = await folder('writing');
    const [first] = records;
    if (first === undefined) throw new Error('there are records');
    await lakeOf(writing).append([first]);
    const day = join(writing, 'lake', dayPrefix(dayOf(NOW)));
    await mkdir(day, { recursive: true });
    await mkdir(join(writing, 'lake/.temporary'), { recursive: true });
    const whole = lakeLine({ ...first, feedbackId: 'whole', metadata: { order: '1', Order: '2', __proto__x: '3' } });
    await writeFile(join(day, 'batch.jsonl'), whole);
    await writeFile(join(writing, 'lake/.temporary/batch.jsonl'), `${whole}not JSON\n`);
    const open = openQueries(writing);
    const { rows } = await open.run({ sql: 'SELECT feedbackId, metadata FROM all_feedback ORDER BY 1' }, LIMITS);
    await open.close();
    expect(rows).toEqual([
      [first.feedbackId, first.metadata ?? null],
      ['whole', { order: '1', Order: '2', __proto__x: '3' }],
    ]);
  });

  it.each(['not JSON\n', '{"feedbackId": "half', '[1]\n', '{"feedbackId":"x","timestamp":"noon"}\n', '\0\0\0\0'])(
    'is not told as if it were whole where an object has the line %j',
    async (line) => {
      const damaged = await folder('damaged');
      const name = join(dayPrefix(dayOf(NOW)), 'batch.jsonl');
      await mkdir(join(damaged, 'lake', dayPrefix(dayOf(NOW))), { recursive: true });
      await writeFile(join(damaged, 'lake', name), `${lakeLine(sampleRecord())}${line}`);
      const open = openQueries(damaged);
      const message = expect.stringMatching(`^the lake object ${name} is damaged; restore it, or .* reconcile --day`);
      await expect(open.run({ sql: 'SELECT count(*) FROM all_feedback' }, LIMITS)).rejects.toMatchObject({
        kind: 'internal',
        message,
      });
      await open.close();
    },
  );
});

describe('values', () => {
  it.each([
    ['9007199254740991', 9_007_199_254_740_991],
    ['9007199254740993', '9007199254740993'],
    ['-170141183460469231731687303715884105727::HUGEINT', '-170141183460469231731687303715884105727'],
    ['1.5', 1.5],
    ['1234567890123456.789', '1234567890123456.789'],
    ["'nan'::DOUBLE", 'NaN'],
    ["DATE '2026-11-24'", '2026-11-24'],
    ["TIMESTAMP '2026-11-24 18:05:09.123456'", '2026-11-24T18:05:09.123456'],
    ["TIMESTAMP_S '2026-11-24 18:05:09'", '2026-11-24T18:05:09'],
    ["TIMESTAMP_MS '2026-11-24 18:05:09.123'", '2026-11-24T18:05:09.123'],
    ["TIMESTAMP_NS '2026-11-24 18:05:09.123456789'", '2026-11-24T18:05:09.123456789'],
    ["TIMESTAMPTZ '2026-11-24 18:05:09+02'", '2026-11-24T16:05:09Z'],
    ['[1, NULL]', [1, null]],
    [
      "{'a': 9007199254740993, 'b': {'c': TIMESTAMP '2026-11-24 18:05:09'}}",
      { a: '9007199254740993', b: { c: '2026-11-24T18:05:09' } },
    ],
    ["MAP {'a': 1, '__proto__': 2}", JSON.parse('{"a": 1, "__proto__": 2}')],
    ['MAP {1: 2}', { 1: 2 }],
    ["'x'::BLOB", 'x'],
    ['NULL', null],
  ])('%s is JSON without loss', async (value, expected) => {
    expect(await rowsOf(`SELECT ${value}`)).toEqual([[expected]]);
  });
});

describe('SQL that is more than a question', () => {
  it.each([
    ['INSERT INTO all_feedback SELECT * FROM all_feedback'],
    ['DROP VIEW all_feedback'],
    ['CREATE TABLE mine AS SELECT 1'],
    ["COPY (SELECT 1) TO 'LAKE/feedback/mine.json'"],
    ["ATTACH 'LAKE/mine.duckdb'"],
    ["EXPORT DATABASE 'LAKE/mine'"],
    ['INSTALL httpfs'],
    ['LOAD httpfs'],
    ['SET threads = 1'],
    ["SET VARIABLE a = 'b'"],
    ['PRAGMA enable_profiling'],
    ['CALL pragma_version()'],
    ['CHECKPOINT'],
    ['BEGIN'],
    ['EXPLAIN ANALYZE SELECT 1'],
    ['PREPARE mine AS SELECT 1'],
  ])('%s is not answered', async (sql) => {
    await expect(rowsOf(sql.replace('LAKE', join(data, 'lake')))).rejects.toMatchObject({ kind: 'invalid' });
  });

  it.each([
    ["SELECT * FROM read_csv('/etc/passwd')"],
    ["SELECT * FROM read_text('/proc/self/environ')"],
    ["SELECT * FROM '/etc/passwd.csv'"],
    ["SELECT * FROM 'DATA/secret.json'"],
    ["SELECT * FROM 'DATA/lake/../secret.json'"],
    ["SELECT * FROM glob('/etc/*')"],
    ["SELECT * FROM read_json('https://shop.example/data.json')"],
    ["SELECT * FROM query('COPY (SELECT 1) TO ''DATA/mine.json''')"],
    ["SELECT * FROM sqlite_scan('DATA/feedback.sqlite', 'feedback')"],
    ["SELECT getenv('HOME')"],
    ["SELECT * FROM enable_logging('QueryLog', storage = 'file', storage_path = 'DATA/lake/mine')"],
    ["SELECT (FROM Main.Enable_Logging(storage = 'file', storage_path = '/mine'))"],
    ["DESCRIBE SELECT * FROM enable_profiling(save_location = 'DATA/lake/mine.txt')"],
    ["SELECT * FROM query('SELECT * FROM checkpoint()')"],
    ["SELECT Main.JSON_serialize_plan('SELECT * FROM enable_logging(storage = ''file'', storage_path = ''DATA/lake/mine'')')"],
  ])('%s reads nothing outside the lake', async (sql) => {
    await expect(rowsOf(sql.replace('DATA', data))).rejects.toMatchObject({ kind: 'invalid' });
  });

  it.each([['SELECT 1; SELECT 2'], ['SELECT 1; DROP VIEW all_feedback'], [''], ['-- nothing'], [';']])(
    '%j is not one SELECT',
    async (sql) => {
      await expect(rowsOf(sql)).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining('SELECT') });
    },
  );

  it('has left nothing behind', async () => {
    expect(await readdir(data)).toEqual(expect.arrayContaining(['lake', 'secret.json']));
    expect((await readdir(join(data, 'lake'), { recursive: true })).filter((name) => name.includes('mine'))).toEqual([]);
    expect(await rowsOf('SELECT table_name FROM information_schema.tables ORDER BY 1')).toEqual([['all_feedback'], ['feedback']]);
  });

  it.each([
    ['WITH a AS (SELECT 1 AS b) SELECT b FROM a'],
    ['(SELECT 1);'],
    ['FROM range(1)'],
    ['DESCRIBE all_feedback'],
    ['SELECT count(*) FROM all_feedback, unnest(map_keys(metadata))'],
    ["SELECT 'TABLE_FUNCTION' AS type, {'type': 'TABLE_FUNCTION'}"],
  ])('%s is a question', async (sql) => {
    expect(await rowsOf(sql)).not.toEqual([]);
  });
});

describe('a question that cannot be answered', () => {
  it('is told where it is wrong, in the words of the engine', async () => {
    await expect(rowsOf('SELECT nope FROM all_feedback')).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(/"nope" not found[\s\S]*LINE 1: SELECT nope/),
    });
  });

  it('is told the names that are most like one that is not there', async () => {
    await expect(queries.run({ name: 'sentiment-per-day' }, LIMITS)).rejects.toMatchObject({
      kind: 'not-found',
      message: expect.stringMatching(/no query named sentiment-per-day; near it are sentiment-by-day, /),
    });
  });

  it('is stopped when its time is over, and told how to have more; the next is answered', async () => {
    await expect(queries.run(ENDLESS, { ...LIMITS, withinMs: 300 })).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/longer than 0\.3 s.*--time-limit \(or EARSHOT_QUERY_TIME_LIMIT\)/),
    });
    expect((await queries.run(COUNT, LIMITS)).rows).toEqual([[records.length]]);
  });

  it('is stopped when nobody waits any more', async () => {
    const open = openQueries(data);
    const asked = expect(open.run(ENDLESS, LIMITS)).rejects.toMatchObject({ kind: 'unavailable' });
    await open.close();
    await asked;
  });

  it('is told that it takes more memory than there is', async () => {
    const large = 'SELECT list(a.range::VARCHAR || repeat(b.range::VARCHAR, 1000)) FROM range(100000) a, range(1000) b';
    await expect(rowsOf(large)).rejects.toMatchObject({ kind: 'unavailable', message: expect.stringContaining('memory') });
  });

  it('is told that its answer is too large', async () => {
    await expect(rowsOf("SELECT repeat('x', 30000) FROM range(10000)")).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('larger than 256 MB; ask for fewer rows or columns'),
    });
  });
});

describe('a compacted day whose Parquet file is damaged', () => {
  it.each([
    ['is cut off', (path: string) => truncate(path, 100)],
    ['is empty', (path: string) => truncate(path, 0)],
    ['is gone', (path: string) => rm(path)],
  ])('is named with what to do when it %s', async (_, harm) => {
    const damaged = await folder('damaged-day');
    await lakeOf(damaged).append([sampleRecord()]);
    await compactAll(join(damaged, 'lake'));
    const [name = ''] = (await readdir(damaged, { recursive: true })).filter((path) => path.endsWith('.parquet'));
    await harm(join(damaged, name));
    const open = openQueries(damaged);
    await expect(open.run(COUNT, LIMITS)).rejects.toMatchObject({
      kind: 'internal',
      message: expect.stringMatching(/\.parquet is damaged; restore .* earshot reconcile --day 2026-03-01/),
    });
    await open.close();
  });
});

describe('many questions', () => {
  it('are answered beside each other, each its own', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => queries.run({ sql: `SELECT ${i}, count(*) FROM all_feedback` }, LIMITS)),
    );
    expect(answers.map(({ rows }) => rows)).toEqual(answers.map((_, i) => [[i, records.length]]));
  });

  it('give as many rows as are wanted, and say whether there are more', async () => {
    const ask = async (maxRows: number) => queries.run({ sql: 'SELECT * FROM range(5000)' }, { ...LIMITS, maxRows });
    const [some, all] = [await ask(4_999), await ask(5_000)];
    expect([some.rows.length, some.truncated]).toEqual([4_999, true]);
    expect([all.rows.length, all.truncated]).toEqual([5_000, false]);
  });
});

describe('earshot query', () => {
  const ask = (...args: string[]) => earshot(['query', ...args, '--data', data]);

  it('alone lists the queries that have names', async () => {
    const { code, stdout } = await earshot(['query']);
    expect(code).toBe(0);
    for (const { name, title } of NAMED_QUERIES) expect(stdout).toMatch(new RegExp(`^${name} +${title} `, 'm'));
  });

  it('answers a name with a table', async () => {
    const { code, stdout, stderr } = await ask('negative-by-source');
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^6 rows in \d+\.\d\d s\n$/)]);
    expect(stdout.split('\n')[0]).toMatch(/^source +feedback +negative +negative_percent$/);
  });

  it('answers SQL, its words joined, with a JSON object a row', async () => {
    const { stdout } = await ask('--json', 'SELECT', '1', 'AS', 'a,', "'x'", 'AS', 'a');
    expect(JSON.parse(stdout)).toEqual({ a: 1, a_2: 'x' });
    const { stdout: taken } = await ask('--json', 'SELECT 1 AS a_3, 2 AS a, 3 AS a, 4 AS a, 5 AS a_2');
    expect(JSON.parse(taken)).toEqual({ a_3: 1, a: 2, a_2: 3, a_4: 4, a_2_2: 5 });
  });

  it('answers with CSV that no spreadsheet runs', async () => {
    const { stdout } = await ask('--csv', `SELECT '=1+1' AS "=name", -2 AS number, NULL AS nothing`);
    expect(stdout).toBe(`"'=name","number","nothing"\n"'=1+1",-2,\n`);
  });

  it('shows text from customers in a line that acts on no terminal', async () => {
    const { stdout } = await ask(`SELECT chr(27) || '[2J' || chr(8238) || 'evil' || chr(10) || 'next' AS text`);
    expect(stdout).toBe('text\n\\u{1b}[2J\\u{202e}evil next\n');
  });

  it('says when there are more rows than it prints', async () => {
    const { stdout, stderr } = await ask('--rows', '2', 'SELECT * FROM range(9)');
    expect([stdout, stderr]).toEqual(['range\n    0\n    1\n', 'Only the first 2 rows; --rows allows more.\n']);
  });

  it.each([
    [['sentiment-by-dya'], 1, /near it are sentiment-by-day/],
    [['SELECT nope'], 1, /nope/],
    [['--time-limit', '1', ENDLESS.sql], 1, /longer than 1 s/],
    [['--time-limit', '0', 'SELECT 1'], 2, /--time-limit \(or EARSHOT_QUERY_TIME_LIMIT\) must be a whole number from 1/],
    [['--rows', 'all', 'SELECT 1'], 2, /--rows must be/],
    [['--json', '--csv', 'SELECT 1'], 2, /either --json or --csv/],
  ])('%j ends with %d, and says why', async (args, code, why) => {
    expect(await ask(...args)).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(why) });
  });

  it('says that a data folder is not there, and makes none', async () => {
    const missing = join(root, 'missing');
    const { code, stderr } = await earshot(['query', 'engines', '--data', missing]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/no data folder .*missing; name another by --data/)]);
    expect(await readdir(root)).not.toContain('missing');
  });

  it('says what to do where DuckDB is not installed', async () => {
    const hook = `export function resolve(name, context, next) {
      if (name === '@duckdb/node-api') throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
      return next(name, context);
    }`;
    const url = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
    const register = `import { register } from 'node:module'; register(${JSON.stringify(url(hook))});`;
    const { code, stderr } = await earshot(['query', 'engines', '--data', data], { NODE_OPTIONS: `--import ${url(register)}` });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/SQL needs DuckDB.*npm install @duckdb\/node-api/)]);
  });
});
