import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { look, settled } from './page/seeing.ts';
import { Browsing } from './support/browsing.ts';
import { times } from './support/records.ts';

const NOON = Math.floor(Date.now() / 86_400_000) * 86_400 - 43_200;
const ID = 'aaaaaaaa-0000-4000-8000-000000000001';

const FORMULAS = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '"quoted", and\nnext line'];

const RECORDS = [
  ...times(6, { feedbackText: 'The app crashes', sentiment: 'NEGATIVE', source: 'app', timestamp: NOON }),
  ...times(2, { feedbackText: 'Lovely app', sentiment: 'POSITIVE', source: 'app', timestamp: NOON }),
  ...times(3, { feedbackText: 'Lovely staff', sentiment: 'POSITIVE', source: 'web', timestamp: NOON - 86_400 }),
  { feedbackId: ID, feedbackText: 'Broken box', sentiment: 'NEGATIVE', source: 'web', timestamp: NOON + 3_600 },
  ...FORMULAS.map((feedbackText, index) => ({
    feedbackText,
    source: 'survey',
    customerId: index === 0 ? '=HYPERLINK("http://127.0.0.1/")' : 'c-1',
    timestamp: NOON - 60 * index,
    metadata: { '=order': '+1' },
  })),
] as const;

let browsing: Browsing;
let page: Page;

beforeAll(async () => {
  browsing = await Browsing.begin(RECORDS);
});

afterEach(async () => {
  expect(await browsing.faults(/status of 400/)).toEqual([]);
});

afterAll(() => browsing?.end());

/** What a click on a link saves: its name, and its text. */
async function saved(name: string): Promise<readonly [name: string, text: string]> {
  const click = page.getByRole('main').locator('.exports').getByText(name, { exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), click]);
  return [download.suggestedFilename(), await readFile(await download.path(), 'utf8')];
}

/** Listens beside the page from now on; what it gives waits until the server has said that something changed. */
async function heardIn(listening: Page): Promise<() => Promise<unknown>> {
  const heard = await listening.evaluateHandle(async () => {
    const source = new EventSource('/events');
    const changed = new Promise((resolve) => source.addEventListener('changed', () => resolve(true)));
    await new Promise((resolve) => source.addEventListener('open', resolve));
    return { changed };
  });
  return () => heard.evaluate(({ changed }) => changed);
}

async function rows(): Promise<string[][]> {
  const lines = page.locator('.result tbody tr');
  await lines.first().waitFor();
  return lines.evaluateAll((each) => each.map((line) => [...line.children].map((cell) => `${cell.textContent}`)));
}

function run(sql: string): Promise<void> {
  return page
    .getByLabel('SQL', { exact: true })
    .fill(sql)
    .then(() => page.keyboard.press('Control+Enter'));
}

describe('SQL', () => {
  it('has questions that are asked already, with a chart and a table that can be saved', async () => {
    page = await browsing.open();
    await page.getByRole('link', { name: 'SQL' }).click();
    await page.getByRole('link', { name: 'Share of negative by source' }).click();
    const expected = [
      ['app', '8', '6', '75'],
      ['web', '4', '1', '25'],
      ['survey', '6', '0', '0'],
    ];
    expect(await rows()).toEqual(expected);
    expect(page.url()).toContain('?tab=sql&query=negative-by-source');
    const chart = page.getByRole('img', {
      name: 'Chart of negative_percent by source, 3 rows; the table below has the same figures',
    });
    expect(await chart.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL().length)).toBeGreaterThan(5_000);
    expect(await look(page, 'sql')).toEqual([]);
    const [csvName, csv] = await saved('CSV');
    expect([csvName, parse(csv, { bom: true })]).toEqual([
      'negative-by-source.csv',
      [['source', 'feedback', 'negative', 'negative_percent'], ...expected],
    ]);
    const [jsonName, json] = await saved('JSON');
    expect([jsonName, JSON.parse(json)[1]]).toEqual([
      'negative-by-source.json',
      { source: 'web', feedback: 4, negative: 1, negative_percent: 25 },
    ]);
  });

  it('leaves what is being written alone while feedback comes in', async () => {
    page = await browsing.open({ path: '/?tab=sql&query=negative-by-source' });
    await rows();
    const editor = page.getByLabel('SQL', { exact: true });
    await editor.fill('SELECT 42 AS answer');
    const changed = await heardIn(page);
    await browsing.send({ feedback: 'meanwhile', source: 'elsewhere' });
    await changed();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('columnheader', { name: 'answer' }).waitFor();
    expect([await editor.inputValue(), await rows()]).toEqual(['SELECT 42 AS answer', [['42']]]);
  });

  it('says where a mistake is, and answers once it is mended', async () => {
    page = await browsing.open({ path: '/?tab=sql' });
    await run('SELEC source FROM all_feedback');
    await page.getByText(/syntax error at or near "SELEC"[\s\S]*LINE 1: SELEC source/).waitFor();
    expect(await look(page, 'sql-mistake')).toEqual([]);
    await run('SELECT nothing FROM all_feedback');
    await page.getByText(/"nothing" not found/).waitFor();
    await run("DELETE FROM all_feedback WHERE source = 'web'");
    await page.getByText(/only SELECT/).waitFor();
    await run("SELECT source, count(*) AS n FROM all_feedback WHERE source <> 'elsewhere' GROUP BY 1 ORDER BY 1");
    expect(await rows()).toEqual([
      ['app', '8'],
      ['survey', '6'],
      ['web', '4'],
    ]);
    await page.getByRole('img', { name: /^Chart of n by source/ }).waitFor();
  });

  it('draws no chart of rows that are to be read, and leads from an id to its feedback', async () => {
    page = await browsing.open({ path: '/?tab=sql&query=latest-negatives' });
    expect((await rows())[0]).toEqual(expect.arrayContaining(['web', 'Broken box']));
    expect(await page.locator('.result canvas').count()).toBe(0);
    await page.getByRole('link', { name: `${ID.slice(0, 8)}…` }).click();
    await page.getByRole('dialog').getByText('Broken box').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await rows()).toHaveLength(7);
  });

  it('shows what a person wrote as text, and tells which columns there are', async () => {
    page = await browsing.open({ path: '/?tab=sql' });
    await run('SELECT \'<img src=x onerror=alert(1)>\' AS "<b>name</b>", NULL AS nothing, [1, 2] AS list');
    expect(await rows()).toEqual([['<img src=x onerror=alert(1)>', 'null', '[1,2]']]);
    expect(await page.locator('.result :is(img:not([role]), b)').count()).toBe(0);
    await page.getByRole('button', { name: 'Show its columns' }).click();
    await page.getByText('feedbacktext').waitFor();
    const expected = [
      ['feedbackid', 'VARCHAR'],
      ['rating', 'DOUBLE'],
      ['year', 'VARCHAR'],
    ];
    expect(await rows()).toEqual(expect.arrayContaining(expected));
  });

  it('keeps what was typed while its columns, a question that comes with Earshot or the overview are looked at', async () => {
    page = await browsing.open({ path: '/?tab=sql' });
    const editor = page.getByLabel('SQL', { exact: true });
    const mine = 'SELECT count(*) AS mine FROM all_feedback';
    await editor.fill(mine);
    await page.getByRole('button', { name: 'Show its columns' }).click();
    await page.getByText('feedbacktext').waitFor();
    expect(await editor.inputValue()).toBe(mine);
    await page.getByRole('link', { name: 'Share of negative by source' }).click();
    await page.getByText('negative_percent').first().waitFor();
    expect(await editor.inputValue()).toContain('negative_percent');
    await page.goBack();
    await page.getByRole('button', { name: 'Show its columns' }).waitFor();
    expect(await editor.inputValue()).toBe(mine);
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('link', { name: 'SQL' }).click();
    expect(await editor.inputValue()).toBe(mine);
  });

  it('gives up a question that is cancelled, and answers the next', async () => {
    page = await browsing.open({ path: '/?tab=sql' });
    await run('SELECT count(*) FROM range(100000000000) a, range(1000) b');
    const given = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/query'));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await given;
    await page.getByText('Cancelled.').waitFor();
    expect(await page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
    await page.waitForFunction(() => document.activeElement?.id === 'sql');
    await run('SELECT 1 AS one');
    expect(await rows()).toEqual([['1']]);
  });
});

describe('export', () => {
  it('saves what is shown as CSV, in which no text is a formula', async () => {
    page = await browsing.open({ path: '/?range=30d&source=survey' });
    await settled(page);
    const [name, csv] = await saved('CSV');
    expect(name).toMatch(/^earshot-\d{4}-\d\d-\d\d\.csv$/);
    const records: Record<string, string>[] = parse(csv, { bom: true, columns: true });
    expect(records.map(({ feedback }) => feedback)).toEqual([
      "'=1+1",
      "'+1",
      "'-1",
      "'@SUM(A1)",
      "'\t=1",
      '"quoted", and\nnext line',
    ]);
    expect(records[0]).toMatchObject({
      timestamp: new Date(NOON * 1000).toISOString(),
      customer_id: '\'=HYPERLINK("http://127.0.0.1/")',
      sentiment: 'NEUTRAL',
      neutral: '0.75',
      source: 'survey',
      rating: '',
      metadata: '{"=order":"+1"}',
    });
  });

  it('saves the same as JSON, as it was given', async () => {
    page = await browsing.open({ path: '/?range=30d&source=survey' });
    await settled(page);
    const [name, json] = await saved('JSON');
    expect(name).toMatch(/\.json$/);
    const records: { feedbackText: string; lakeKey?: string }[] = JSON.parse(json);
    expect(records.map(({ feedbackText }) => feedbackText)).toEqual(FORMULAS);
    expect(records[0]?.lakeKey).toBeUndefined();
  });
});
