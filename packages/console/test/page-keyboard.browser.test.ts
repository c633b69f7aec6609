import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { look, settled } from './page/seeing.ts';
import { Browsing } from './support/browsing.ts';
import { times } from './support/records.ts';

let browsing: Browsing;
let page: Page;

beforeAll(async () => {
  const timestamp = Math.floor(Date.now() / 1000) - 3_600;
  browsing = await Browsing.begin(times(3, { feedbackText: 'It rains', sentiment: 'NEGATIVE', source: 'web', timestamp }));
});

afterEach(async () => {
  expect(await browsing.faults()).toEqual([]);
});

afterAll(() => browsing?.end());

/** What has the focus, as a person hears it. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels?.[0] : undefined;
    const named = element?.getAttribute('aria-label') ?? label?.textContent ?? element?.textContent ?? '';
    return `${element?.tagName.toLowerCase()} ${named.trim().slice(0, 24)}`.trim();
  });
}

async function press(...keys: string[]): Promise<string> {
  for (const key of keys) await page.keyboard.press(key);
  return focused();
}

/** Presses a key until something has the focus; a hundred times at most. */
async function pressUntil(key: string, wanted: RegExp): Promise<void> {
  for (let i = 0; i < 100; i += 1) if (wanted.test(await press(key))) return;
  throw new Error(`${key} never came to ${wanted}`);
}

async function open(path = '/?range=7d'): Promise<void> {
  page = await browsing.open({ path });
  await settled(page);
}

describe('by keyboard alone', () => {
  it('Tab goes from top to bottom, in the order in which things stand', async () => {
    await open();
    const order: string[] = [];
    for (let i = 0; i < 14; i += 1) order.push(await press('Tab'));
    expect(order).toEqual([
      'a Skip to the content',
      'a Overview',
      'a SQL',
      'button Dark theme',
      'button Import',
      'button Give feedback',
      'input 7 days',
      expect.stringMatching(/^select Sentiment/),
      expect.stringMatching(/^select Source/),
      expect.stringMatching(/^select Language/),
      'input Search in the text',
      'summary Show as a table',
      expect.stringMatching(/^a web 3/),
      'a Only these',
    ]);
  });

  it('the skip link leads past the header', async () => {
    await open();
    expect(await press('Tab', 'Enter')).toMatch(/^main/);
    expect(await press('Tab')).toBe('input 7 days');
  });

  it('what has the focus can be seen', async () => {
    await open();
    for (let i = 0; i < 14; i += 1) {
      await press('Tab');
      const ring = await page.evaluate(() => {
        const element = document.activeElement;
        const shown = element?.matches('.segment input') ? element.nextElementSibling : element;
        return shown ? getComputedStyle(shown).outlineStyle : 'none';
      });
      expect([await focused(), ring]).toEqual([expect.anything(), 'solid']);
    }
  });

  it('arrows choose the time, letters the sentiment', async () => {
    await open();
    await pressUntil('Tab', /^input 7 days/);
    expect(await press('ArrowRight')).toBe('input 30 days');
    await page.waitForURL(/range=30d/);
    await press('Tab', 'N');
    await page.waitForURL(/sentiment=NEGATIVE/);
  });

  it('a dialog keeps the focus, Escape closes it, and the focus is where it was', async () => {
    await open();
    for (const name of ['Import', 'Give feedback']) {
      await pressUntil('Tab', new RegExp(`^button ${name}`));
      await press('Enter');
      await page.getByRole('dialog').waitFor();
      for (let i = 0; i < 12; i += 1) {
        await press('Tab');
        const isOutside = await page.evaluate(
          () => document.activeElement !== document.body && !document.activeElement?.closest('dialog'),
        );
        expect(isOutside).toBe(false);
      }
      await press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await focused()).toBe(`button ${name}`);
    }
  });

  it('a piece of feedback opens with Enter, and Escape leads back to it', async () => {
    await open();
    await pressUntil('Tab', /^a It rainsNegative/);
    await press('Enter');
    await page.getByRole('dialog', { name: 'Feedback' }).waitFor();
    await press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused()).toMatch(/^a It rainsNegative/);
  });

  it('SQL is written and run, and Tab leaves the editor', async () => {
    await open('/?tab=sql');
    await pressUntil('Tab', /^textarea/);
    await press('Control+a');
    await page.keyboard.type('SELECT 42 AS answer');
    expect(await press('Tab')).toBe('button Run');
    await press('Enter');
    await page.getByRole('cell', { name: '42' }).waitFor();
  });
});

describe('how it looks', () => {
  it('stays as one chose it, light or dark', async () => {
    await open();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe('dark');
    await page.reload();
    await page.getByRole('button', { name: 'Light theme' }).click();
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBeUndefined();
  });

  it('is fit for everybody in the import dialog, and with the filters of a phone', async () => {
    await open();
    await page.getByRole('button', { name: 'Import' }).click();
    expect(await look(page, 'import')).toEqual([]);
    await press('Escape');
    await page.setViewportSize({ width: 360, height: 900 });
    expect(await page.getByRole('combobox', { name: 'Source' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('combobox', { name: 'Source' }).selectOption('web');
    await page.getByText('Filters (1)').waitFor();
    await page.getByText('Custom').click();
    expect(await look(page, 'filters')).toEqual([]);
  });
});
