import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { look, settled } from './page/seeing.ts';
import { Browsing } from './support/browsing.ts';
import { times } from './support/records.ts';

/** A Wednesday afternoon. What lies a week before it is compared with. */
const NOW = '2026-11-25T15:00:00Z';
const at = (time: string) => Date.parse(time) / 1000;

const HOSTILE = {
  markup: '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>',
  reversed: 'safe \u202Eesrever\u202C \u2066hidden\u2069 العربية great',
  endless: `great ${'W'.repeat(20_000)}`,
};

const GERMAN = { language: 'de', customerId: 'c-7', timestamp: at('2026-11-20T09:00:00Z') };

const RECORDS = [
  ...times(20, { feedbackText: 'The app crashes', sentiment: 'NEGATIVE', source: 'app', timestamp: at('2026-11-25T10:00:00Z') }),
  ...times(25, { feedbackText: 'Lovely staff', sentiment: 'POSITIVE', source: 'web', timestamp: at('2026-11-25T11:00:00Z') }),
  ...times(30, { feedbackText: 'Lovely weather', sentiment: 'POSITIVE', source: 'web', timestamp: at('2026-11-18T08:00:00Z') }),
  ...times(40, { feedbackText: 'Evening woes', sentiment: 'NEGATIVE', source: 'web', timestamp: at('2026-11-18T19:00:00Z') }),
  { ...GERMAN, feedbackText: 'Der Kundendienst ist eine Katastrophe', sentiment: 'NEGATIVE', source: 'email' },
  {
    ...GERMAN,
    feedbackId: 'ffffffff-0000-4000-8000-000000000001',
    feedbackText: 'Schöne Jacke,\naber viel zu kurz',
    sentiment: 'MIXED',
    rating: 6.5,
    metadata: { order: '4711' },
    analysis: { engine: 'earshot-lexicon', engineVersion: '3', chunks: 2, fallback: true },
  },
  { feedbackText: HOSTILE.markup, customerId: '<b>bold</b>', source: '<i>shop</i>', timestamp: at('2026-10-01T09:00:00Z') },
  { feedbackText: HOSTILE.reversed, customerId: '\u202Egnissim', timestamp: at('2026-10-01T09:00:01Z') },
  { feedbackText: HOSTILE.endless, customerId: 'W'.repeat(200), source: 'W'.repeat(64), timestamp: at('2026-10-01T09:00:02Z') },
] as const;

let browsing: Browsing;
let page: Page;

beforeAll(async () => {
  browsing = await Browsing.begin(RECORDS);
});

afterEach(async () => {
  expect(await browsing.faults()).toEqual([]);
});

afterAll(() => browsing?.end());

async function open(path = '/'): Promise<void> {
  page = await browsing.open({ path, now: NOW });
  await settled(page);
}

/** The first figure: how many pieces of feedback the filters let through. */
async function count(): Promise<string | null> {
  await settled(page);
  return page.locator('.figure-value').first().textContent();
}

describe('the first view', () => {
  it('compares today so far with the same time last week', async () => {
    await open();
    await page.getByText('compared with the same time last week').waitFor();
    const [all, negative, net] = await page.locator('.figure').allTextContents();
    expect(all).toContain('45+50% (30 then)');
    expect(negative).toMatch(/44\.4%20 of 45▲ \+44\.4 points/);
    expect(net).toMatch(/\+11.*▼ −88\.9 points/);
  });

  it('shows what went wrong last, the days before, and where it comes from', async () => {
    await open();
    const negatives = page.locator('.negatives .item');
    expect(await negatives.count()).toBe(7);
    expect(await negatives.first().textContent()).toMatch(/The app crashesNegative.*app.*4 hours ago/);
    const drawn = page.getByRole('img', { name: /^Feedback by day.* 45 in all; most on Wed, 25 Nov 2026: 45, 44% negative$/ });
    expect(await drawn.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL().length)).toBeGreaterThan(5_000);
    expect(await page.locator('.source-row').allTextContents()).toEqual(['web 250% negative', 'app 20100% negative']);
    await page.getByText('Show as a table').click();
    const rows = await page.locator('.trend tbody tr').allTextContents();
    expect(rows).toHaveLength(14);
    expect([rows[0], rows[7]]).toEqual(['Wed, 25 Nov 20262000250' + '45', 'Wed, 18 Nov 20264000300' + '70']);
    expect(await look(page, 'overview', true)).toEqual([]);
  });

  it('says why there is none where the first read is refused', async () => {
    await open();
    await page.route(/\/search\?limit=1$/, (route) => route.fulfill({ status: 503, json: { error: 'The store is busy.' } }));
    await page.reload();
    await page.getByText('The store is busy.').waitFor();
    expect(await browsing.faults(/status of 503/)).toEqual([]);
  });

  it('shows the day that is chosen in the trend', async () => {
    await open();
    await page.getByText('Show as a table').click();
    await page.getByRole('button', { name: 'Wed, 18 Nov 2026' }).click();
    await page.getByRole('heading', { name: /18 Nov 2026/ }).waitFor();
    expect(page.url()).toContain('?range=custom&from=2026-11-18&to=2026-11-18');
    expect(await count()).toBe('70');
  });
});

describe('a view that cannot be', () => {
  it('says that a first day is after the last, and swaps them', async () => {
    await open('/?range=custom&from=2026-11-25&to=2026-11-18');
    await page.getByText('The first day is after the last').waitFor();
    expect(await page.locator('.section-title small').textContent()).toBe('');
    await page.getByRole('button', { name: 'Swap them' }).click();
    expect(await count()).toBe('117');
    expect(await page.getByText('The first day is after the last').count()).toBe(0);
  });

  it('is told as what the page does not know, until another is chosen', async () => {
    await open('/?range=bogus&sentiment=FOO&source=web');
    await page.getByText('The link says range=bogus, sentiment=FOO, which this page does not know').waitFor();
    await page.getByText('30 days').click();
    await page.getByText('The link says').waitFor({ state: 'detached' });
    await page.goto(`${browsing.server.url}/?tab=sql&query=nope`);
    await page.getByText('There is no question called “nope” here.').waitFor();
  });

  it('has nothing wider than the smallest phone', async () => {
    await open();
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it('names what a day is compared with, and where there is nothing to compare with', async () => {
    await open('/?range=custom&from=2026-11-25&to=2026-11-25');
    await page.getByText('compared with the day before').waitFor();
    const [all, negative] = await page.locator('.figure').allTextContents();
    expect([all, negative]).toEqual([
      'Feedback45nothing then to compare with',
      expect.stringMatching(/nothing then to compare with$/),
    ]);
  });
});

describe('filters', () => {
  it('narrow everything, stand in the address, and are taken back one by one', async () => {
    await open();
    await page.getByText('60 days').click();
    expect(await count()).toBe('120');
    await page.getByRole('combobox', { name: 'Source' }).selectOption('web');
    expect(await count()).toBe('95');
    await page.getByRole('combobox', { name: 'Sentiment' }).selectOption('Negative');
    expect(await count()).toBe('40');
    await page.getByPlaceholder('Search in the text').fill('WOES');
    await page.waitForURL(/text=WOES/);
    await page.getByRole('combobox', { name: 'Language' }).selectOption('German');
    expect(new URL(page.url()).search).toBe('?range=60d&sentiment=NEGATIVE&source=web&language=de&text=WOES');
    expect(await count()).toBe('0');
    await page.getByText('No feedback is like this.').waitFor();
    expect(await look(page, 'nothing')).toEqual([]);

    const before: string[] = [];
    for (let step = 0; step < 4; step += 1) {
      await page.goBack();
      before.push(`${await count()}`);
    }
    expect(before).toEqual(['40', '40', '95', '120']);
    expect(await page.getByRole('combobox', { name: 'Source' }).inputValue()).toBe('-1');
  });

  it('hold for whoever is sent the address', async () => {
    await open('/?range=all&source=&language=de');
    expect(await count()).toBe('1');
    expect(await page.locator('.items.card .item').allTextContents()).toEqual([expect.stringContaining('Schöne Jacke')]);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    expect(await count()).toBe('120');
    expect(new URL(page.url()).search).toBe('?range=all');
  });

  it('count and list a part of the text in either case, whatever its letters', async () => {
    await open('/?range=all&text=SCH%C3%96NE');
    expect(await count()).toBe('1');
    expect(await page.locator('.items.card .item').count()).toBe(1);
    await page.getByPlaceholder('Search in the text').fill('100%');
    await page.getByText('No feedback is like this.').waitFor();
    expect(await count()).toBe('0');
  });
});

describe('filters that change quickly', () => {
  it('lose no letter that is typed while a search begins, nor a search to another tab', async () => {
    await open('/?range=all');
    const field = page.getByPlaceholder('Search in the text');
    await field.evaluate((input: HTMLInputElement) => {
      const push = history.pushState.bind(history);
      history.pushState = (...change) => {
        push(...change);
        history.pushState = push;
        input.value += 'es';
        input.dispatchEvent(new Event('input', { bubbles: true }));
      };
    });
    await field.fill('wo');
    await page.waitForURL(/text=woes/);
    expect(await field.inputValue()).toBe('woes');
    await field.evaluate((input: HTMLInputElement) => {
      input.value = 'woes and';
      input.dispatchEvent(new Event('input', { bubbles: true }));
      document.querySelector<HTMLAnchorElement>('a[href*="tab=sql"]')?.click();
      // Later than the search that was about to begin.
      return new Promise((resolve) => setTimeout(resolve, 400));
    });
    expect(new URL(page.url()).searchParams.get('text')).toBe('woes');
  });

  it('heed no refusal of what was asked before', async () => {
    await open('/?range=all');
    const refusal = await page.evaluateHandle(() => {
      const actual = window.fetch;
      const told = Promise.withResolvers<object>();
      const asked = new Promise<void>((resolve) => {
        window.fetch = (address, request) => {
          if (!/^\/statistics.*from=\d+&by=sentiment$/.test(`${address}`)) return actual(address, request);
          window.fetch = actual;
          resolve();
          return Promise.resolve(Object.assign(new Response(null, { status: 503 }), { json: () => told.promise }));
        };
      });
      return { asked, tell: () => told.resolve({ error: 'too late' }) };
    });
    await page.getByText('60 days').click();
    await refusal.evaluate(({ asked }) => asked);
    await page.getByText('30 days').click();
    expect(await count()).toBe('117');
    await refusal.evaluate(async ({ tell }) => {
      tell();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
    expect(await page.getByText('too late').count()).toBe(0);
  });
});

describe('the list', () => {
  it('goes on where a search in very many texts ended because its time was up', async () => {
    await open('/?range=all');
    const emptyHanded = { items: [], cursor: `${at('2026-12-01T00:00:00Z')}.x` };
    let asked = 0;
    await page.route(/\/search\?(?!.*cursor).*text=/, (route) => {
      asked += 1;
      return route.fulfill({ json: emptyHanded });
    });
    await page.getByPlaceholder('Search in the text').fill('woes');
    await page.locator('.items.card .item', { hasText: 'Evening woes' }).nth(24).waitFor();
    await page.locator('.negatives .item', { hasText: 'Evening woes' }).nth(6).waitFor();
    expect(asked).toBe(2);
  });

  it('goes on as far as one scrolls', async () => {
    await open('/?range=all');
    const items = page.locator('.items.card .item');
    expect(await items.count()).toBe(25);
    while ((await items.count()) < 120)
      await page
        .getByRole('button', { name: /Load/ })
        .scrollIntoViewIfNeeded()
        .catch(() => {});
    expect(await page.getByRole('button', { name: /Load/ }).count()).toBe(0);
    expect(await items.last().textContent()).toContain('<img src=x');
  });

  it('opens a piece of feedback with its scores and what they come from', async () => {
    await open('/?range=all');
    await page.getByRole('combobox', { name: 'Source' }).selectOption('No source');
    await page.locator('.items.card .item', { hasText: 'Schöne Jacke' }).click();
    const dialog = page.getByRole('dialog', { name: 'Feedback' });
    const told = await dialog.locator('dl div').allTextContents();
    expect(told.slice(0, 4)).toEqual(['Positive20%', 'Neutral10%', 'Mixed50%', 'Negative20%']);
    expect(told).toEqual(
      expect.arrayContaining(['Customerc-7All of this customer', 'Rating6.5 of 10', 'LanguageGerman (de)', 'order4711']),
    );
    expect(told).toEqual(
      expect.arrayContaining(['Engineearshot-lexicon 3', 'Pieces judged2', expect.stringMatching(/^Stand-inyes/)]),
    );
    expect(await dialog.getByText('Schöne Jacke').textContent()).toContain(',\naber');
    expect(await look(page, 'detail')).toEqual([]);

    await dialog.getByRole('link', { name: 'All of this customer' }).click();
    expect(await count()).toBe('1');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    expect(page.url()).not.toContain('customer');
  });

  it('says so where an address names feedback that is not there', async () => {
    await open('/?range=all');
    await page.goto(`${browsing.server.url}/?feedback=ffffffff-0000-4000-8000-000000000002`);
    await page
      .getByRole('dialog')
      .getByText(/no such feedback/i)
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('');
    expect(await browsing.faults(/status of 404/)).toEqual([]);
  });

  it('shows hostile text as text, wherever it stands', async () => {
    await open('/?range=custom&from=2026-10-01&to=2026-10-01');
    const shown = await page.locator('.items.card .item-text').allTextContents();
    expect(shown).toEqual([HOSTILE.endless.slice(0, 600), HOSTILE.reversed, HOSTILE.markup]);
    expect(await page.locator('main :is(img, script, b, i:not([class], [data-sentiment], [style]))').count()).toBe(0);
    expect(await look(page, 'hostile')).toEqual([]);
    await page.locator('.items.card .item').first().click();
    await page.getByRole('dialog').getByText(HOSTILE.endless).waitFor();
    expect(await look(page, 'hostile-detail')).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.items.card .item', { hasText: '<img' }).click();
    await page.getByRole('dialog').getByText('<b>bold</b>').waitFor();
    expect(await page.title()).toBe('Earshot');
  });
});
