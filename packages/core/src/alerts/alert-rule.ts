import { type Issue, invalid, toFailure } from '../failure.ts';
import { kindOf } from '../fields.ts';
import { defined } from '../objects.ts';
import { LIMITS } from '../submission.ts';
import { utf8Length } from '../text.ts';

/** When customers are to be called unhappy: a share of negative feedback in a stretch of time, and of how many at least. */
export interface AlertRule {
  /** The rule in its one way of writing, which names it. */
  readonly text: string;
  /** It fires when more than so many of a hundred are negative. */
  readonly percent: number;
  /** How far back it looks: whole minutes, at most a day. */
  readonly seconds: number;
  /** Fewer pieces of feedback say nothing. */
  readonly minimum: number;
  /** Looks at feedback from one channel alone. */
  readonly source?: string;
}

/** What is watched where nothing else is said. */
export const DEFAULT_ALERT = 'negative share > 40 % in 1 h, at least 20';

const MINUTE = 60;
const DAY = 86_400;
const UNITS: Readonly<Record<string, number>> = { min: MINUTE, h: 3600, d: DAY };
const MOST = 1_000_000;

/** Characters of the longest rule that is read; none that is right has more, and what the parts below cost grows by the square. */
const LONGEST = 200;

/** Its parts, each of which may be anything yet. */
const RULE = /^(?<share>.*?)(?: in (?<window>[^,]*?))?(?: ?, ?at least (?<minimum>[^,]*?))?(?: ?, ?from\b ?(?<source>.*))?$/i;

/** Reads a rule such as `negative share > 40 % in 1 h, at least 20, from web`. Fails as `invalid`, naming every part that is wrong. */
export function parseAlertRule(input: unknown): AlertRule {
  if (typeof input !== 'string') throw invalid([{ field: 'alert', message: `must be a text, not ${kindOf(input)}` }]);
  const given = input.trim().replace(/\s+/g, ' ');
  if (given.length > LONGEST) throw invalid([{ field: 'alert', message: `must have at most ${LONGEST} characters` }]);
  const { share = '', window, minimum: least, source } = RULE.exec(given)?.groups ?? {};
  const [percent, seconds, minimum] = [percentOf(share), secondsOf(window), minimumOf(least)];
  const problems = [
    percent === undefined && `must begin with a share below 100 such as "negative share > 40 %", not "${share}"`,
    seconds === undefined && `must say how far back it looks, from "in 1 min" to "in 24 h"${notThis(window)}`,
    minimum === undefined && `must say of how many, from ", at least 1" to ", at least ${MOST}"${notThis(least)}`,
    !isSource(source) && `must name a source of at most ${LIMITS.sourceBytes} bytes after ", from"`,
  ].filter((problem) => problem !== false);
  if (percent === undefined || seconds === undefined || minimum === undefined || problems.length > 0)
    throw invalid([{ field: `alert "${given}"`, message: problems.join('; and ') }]);
  return { text: textOf(percent, seconds, minimum, source), percent, seconds, minimum, ...defined({ source }) };
}

/**
 * Reads rules as settings give them: `;` or a line's end between them, {@link DEFAULT_ALERT} where there is none, and `none` for none at all.
 * Fails as `invalid`, naming every part of every rule that is wrong.
 */
export function parseAlertRules(settings: readonly string[]): readonly AlertRule[] {
  const texts = settings.flatMap((text) => text.split(/[;\n]/)).filter((text) => text.trim() !== '');
  if (texts.length === 1 && texts[0]?.trim() === 'none') return [];
  const issues: Issue[] = [];
  const rules = (texts.length > 0 ? texts : [DEFAULT_ALERT]).flatMap((text) => ruleOr(text, issues));
  if (issues.length > 0) throw invalid(issues);
  return [...new Map(rules.map((rule) => [rule.text, rule])).values()];
}

function ruleOr(text: string, issues: Issue[]): readonly AlertRule[] {
  try {
    return [parseAlertRule(text)];
  } catch (error) {
    issues.push(...toFailure(error).issues);
    return [];
  }
}

function percentOf(share: string): number | undefined {
  const [, percent] = /^negative share ?> ?(\d{1,2}(?:\.\d{1,6})?) ?%$/i.exec(share) ?? [];
  return percent === undefined ? undefined : Number(percent);
}

function secondsOf(window: string | undefined): number | undefined {
  const [, count = '', unit = ''] = /^(\d{1,4}) ?(min|h|d)$/i.exec(window ?? '') ?? [];
  const seconds = Number(count) * (UNITS[unit.toLowerCase()] ?? 0);
  return seconds >= MINUTE && seconds <= DAY ? seconds : undefined;
}

function minimumOf(least: string | undefined): number | undefined {
  const minimum = /^\d{1,7}$/.test(least ?? '') ? Number(least) : 0;
  return minimum >= 1 && minimum <= MOST ? minimum : undefined;
}

function isSource(source: string | undefined): boolean {
  return source === undefined || (source !== '' && utf8Length(source) <= LIMITS.sourceBytes);
}

function textOf(percent: number, seconds: number, minimum: number, source: string | undefined): string {
  const [unit, length] = Object.entries(UNITS).findLast(([, one]) => seconds % one === 0) ?? ['min', MINUTE];
  const from = source === undefined ? '' : `, from ${source}`;
  return `negative share > ${percent} % in ${seconds / length} ${unit}, at least ${minimum}${from}`;
}

function notThis(part: string | undefined): string {
  return part === undefined ? '' : `, not "${part}"`;
}
