import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { type Running, startServer } from './support/earshot.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Where somebody can look at what the tests saw; git does not. */
const PICTURES = join(import.meta.dirname, '../../../coverage/page');

const HOSTILE = {
  markup: '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>',
  reversed: 'safe \u202Eesrever\u202C \u2066hidden\u2069 العربية great',
  endless: `great ${'W'.repeat(20_000)}`,
};

let folder: string;
let server: Running;
let browser: BrowserContext;
let page: Page;
let requested: string[];
let complaints: string[];

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  folder = await mkdtemp(join(tmpdir(), 'earshot-page-'));
  browser = await chromium.launchPersistentContext(join(folder, 'profile'), { executablePath: '/usr/bin/chromium', args: FLAGS });
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  server = await startServer(['--data', await mkdtemp(join(folder, 'data-')), '--port', '0']);
  page = await browser.newPage();
  requested = [];
  complaints = [];
  page.on('request', (request) => requested.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterEach(async () => {
  await page.close();
  await server.end('SIGKILL');
});

async function send(body: object): Promise<void> {
  const response = await fetch(`${server.url}/feedback`, { method: 'POST', body: JSON.stringify(body) });
  expect(response.status).toBe(200);
}

async function seeAtBothWidths(name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [360, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: join(PICTURES, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(over).toBe(0);
    }
  }
}

describe('the page', () => {
  it('says that there is nothing yet, takes feedback that is typed, and shows it with its sentiment and scores', async () => {
    await page.goto(server.url);
    await page.getByText('Nothing heard yet').waitFor();
    await seeAtBothWidths('empty');

    await page.getByLabel('What did you notice?').click();
    await page.keyboard.type('I love this, great service!');
    await page.keyboard.press('Tab');
    await page.keyboard.type('c-7');
    await page.keyboard.press('Tab');
    await page.keyboard.type('web');
    await page.keyboard.press('Tab');
    await page.keyboard.type('9');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Thank you. It was taken as positive.').waitFor();

    const item = page.locator('.item', { hasText: 'I love this, great service!' });
    await item.waitFor();
    expect(await item.textContent()).toMatch(/Positive.*c-7.*web.*9\/10.*en.*Positive\d+%.*Negative\d+%/);
    await expect(page.getByText('Nothing heard yet').isVisible()).resolves.toBe(false);
  });

  it('shows what others send, without being asked, and counts it', async () => {
    await page.goto(server.url);
    await page.getByText('Nothing heard yet').waitFor();
    await send({ feedback: 'awful, I hate it' });
    await send({ feedback: 'Tämä oli todella huono kokemus, enkä tule enää koskaan takaisin.' });
    await page.locator('.item', { hasText: 'awful' }).waitFor();
    await page.locator('.item', { hasText: 'No engine judges this language' }).waitFor();
    await page.getByLabel(/^All\s*2$/).waitFor();
    await page.getByLabel(/^Negative\s*1$/).waitFor();
  });

  it('shows one sentiment when asked, by keyboard too, and more on demand', async () => {
    for (let i = 0; i < 30; i += 1) await send({ feedback: `great number ${i}` });
    await send({ feedback: 'terrible' });
    await page.goto(server.url);
    await page.locator('.item').nth(24).waitFor();
    expect(await page.locator('.item').count()).toBe(25);
    await page.getByRole('button', { name: 'Load more' }).click();
    await page.locator('.item').nth(30).waitFor();
    expect(await page.locator('.item').count()).toBe(31);
    expect(await page.getByRole('button', { name: 'Load more' }).isVisible()).toBe(false);

    await page.getByLabel(/^All/).focus();
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.querySelectorAll('.item').length === 1);
    expect(await page.locator('.item').textContent()).toContain('terrible');
    await page.keyboard.press('ArrowLeft');
    await page.getByText('No mixed feedback').waitFor();
  });

  it('shows hostile text as text, at any width', async () => {
    for (const feedback of Object.values(HOSTILE)) await send({ feedback, customer_id: HOSTILE.endless.slice(0, 200) });
    await send({
      feedback: 'Delivery was quick and the staff were lovely, but the box arrived damaged.',
      rating: 6,
      source: 'email',
    });
    await send({ feedback: 'It works.\nNothing more to say.', customer_id: '<b>bold</b>' });
    await send({ feedback: 'The app crashes all the time. Terrible.', rating: 1, source: 'app' });
    await page.goto(server.url);
    await page.locator('.item').nth(5).waitFor();
    const shown = await page.locator('.text').evaluateAll((texts) => texts.map(({ textContent }) => textContent));
    expect(shown).toEqual(expect.arrayContaining(Object.values(HOSTILE)));
    expect(await page.locator('.items img, .items script, .items b').count()).toBe(0);
    expect(await page.title()).toBe('Earshot');
    await seeAtBothWidths('hostile');
    await page.getByRole('button', { name: 'Show all of it' }).first().click();
    await seeAtBothWidths('whole');
  });

  it('names what is wrong with what was typed, where it was typed', async () => {
    await page.goto(server.url);
    await page.getByLabel(/^Rating/).fill('11');
    await page.getByRole('button', { name: 'Send feedback' }).click();
    await page.getByText('Feedback text is required').waitFor();
    await page.getByText(/must be from 0 to 10/).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('feedback');
    await seeAtBothWidths('wrong');
  });

  it('says when the server is gone, keeps what was typed, and comes back with it', async () => {
    const port = new URL(server.url).port;
    await send({ feedback: 'great' });
    await page.goto(server.url);
    await page.locator('.item').waitFor();
    const data = /data in (.+)\)/.exec(server.printed())?.[1] ?? '';
    await server.end('SIGKILL');
    await page.getByText('Earshot’s server does not answer').waitFor();
    await page.getByLabel('What did you notice?').fill('typed while it was gone: wonderful');
    await page.getByRole('button', { name: 'Send feedback' }).click();
    await page.getByText('Your text is still here').waitFor();
    await seeAtBothWidths('gone');

    server = await startServer(['--data', data, '--port', port]);
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await page.getByText('Earshot’s server does not answer').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Send feedback' }).click();
    await page.locator('.item', { hasText: 'typed while it was gone' }).waitFor();
    expect(await page.locator('.item').count()).toBe(2);
  });

  it('asks nobody but its own server, and breaks none of its own rules', async () => {
    await send({ feedback: HOSTILE.markup });
    await page.goto(server.url);
    await page.locator('.item').waitFor();
    expect(requested.length).toBeGreaterThan(4);
    expect(requested.filter((url) => !url.startsWith(`${server.url}/`))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
