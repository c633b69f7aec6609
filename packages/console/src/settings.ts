import { resolve } from 'node:path';
import type { Faults } from '@earshot/adapters-local/comprehend-stand-in';
import { type AlertRule, DEFAULT_ALERT, isDay, messageOf, parseAlertRules } from '@earshot/core';
import { CommanderError, Option } from 'commander';
import { type WebhookTarget, webhookProblem } from './alerting/webhook-target.ts';
import { EXIT } from './exit-codes.ts';
import { encodingOf, SOME_ENCODINGS } from './importing/encodings.ts';
import { FORMATS, type Format, formatOf } from './importing/rows.ts';

/** What may be said on the command line or in the environment, as it was said. */
export interface Given {
  readonly data?: string;
  readonly port?: string;
  readonly language?: string;
  readonly day?: string;
  readonly from?: string;
  readonly to?: string;
  readonly format?: string;
  readonly encoding?: string;
  readonly columns?: string;
  readonly logLevel?: string;
  readonly resume?: boolean;
  readonly json?: boolean;
  readonly weights?: string;
  readonly out?: string;
  readonly fromStore?: boolean;
  readonly cascade?: boolean;
  readonly throttleEvery?: string;
  readonly failEvery?: string;
  readonly hangEvery?: string;
  readonly delayMs?: string;
  readonly csv?: boolean;
  readonly rows?: string;
  readonly timeLimit?: string;
  readonly before?: string;
  readonly expireAfter?: string;
  readonly alert?: readonly string[];
  readonly webhook?: string;
  readonly webhookSecret?: string;
  readonly allowPrivateWebhook?: boolean;
  readonly count?: string;
  readonly seed?: string;
  readonly open?: boolean;
}

/** How the time that SQL may take is set, as errors name it. */
export const TIME_LIMIT_SETTING = '--time-limit (or EARSHOT_QUERY_TIME_LIMIT)';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** The options that several commands have; commander reads the environment for those not given. */
export const options = {
  data: () => new Option('--data <folder>', 'where the data lies').env('EARSHOT_DATA').default('./.earshot'),
  port: () => new Option('--port <number>', 'port on 127.0.0.1; 0 finds a free one').env('PORT').default('8787'),
  language: () =>
    new Option('--language <tag>', 'language of texts that come without one, such as en; auto detects it')
      .env('EARSHOT_LANGUAGE')
      .default('auto'),
  logLevel: () =>
    new Option('--log-level <level>', `how much to log: ${LOG_LEVELS.join(', ')}`).env('EARSHOT_LOG_LEVEL').default('info'),
  weights: () =>
    new Option('--weights <file>', 'weights of your own for their language, such as earshot train makes').env('EARSHOT_WEIGHTS'),
  json: () => new Option('--json', 'print JSON'),
  alert: () =>
    new Option(
      '--alert <rule>',
      `a rule to watch, such as "${DEFAULT_ALERT}", which is the default; repeatable; none watches nothing`,
    )
      .env('EARSHOT_ALERTS')
      .argParser((text: string, before: readonly string[] = []) => [...before, text]),
  webhook: () =>
    new Option('--webhook <url>', 'where alerts are sent, signed with EARSHOT_WEBHOOK_SECRET').env('EARSHOT_WEBHOOK_URL'),
  /** Not shown, as a secret on a command line can be read by other users of the machine. */
  webhookSecret: () => new Option('--webhook-secret <secret>').env('EARSHOT_WEBHOOK_SECRET').hideHelp(),
  allowPrivateWebhook: () =>
    new Option('--allow-private-webhook', 'let the webhook be inside this machine or network, and without TLS'),
  timeLimit: () => new Option('--time-limit <seconds>', 'how long SQL may take').env('EARSHOT_QUERY_TIME_LIMIT').default('30'),
} as const;

/** Reads settings one by one and gathers every problem, so that all are told at once. */
export class Settings {
  readonly #given: Given;
  readonly #problems: string[] = [];

  constructor(given: Given) {
    this.#given = given;
  }

  /** Absolute path of the data folder. */
  data(): string {
    return resolve(this.#given.data?.trim() || '.earshot');
  }

  /** A port, 0 for any. */
  port(): number {
    const text = this.#given.port?.trim() || '8787';
    const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    return port <= 65_535 ? port : this.#problem('--port (or PORT) must be a number from 0 to 65535', 0);
  }

  /** `auto` or a canonical BCP 47 tag. */
  language(): string {
    const tag = this.#given.language?.trim() || 'auto';
    if (tag === 'auto') return tag;
    try {
      return Intl.getCanonicalLocales(tag)[0] ?? tag;
    } catch {
      return this.#problem('--language (or EARSHOT_LANGUAGE) must be auto or a BCP 47 tag such as en or pt-BR', tag);
    }
  }

  /** The file of weights of one's own, absolute, as an option of the engine; nothing where none is given. */
  weights(): { readonly weights?: string } {
    const file = this.#given.weights?.trim() ?? '';
    return file === '' ? {} : { weights: resolve(file) };
  }

  /** Port of the Comprehend stand-in, 0 for any. */
  standInPort(): number {
    return this.#wholeNumber('--port', this.#given.port, 65_535) ?? 4588;
  }

  /** What is to go wrong with the Comprehend stand-in. */
  faults(): Faults {
    const { throttleEvery, failEvery, hangEvery, delayMs } = this.#given;
    return {
      throttleEvery: this.#wholeNumber('--throttle-every', throttleEvery) ?? 0,
      failEvery: this.#wholeNumber('--fail-every', failEvery) ?? 0,
      hangEvery: this.#wholeNumber('--hang-every', hangEvery) ?? 0,
      delayMs: this.#wholeNumber('--delay-ms', delayMs) ?? 0,
    };
  }

  /** Where labelled rows come from: files, the data folder (absolute), or both. */
  rowSources(files: readonly string[]): { readonly files: readonly string[]; readonly store?: string } {
    if (files.length === 0 && !this.#given.fromStore)
      this.#problem('name a file of labelled rows, or give --from-store', undefined);
    return { files, ...(this.#given.fromStore && { store: this.data() }) };
  }

  /** The file that weights are written to, absolute; `files` are those that must stay. */
  out(files: readonly string[]): string {
    const out = resolve(this.#given.out ?? '');
    if (files.some((file) => resolve(file) === out)) this.#problem('--out must not be one of the files that are read', undefined);
    return out;
  }

  /** The weights that training begins from: `shipped`, `none`, or the absolute path of a file. */
  trainFrom(): string {
    const from = this.#given.from?.trim() || 'shipped';
    return from === 'shipped' || from === 'none' ? from : resolve(from);
  }

  /** A level that pino knows. */
  logLevel(): string {
    const level = this.#given.logLevel?.trim() || 'info';
    return (
      LOG_LEVELS.find((known) => known === level) ??
      this.#problem(`--log-level (or EARSHOT_LOG_LEVEL) must be one of ${LOG_LEVELS.join(', ')}`, level)
    );
  }

  /** The first and the last UTC day to reconcile; both are `today` when no day is given. */
  days(today: string): { readonly first: string; readonly last: string } {
    const { day, from, to } = this.#given;
    if (day !== undefined && (from ?? to) !== undefined) this.#problem('give either --day or --from and --to', undefined);
    const first = this.#day('--from', from) ?? this.#day('--day', day);
    const last = this.#day('--to', to) ?? this.#day('--day', day) ?? today;
    if (first !== undefined && first > last) this.#problem('--from must not be after --to', undefined);
    return { first: first ?? last, last };
  }

  /** The UTC day to compact, or the day before which all are; by default all. */
  compactDays(): { readonly day?: string; readonly before: string } {
    const { day, before } = this.#given;
    if (day !== undefined && before !== undefined) this.#problem('give either --day or --before', undefined);
    const [only, first] = [this.#day('--day', day), this.#day('--before', before)];
    return { ...(only !== undefined && { day: only }), before: first ?? '9999-12-31' };
  }

  /** Days that originals are kept for once they are compacted: one at least, so that no query that runs still reads them. */
  expireAfter(): number {
    return this.#wholeNumber('--expire-after', this.#given.expireAfter, 36_500, 1) ?? 7;
  }

  /** The format to import, which the name of the file tells unless it is given. */
  format(path: string): Format {
    const { format } = this.#given;
    const known = format === undefined ? formatOf(path) : FORMATS.find((name) => name === format);
    const why = format === undefined ? `the name of ${path} does not tell its format; give --format` : '--format must be';
    return known ?? this.#problem(`${why} ${FORMATS.join(', ')}`, 'csv');
  }

  /** A name that `TextDecoder` knows. */
  encoding(): string {
    const label = this.#given.encoding?.trim() || 'utf-8';
    return encodingOf(label) ?? this.#problem(`--encoding: ${label} is not known; ${SOME_ENCODINGS} are`, 'utf-8');
  }

  /** Names of columns, for tables alone. */
  columns(format: Format): readonly string[] | undefined {
    const { columns } = this.#given;
    if (columns === undefined) return undefined;
    if (format === 'jsonl') return this.#problem('--columns is for CSV and TSV; JSON lines name their fields', undefined);
    return columns.split(',').map((name) => name.trim());
  }

  /** How an answer to SQL is printed. */
  answerFormat(): 'table' | 'csv' | 'json' {
    const { csv, json } = this.#given;
    if (csv && json) return this.#problem('give either --json or --csv', 'table');
    if (csv) return 'csv';
    return json ? 'json' : 'table';
  }

  /** How long SQL may take and how many rows of its answer are wanted; by default fewer for a person to read than for a program. */
  queryLimits(): { readonly withinMs: number; readonly maxRows: number } {
    const { csv, json, rows, timeLimit } = this.#given;
    const seconds = this.#wholeNumber(TIME_LIMIT_SETTING, timeLimit, 86_400, 1) ?? 30;
    const maxRows = this.#wholeNumber('--rows', rows, 1_000_000, 1) ?? (csv || json ? 100_000 : 1_000);
    return { withinMs: seconds * 1000, maxRows };
  }

  /** The rules to watch. */
  alerts(): readonly AlertRule[] {
    try {
      return parseAlertRules(this.#given.alert ?? []);
    } catch (error) {
      return this.#problem(`--alert (or EARSHOT_ALERTS): ${messageOf(error)}`, []);
    }
  }

  /** Where alerts are sent; nothing where nobody is told. */
  webhook(): { readonly webhook?: WebhookTarget } {
    const { webhook = '', webhookSecret: secret = '', allowPrivateWebhook: allowPrivate = false } = this.#given;
    if (webhook.trim() === '') return {};
    const url = URL.parse(webhook.trim());
    const problem = webhookProblem({ url, secret: secret.trim(), allowPrivate });
    if (problem !== undefined) this.#problem(problem, undefined);
    return url === null ? {} : { webhook: { url, secret: secret.trim(), allowPrivate } };
  }

  /** How much feedback the demo makes up, and what its chance follows from. */
  demo(): { readonly count: number; readonly seed: number } {
    const { count, seed } = this.#given;
    return {
      count: this.#wholeNumber('--count', count, 1_000_000, 100) ?? 5_000,
      seed: this.#wholeNumber('--seed', seed) ?? 1,
    };
  }

  /** Fails as wrong use when anything read so far was wrong. */
  check(): void {
    if (this.#problems.length > 0) throw wrongUse(this.#problems.join('; '));
  }

  #day(name: string, text: string | undefined): string | undefined {
    if (text === undefined) return undefined;
    return isDay(text) ? text : this.#problem(`${name} must be a UTC day such as 2026-11-24`, undefined);
  }

  #wholeNumber(name: string, text: string | undefined, max = 1_000_000, min = 0): number | undefined {
    if (text === undefined) return undefined;
    const number = /^\d{1,7}$/.test(text.trim()) ? Number(text) : Number.NaN;
    return number >= min && number <= max
      ? number
      : this.#problem(`${name} must be a whole number from ${min} to ${max}`, undefined);
  }

  #problem<T>(message: string, instead: T): T {
    if (!this.#problems.includes(message)) this.#problems.push(message);
    return instead;
  }
}

/** What marks our own refusals among commander's. */
export const WRONG_USE = 'earshot.wrongUse';

/** The error of a command that was called in a way it cannot be. */
function wrongUse(message: string): CommanderError {
  return new CommanderError(EXIT.wrongUse, WRONG_USE, message);
}
