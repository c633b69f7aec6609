import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidIds } from '@earshot/adapters-local/ids';
import { Failure, type FeedbackRecord, type Pipeline } from '@earshot/core';
import { MemoryAnalyzer, MemoryLake, MemoryMetrics, MemoryStore } from '@earshot/core/memory';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ImportJob, type ImportResult, importFile } from '../src/importing/import-file.ts';

const NOW = Date.UTC(2026, 10, 24, 12) / 1000;

let folder: string;
let pipeline: Pipeline & { readonly lake: MemoryLake };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-import-'));
  pipeline = {
    analyzer: new MemoryAnalyzer(),
    store: new MemoryStore(),
    lake: new MemoryLake(),
    metrics: new MemoryMetrics(),
    clock: { now: () => NOW * 1000 },
    ids: uuidIds,
  };
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const silent = { found: () => {}, moved: () => {}, leftOut: () => {}, cannotResume: () => {} };

async function importing(name: string, contents: string | Buffer, options: Partial<ImportJob> = {}): Promise<ImportResult> {
  const path = join(folder, name);
  await writeFile(path, contents);
  const format = name.endsWith('.tsv') ? 'tsv' : name.endsWith('.jsonl') ? 'jsonl' : 'csv';
  const job = { path, format, encoding: 'utf-8', resume: false, into: folder, ...options } as const;
  return importFile(pipeline, job, silent, new AbortController().signal);
}

async function stored(): Promise<readonly FeedbackRecord[]> {
  const { items } = await pipeline.store.list({ limit: 1_000 });
  return items;
}

async function texts(): Promise<readonly string[]> {
  return (await stored()).map(({ feedbackText }) => feedbackText).sort();
}

function linesInLake(): number {
  return [...pipeline.lake.objects.values()].reduce((sum, text) => sum + text.split('\n').length - 1, 0);
}

async function errorsOf(name: string): Promise<string> {
  return readFile(join(folder, `${name}.errors.csv`), 'utf8');
}

describe('a CSV file', () => {
  it('gives every field of the HTTP body, and the time', async () => {
    const csv = `feedback,customer_id,language,source,rating,metadata.plan,idempotency_key,timestamp
Good,c-1,en,web,9,pro,key-1,2026-11-01T10:00:00+02:00
`;
    expect(await importing('all.csv', csv)).toMatchObject({ rows: 1, imported: 1, leftOut: 0, complete: true });
    expect(await stored()).toMatchObject([
      {
        feedbackText: 'Good',
        customerId: 'c-1',
        source: 'web',
        rating: 9,
        metadata: { plan: 'pro' },
        timestamp: Date.UTC(2026, 10, 1, 8) / 1000,
        sentiment: 'POSITIVE',
      },
    ]);
  });

  it('may have quoted commas, doubled quotes and line ends within a cell, and any line ends between rows', async () => {
    await importing('quotes.csv', 'feedback,customer_id\r\n"a, ""b""\r\nc",c1\r\nd,c2\n\n"e\nf",c3');
    expect(await texts()).toEqual(['a, "b"\r\nc', 'd', 'e\nf']);
  });

  it('may have returns alone between rows', async () => {
    expect(await importing('mac.csv', 'feedback,customer_id\r"a, b\rc",c1\rd,c2')).toMatchObject({ rows: 2, leftOut: 0 });
    expect(await texts()).toEqual(['a, b\nc', 'd']);
  });

  it('may begin with a byte order mark', async () => {
    await importing('bom.csv', '\uFEFFfeedback\nGood\n');
    expect(await texts()).toEqual(['Good']);
  });

  it('may call its columns by other usual names; the field’s own name wins, and what is no field is named', async () => {
    const result = await importing('names.csv', 'Customer ID,Text,Feedback,stars\nc1,no,yes,5\n');
    expect(await stored()).toMatchObject([{ feedbackText: 'yes', customerId: 'c1' }]);
    expect(result.ignored).toEqual(['Text', 'stars']);
  });

  it('without a column for the feedback is refused, with the columns that there are', async () => {
    await expect(importing('none.csv', 'a,b\n1,2\n')).rejects.toThrow(/has no column "feedback".*found "a", "b".*--columns$/);
    await expect(importing('none.jsonl', '{"a":1,"b":2}\n')).rejects.toThrow(/found "a", "b". Rename one$/);
  });

  it('loses one row to one stray quote, not the rows after it', async () => {
    const csv = 'feedback,customer_id\n"never closed,c1\ngood,c2\n5" screen,c3\n"a"b,c4\n"fine",c5\nfine too,c6\n';
    expect(await importing('stray.csv', csv)).toMatchObject({ imported: 3, leftOut: 3 });
    expect(await texts()).toEqual(['fine', 'fine too', 'good']);
    expect(await errorsOf('stray.csv')).toMatch(/^line,reason,row\n2,".*quote.*","""never closed,c1"\n4,.*\n5,.*\n$/);
  });

  it('with a line of any length is read in bounded memory, and that line is left out', async () => {
    const csv = Buffer.concat([Buffer.from('feedback\ngood\n'), Buffer.alloc(3_000_000, 'x'), Buffer.from('\ngreat\n')]);
    expect(await importing('long.csv', csv)).toMatchObject({ imported: 2, leftOut: 1 });
    expect((await errorsOf('long.csv')).length).toBeLessThan(2_000);
  });

  it('with bytes that are not UTF-8 loses only their rows', async () => {
    const latin = Buffer.from([0x63, 0x61, 0x66, 0xe9]);
    const csv = Buffer.concat([Buffer.from('feedback\ncafé\n'), latin, Buffer.from('\ngood\n')]);
    expect(await importing('latin.csv', csv)).toMatchObject({ imported: 2, leftOut: 1 });
    expect(await errorsOf('latin.csv')).toContain('3,"the line holds bytes that are not UTF-8');
  });

  it('in another encoding is read when that is said', async () => {
    await importing('windows.csv', Buffer.from([0x74, 0x65, 0x78, 0x74, 0x0a, 0x63, 0x61, 0x66, 0xe9, 0x0a]), {
      encoding: 'windows-1252',
    });
    await importing('utf16.csv', Buffer.from('\uFEFFtext\nnaïve 😀\n', 'utf16le'), { encoding: 'utf-16le' });
    expect(await texts()).toEqual(['café', 'naïve 😀']);
  });

  it.each([
    ['UTF-16 with a mark', Buffer.from('\uFEFFtext\ngood\n', 'utf16le'), /--encoding utf-16le/],
    ['UTF-16 without', Buffer.from('text\ngood\n', 'utf16le'), /--encoding utf-16le/],
    ['a gzip archive', Buffer.from([0x1f, 0x8b, 8, 0]), /gunzip/],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004…'), /export the sheet as CSV/],
    ['an empty file', Buffer.alloc(0), /is empty/],
  ])('that is %s is refused with what to do', async (_, contents, advice) => {
    await expect(importing('other.csv', contents)).rejects.toThrow(advice);
  });

  it('tells why each row is left out, in cells that no spreadsheet runs as a formula', async () => {
    const csv = `feedback,rating,timestamp,language
,5,,
ok,eleven,,
ok,11,,
ok,5,yesterday,
ok,5,2026-02-30,
ok,5,1700000000000,
ok,5,2026,
ok,5,20260230,
=cmd(),1,,not a tag
too,many,cells,in,it
`;
    expect(await importing('wrong.csv', csv)).toMatchObject({ imported: 0, leftOut: 10 });
    const reasons = (await errorsOf('wrong.csv')).split('\n').slice(1, -1);
    expect(reasons[0]).toBe('2,"Feedback text is required",",5,,"');
    expect(reasons[1]).toContain('rating: must be a number');
    expect(reasons[2]).toContain('rating: must be from 0 to 10');
    expect(reasons[3]).toContain('timestamp: must be a time');
    expect(reasons[4]).toContain('timestamp: must be a time');
    expect(reasons[5]).toContain('looks like milliseconds');
    expect(reasons[6]).toContain('timestamp: is too small for seconds since 1970');
    expect(reasons[7]).toContain('timestamp: must be a time');
    expect(reasons[8]).toMatch(/language: must be a BCP 47.*,"'=cmd\(\),1,,not a tag"$/);
    expect(reasons[9]).toContain('has 5 columns where there should be 4');
  });
});

describe('a day without hyphens', () => {
  it.each([
    ['days.csv', 'feedback,timestamp\nGood,20261124\n'],
    ['days.jsonl', '{"feedback":"Good","timestamp":20261124}'],
  ])('is that day in %s, and no second of 1970', async (name, contents) => {
    await importing(name, contents);
    expect((await stored()).map(({ timestamp }) => timestamp)).toEqual([Date.UTC(2026, 10, 24) / 1000]);
  });
});

describe('a TSV file', () => {
  it('has no quotes, and columns by name when it has no header', async () => {
    const result = await importing('plain.tsv', 'x\t"good" he said\ny\tan "open one\n', { names: ['label', 'feedback'] });
    expect(result).toMatchObject({ imported: 2, ignored: ['label'] });
    expect(await texts()).toEqual(['"good" he said', 'an "open one']);
  });
});

describe('a file of JSON lines', () => {
  it('may have other fields in each row, and records as the lake holds them', async () => {
    const lines = [
      { feedback: 'one', customer_id: 'c', rating: 3, metadata: { a: 'b' }, timestamp: NOW - 5 },
      { feedbackText: 'two', customerId: 'd', sentiment: 'NEUTRAL' },
      { text: 'three', 'metadata.c': 'd' },
    ];
    await importing('rows.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'));
    expect((await stored()).map(({ feedbackText, metadata }) => [feedbackText, metadata]).sort()).toEqual([
      ['one', { a: 'b' }],
      ['three', { c: 'd' }],
      ['two', undefined],
    ]);
  });

  it('is told where the metadata is no object, also beside columns of metadata', async () => {
    const line = '{"feedback":"ok","metadata":"pro","metadata.plan":"free"}';
    expect(await importing('mixed.jsonl', line)).toMatchObject({ imported: 0, leftOut: 1 });
    expect(await errorsOf('mixed.jsonl')).toContain('metadata: must be');
  });

  it('loses only the rows that are wrong', async () => {
    const deep = `{"feedback":"good","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const lines = [
      '{"feedback":"ok"}',
      '{broken',
      '7',
      '{"feedback":7}',
      '{"__proto__":{"feedback":"x"}}',
      '{"feedback":"\\ud800"}',
      deep,
    ];
    expect(await importing('wrong.jsonl', lines.join('\n'))).toMatchObject({ imported: 2, leftOut: 5 });
  });

  it('is told from a JSON array, which is refused with what to do', async () => {
    await expect(importing('array.jsonl', '[{"feedback":"good"}]')).rejects.toThrow(/jq -c/);
  });
});

describe('importing again', () => {
  const rows = Array.from({ length: 2_500 }, (_, i) => `text ${i % 700},c${i % 3}`);
  const csv = (count: number) => `feedback,customer_id\n${rows.slice(0, count).join('\n')}\n`;

  it('keeps equal rows apart, and adds none twice: not the same file, not a longer one', async () => {
    expect(await importing('part.csv', csv(1_500))).toMatchObject({ imported: 1_500 });
    expect(await importing('part.csv', csv(1_500))).toMatchObject({ imported: 0, alreadyThere: 1_500 });
    expect(await importing('longer.csv', csv(2_500))).toMatchObject({ imported: 1_000, alreadyThere: 1_500 });
    expect(linesInLake()).toBe(2_500);
  });

  it('goes on after the rows that are done, once it was stopped', async () => {
    const path = join(folder, 'stopped.csv');
    const wrong = ',c9\n';
    await writeFile(path, `${csv(1_500)}${wrong}${rows.slice(1_500).join('\n')}\n${wrong}`);
    const job = { path, format: 'csv', encoding: 'utf-8', resume: false, into: folder } as const;
    const stop = new AbortController();
    const stopped = await importFile(pipeline, job, { ...silent, moved: () => stop.abort() }, stop.signal);
    expect(stopped.complete).toBe(false);
    expect(stopped.rows).toBeLessThan(2_502);
    expect(linesInLake()).toBe(stopped.imported);

    const resumed = await importFile(pipeline, { ...job, resume: true }, silent, new AbortController().signal);
    expect(resumed).toMatchObject({ rows: 2_502, imported: 2_500, alreadyThere: 0, leftOut: 2, complete: true });
    expect(resumed.before).toBe(stopped.rows);
    expect((await errorsOf('stopped.csv')).match(/required/g)).toHaveLength(2);
    expect(linesInLake()).toBe(2_500);
    await expect(importFile(pipeline, { ...job, resume: true }, silent, stop.signal)).rejects.toThrow(/nothing to resume/);
  });

  it('begins the list of rows left out anew where it was taken away meanwhile', async () => {
    const path = join(folder, 'moved.csv');
    await writeFile(path, `feedback\n${',\n'.repeat(4_000)}`);
    const job = { path, format: 'csv', encoding: 'utf-8', resume: false, into: folder } as const;
    const stop = new AbortController();
    const stopped = await importFile(pipeline, job, { ...silent, moved: () => stop.abort() }, stop.signal);
    expect(stopped).toMatchObject({ complete: false, errorBytes: expect.any(Number) });
    await rm(`${path}.errors.csv`);
    await importFile(pipeline, { ...job, resume: true }, silent, new AbortController().signal);
    expect(await errorsOf('moved.csv')).toMatch(/^line,reason,row\n(\d+,"[^\0]*\n)+$/);
  });

  it('does not go on in a file that has changed', async () => {
    const path = join(folder, 'changed.csv');
    await writeFile(path, csv(2_500));
    const job = { path, format: 'csv', encoding: 'utf-8', resume: false, into: folder } as const;
    const stop = new AbortController();
    await importFile(pipeline, job, { ...silent, moved: () => stop.abort() }, stop.signal);
    await writeFile(path, csv(2_400));
    await expect(importFile(pipeline, { ...job, resume: true }, silent, new AbortController().signal)).rejects.toThrow(
      /has changed/,
    );
    await writeFile(path, csv(2_500));
  });
});

describe('a failure that is no row’s fault', () => {
  it('is waited out when it can pass', async () => {
    let failures = 2;
    const { lake } = pipeline;
    const flaky = {
      append: (records: readonly FeedbackRecord[]) =>
        failures-- > 0 ? Promise.reject(new Failure('unavailable', 'busy')) : lake.append(records),
      read: (day: string) => lake.read(day),
    };
    const path = join(folder, 'flaky.csv');
    await writeFile(path, 'feedback\ngood\n');
    const job = { path, format: 'csv', encoding: 'utf-8', resume: false, into: folder } as const;
    const result = await importFile({ ...pipeline, lake: flaky }, job, silent, new AbortController().signal);
    expect(result).toMatchObject({ imported: 1, alreadyThere: 0, leftOut: 0 });
    expect(linesInLake()).toBe(1);
  });

  it('at the very beginning leaves nothing to resume', async () => {
    const lake = { ...pipeline.lake, append: async () => Promise.reject(new Failure('denied', 'lake: may not be written')) };
    const path = join(folder, 'never.csv');
    await writeFile(path, 'feedback\ngood\n');
    const job = { path, format: 'csv', encoding: 'utf-8', into: folder } as const;
    const stop = new AbortController().signal;
    const broken = importFile(
      { ...pipeline, lake: { ...lake, read: pipeline.lake.read } },
      { ...job, resume: false },
      silent,
      stop,
    );
    await expect(broken).rejects.toThrow(/^lake: may not be written$/);
    await expect(importFile(pipeline, { ...job, resume: true }, silent, stop)).rejects.toThrow(/nothing to resume/);
  });

  it('stops the import, which says how far it came', async () => {
    const path = join(folder, 'full.csv');
    await writeFile(path, `feedback\n${Array.from({ length: 3_000 }, (_, i) => `text ${i}`).join('\n')}\n`);
    let batches = 0;
    const full = {
      append: (records: readonly FeedbackRecord[]) =>
        ++batches > 1 ? Promise.reject(new Failure('denied', 'lake: may not be written')) : pipeline.lake.append(records),
      read: (day: string) => pipeline.lake.read(day),
    };
    const job = { path, format: 'csv', encoding: 'utf-8', resume: false, into: folder } as const;
    const broken = importFile({ ...pipeline, lake: full }, job, silent, new AbortController().signal);
    await expect(broken).rejects.toThrow(/may not be written.*after 1,000 rows.*--resume/);
    const resumed = await importFile(pipeline, { ...job, resume: true }, silent, new AbortController().signal);
    expect(resumed).toMatchObject({ rows: 3_000, leftOut: 0 });
    expect(linesInLake()).toBe(3_000);
  });
});
