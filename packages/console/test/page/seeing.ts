import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Where somebody can look at what the tests saw; git does not. */
const PICTURES = join(import.meta.dirname, '../../../../coverage/page');

/** Each theme and each width: colours hang on the one, what is there and whether it fits on the other. */
const USUAL = [
  ['light', 360],
  ['dark', 1600],
] as const;

const THOROUGH = [['light', 1600], ['dark', 360], ...USUAL] as const;

/** Of what axe finds, the part that a test reads. */
interface Findings {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

/** Done when the page shows what its server said last. */
export async function settled(page: Page): Promise<void> {
  await page.locator('[data-state="live"]').waitFor();
  await page.waitForFunction(
    () => document.querySelector('main > :not(.alerts)') && !document.querySelector('[aria-busy="true"]'),
  );
}

/**
 * Takes pictures of what is shown, in both themes and at both widths; thoroughly, in each theme at each width, and of all the page. Gives
 * what is wrong with it: too wide, or serious in axe's eyes.
 */
export async function look(page: Page, name: string, isThorough = false): Promise<string[]> {
  await mkdir(PICTURES, { recursive: true });
  await page.evaluate(axe.source);
  const wrong: string[] = [];
  for (const [colorScheme, width] of isThorough ? THOROUGH : USUAL) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await drawn(page);
    const problems = [...(await overflow(page)), ...(await seriousIn(page))];
    wrong.push(...problems.map((problem) => `${name} ${width} ${colorScheme}: ${problem}`));
    await page.screenshot({ path: join(PICTURES, `${name}-${width}-${colorScheme}.png`), fullPage: isThorough });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return wrong;
}

/** Done when the page has taken its new size, charts too. */
async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('canvas')].every(
      ({ clientWidth, parentElement }) => Math.abs(clientWidth - (parentElement?.clientWidth ?? 0)) < 2,
    ),
  );
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

async function overflow(page: Page): Promise<string[]> {
  const over = await page.evaluate(() => {
    const dialog = document.querySelector('dialog[open]');
    const wide = (element: Element) => element.scrollWidth - element.clientWidth;
    return Math.max(wide(document.documentElement), dialog ? wide(dialog) : 0);
  });
  return over > 0 ? [`${over} px too wide`] : [];
}

async function seriousIn(page: Page): Promise<string[]> {
  const { violations }: Findings = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${failureSummary} ${html.slice(0, 200)}`));
}
