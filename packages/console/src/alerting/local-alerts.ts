import type { FeedbackReader } from '@earshot/adapters-local';
import {
  type AlertRule,
  type AlertStanding,
  type AlertTally,
  calmSeconds,
  defined,
  messageOf,
  parseAlertRule,
  windowOf,
} from '@earshot/core';
import type { Logger } from 'pino';
import type { AlertBook } from './alert-book.ts';
import type { AlertState, Alerts } from './alerts.ts';

/** What alerts are made from. */
export interface LocalAlertsOptions {
  readonly rules: readonly AlertRule[];
  readonly reader: Pick<FeedbackReader, 'statistics'>;
  readonly book: AlertBook;
  readonly log: Logger;
  /** Whole seconds since 1970 UTC. */
  readonly now: () => number;
}

const UNKNOWN: AlertStanding = { state: 'waiting', share: 0, count: 0 };

/** Seconds after which rules are evaluated though nothing came in. */
const MINUTE = 60;

/** The alerts of a server: how each rule stood when it was last looked at. */
export class LocalAlerts implements Alerts {
  readonly #options: LocalAlertsOptions;
  readonly #standings = new Map<AlertRule, AlertStanding>();
  readonly #listeners = new Set<() => void>();
  #looking: Promise<void> | undefined;
  #again = false;

  constructor(options: LocalAlertsOptions) {
    this.#options = options;
  }

  /** Seconds within which rules want to be looked at again: a minute, or less where an alert may end sooner. */
  get lookEvery(): number {
    return Math.min(MINUTE, ...this.#options.rules.map(calmSeconds));
  }

  states(): readonly AlertState[] {
    return this.#options.rules.map((rule) => {
      const { firing, ...standing } = this.#standings.get(rule) ?? UNKNOWN;
      return { rule: rule.text, ...standing, ...(firing && { since: firing.since }) };
    });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Evaluates every rule; never rejects. Whoever asks during a look gets another one after it. */
  look(): Promise<void> {
    this.#again = true;
    this.#looking ??= this.#lookWhileAsked().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #lookWhileAsked(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      await this.#lookNow();
    }
  }

  async #lookNow(): Promise<void> {
    const before = JSON.stringify(this.states());
    await this.#endLapsed();
    for (const rule of this.#options.rules) await this.#lookAt(rule);
    if (JSON.stringify(this.states()) === before) return;
    for (const listener of this.#listeners) listener();
  }

  /** Also the alerts of rules that are watched no more end, so that no receiver takes one for open for good. */
  async #endLapsed(): Promise<void> {
    const { book, log, now } = this.#options;
    try {
      const second = now();
      for (const rule of book.lapsed(second).map(parseAlertRule)) {
        book.endLapsed(rule, await this.#tally(rule, second), second);
        log.info({ rule: rule.text }, 'an alert has ended, as nobody evaluated its rule for long');
      }
    } catch (error) {
      log.error({ reason: messageOf(error) }, 'alerts of earlier could not be ended; look after the data folder');
    }
  }

  async #lookAt(rule: AlertRule): Promise<void> {
    const { book, log, now } = this.#options;
    try {
      const second = now();
      const standing = book.note(rule, await this.#tally(rule, second), second);
      const fired = this.#standings.get(rule)?.state === 'firing';
      this.#standings.set(rule, standing);
      if (standing.state === 'firing' && !fired) log.warn({ rule: rule.text }, 'an alert fires');
      if (standing.state !== 'firing' && fired) log.info({ rule: rule.text }, 'an alert has ended');
    } catch (error) {
      log.error({ rule: rule.text, reason: messageOf(error) }, 'a rule could not be evaluated; look after the data folder');
    }
  }

  async #tally(rule: AlertRule, second: number): Promise<AlertTally> {
    const query = { by: ['sentiment'], ...windowOf(rule, second), ...defined({ source: rule.source }) } as const;
    const rows = await this.#options.reader.statistics(query);
    return Object.fromEntries(rows.map(({ sentiment = '', count }) => [sentiment, count]));
  }
}
