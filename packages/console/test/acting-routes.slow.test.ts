import { existsSync } from 'node:fs';
import { mkdir, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { openEmbedded } from '@earshot/adapters-local';
import { sampleRecord } from '@earshot/core/conformance';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Hono } from 'hono';
import { Changes } from '../src/serving/changes.ts';
import { eventsRoute } from '../src/serving/events-route.ts';
import { waitFor } from './support/earshot.ts';
import { type LocalApp, localApp } from './support/local-app.ts';

let app: LocalApp;

beforeAll(async () => {
  app = await localApp([{ feedbackText: 'Fine', source: 'web' }]);
});

afterAll(() => app.close());

/** The lines of JSON that an answer is made of. */
async function linesOf(response: Response): Promise<Record<string, unknown>[]> {
  return (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function importing(text: string, query = 'name=rows.csv'): Promise<Response> {
  return app.ask(`/import?${query}`, { method: 'POST', body: text });
}

/** Whether a file that was sent lies in the data folder. */
async function isHeld(name: string): Promise<boolean> {
  const uploads = join(app.folder, 'uploads');
  return (await readdir(uploads)).some((folder) => existsSync(join(uploads, folder, name)));
}

function asking(question: object): Promise<Response> {
  return app.ask('/query', { method: 'POST', body: JSON.stringify(question) });
}

describe('what a page of another site may do', () => {
  const OTHERS = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'http://127.0.0.1:3000' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ];

  it.each(['/import?name=a.csv', '/query'])('POST %s is for own pages and programs alone', async (path) => {
    for (const headers of OTHERS) {
      const response = await app.ask(path, { method: 'POST', body: '{}', headers });
      expect([headers, response.status, await response.json()]).toMatchObject([headers, 403, { code: 'denied' }]);
    }
    const own = { origin: 'http://127.0.0.1:8787', 'sec-fetch-site': 'same-origin' };
    const response = await app.ask(path, { method: 'POST', body: '{}', headers: own });
    expect([200, 400]).toContain(response.status);
    await response.text();
  });

  it.each(['statistics', 'search', 'export', 'queries', 'events', 'alerts'])('GET /%s is not read', async (name) => {
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { host: 'evil.example' }, { host: 'evil.example:8787' }]) {
      const response = await app.ask(`/${name}`, { headers });
      expect([headers, response.status]).toEqual([headers, 403]);
    }
  });
});

describe('POST /import', () => {
  it('tells how it goes on, and what it did', async () => {
    const lines = await linesOf(await importing('feedback,rating,colour\ngreat,9,red\nawful,99,blue\n'));
    const last = lines.at(-1);
    expect(last).toMatchObject({ done: { read: 2, added: 1, present: 0, refused: 1, complete: true, ignored: ['colour'] } });
    expect(last).toMatchObject({
      done: { errors: [{ line: 3, reason: expect.stringContaining('rating'), row: expect.any(String) }] },
    });
  });

  it('runs one at a time, ends when its reader goes away, and leaves no file behind', async () => {
    const name = `${crypto.randomUUID()}.csv`;
    const rows = Array.from({ length: 50_000 }, (_, index) => `row ${index}`);
    const first = await importing(`feedback\n${rows.join('\n')}`, `name=${name}`);
    expect(await isHeld(name)).toBe(true);
    const second = await importing('feedback\nfine');
    expect([second.status, await second.json()]).toMatchObject([409, { code: 'conflict' }]);
    await first.body?.cancel();
    await waitFor(async () => {
      const next = await importing('feedback\nfine');
      await next.text();
      return next.status === 200;
    });
    expect(await isHeld(name)).toBe(false);
    expect(app.embedded.store.counts()).not.toMatchObject({ POSITIVE: 50_000 });
  });

  it('says what is wrong with a file, as whoever sent it knows it', async () => {
    const [line] = await linesOf(await importing('colour\nred\n', 'name=../../colours.csv'));
    expect(line).toMatchObject({ code: 'invalid', error: expect.stringContaining('feedback') });
    expect(line?.['error']).not.toContain(app.folder);
  });

  it('speaks of what the page has, and of no option of the command', async () => {
    const body = Buffer.from('feedback\nfair enough\ncaf\xe9\n', 'latin1');
    const lines = await linesOf(await app.ask('/import?name=latin.csv', { method: 'POST', body }));
    const taken = [{ column: 'feedback', field: 'feedback' }];
    const reason = expect.stringMatching(/not UTF-8.*choose that one and import the file again$/);
    expect(lines.at(-1)).toMatchObject({ done: { added: 1, taken, errors: [{ line: 3, reason }] } });
    const sheet = await app.ask('/import?name=sheet.xlsx', { method: 'POST', body });
    expect([sheet.status, await sheet.json()]).toMatchObject([
      400,
      { error: expect.stringContaining('export a spreadsheet as CSV') },
    ]);
  });

  it('tells what ends it, whatever that is, and the next one may run', async () => {
    const broken = await localApp([], {
      get language(): string {
        throw new Error('the engine has no language');
      },
    });
    for (const _ of ['first', 'second']) {
      const response = await broken.ask('/import?name=rows.csv', { method: 'POST', body: 'feedback\nfine\n' });
      expect([response.status, await linesOf(response)]).toMatchObject([200, [{ code: 'internal' }]]);
    }
    await broken.close();
  });

  it('takes away what a server that was killed has left, and nothing that may still be read', async () => {
    const [left, read] = ['import-left', 'import-read'].map((name) => join(app.folder, 'uploads', name));
    for (const folder of [left, read]) await mkdir(String(folder), { recursive: true });
    await utimes(String(left), 0, 0);
    await (await importing('feedback\nfine\n')).text();
    expect(await readdir(join(app.folder, 'uploads'))).toEqual(['import-read']);
  });
});

describe('POST /query', () => {
  it('answers a named query and SQL', async () => {
    const named = await asking({ name: 'negative-by-source' });
    expect(await named.json()).toMatchObject({ columns: [{ name: 'source' }, {}, {}, {}], truncated: false });
    const own = await asking({ sql: "SELECT count(*) AS n FROM all_feedback WHERE source = 'web'" });
    expect(await own.json()).toMatchObject({ columns: [{ name: 'n' }], rows: [[1]] });
  });

  it.each([
    ['a name that no query has', { name: 'nothing-like-it' }, 404],
    ['what is no SQL', { sql: 'SELEC 1' }, 400],
    ['a change', { sql: 'DROP VIEW all_feedback' }, 400],
    ['SQL and a name', { sql: 'SELECT 1', name: 'by-language' }, 400],
    ['a number', { sql: 7 }, 400],
    ['SQL that is far too long', { sql: `SELECT ${'1 + '.repeat(60_000)}1` }, 400],
  ])('refuses %s', async (_, question, status) => {
    const response = await asking(question);
    expect([response.status, await response.json()]).toMatchObject([status, { error: expect.any(String) }]);
  });

  it('says where a mistake is', async () => {
    const error = expect.stringMatching(/^Parser Error: syntax error at or near "SELEC"/);
    expect(await (await asking({ sql: 'SELEC 1' })).json()).toMatchObject({ error });
  });

  it('lists the named queries', async () => {
    expect(await (await app.ask('/queries')).json()).toMatchObject({ available: true, queries: expect.any(Array) });
  });
});

describe('GET /events', () => {
  it('begins though the store cannot be read, and tells of it once it can', async () => {
    let isBroken = true;
    const counts = () => {
      if (isBroken) throw new Error('disk I/O error');
      return { POSITIVE: 1 };
    };
    const stopping = new AbortController();
    const events = new Hono();
    eventsRoute(events, { changes: new Changes({ counts }), onAlerts: () => () => {}, stopping: stopping.signal });
    const response = await events.request('/events');
    expect(response.status).toBe(200);
    isBroken = false;
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (const event of ['alive', 'changed']) expect((await reader?.read())?.value).toBe(`event: ${event}\ndata: {}\n\n`);
    stopping.abort();
  });

  it('tells of what this process and another one add, and ends when the server stops', async () => {
    const stopping = await localApp();
    const response = await stopping.ask('/events');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => (await reader?.read())?.value;
    expect(await next()).toBe('event: alive\ndata: {}\n\n');
    await stopping.ask('/feedback', { method: 'POST', body: JSON.stringify({ feedback: 'great' }) });
    expect(await next()).toBe('event: changed\ndata: {}\n\n');
    const other = await openEmbedded({ folder: stopping.folder, language: 'en' });
    await other.pipeline.store.put(sampleRecord());
    await other.close();
    expect(await next()).toBe('event: changed\ndata: {}\n\n');
    stopping.stop();
    expect((await reader?.read())?.done).toBe(true);
    await stopping.close();
  });
});
