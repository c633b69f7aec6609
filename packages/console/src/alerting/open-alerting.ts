import { join } from 'node:path';
import type { FeedbackReader } from '@earshot/adapters-local';
import type { AlertRule } from '@earshot/core';
import type { Logger } from 'pino';
import type { Changes } from '../serving/changes.ts';
import { AlertBook } from './alert-book.ts';
import type { Alerts } from './alerts.ts';
import { Courier } from './courier.ts';
import { LocalAlerts } from './local-alerts.ts';
import { Webhook } from './webhook.ts';
import type { WebhookTarget } from './webhook-target.ts';

/** What is watched, and who is told. */
export interface AlertingOptions {
  readonly rules: readonly AlertRule[];
  readonly webhook?: WebhookTarget;
}

/** What is looked at. */
export interface Watched {
  readonly reader: Pick<FeedbackReader, 'statistics'>;
  /** Tells when to look again. */
  readonly changes: Pick<Changes, 'listen'>;
  /** The data folder. */
  readonly folder: string;
  readonly log: Logger;
}

/** Alerts of a data folder, watched until they are closed. */
export interface Alerting {
  readonly alerts: Alerts;
  close(): Promise<void>;
}

/** Watches a data folder: within a second or two of a change, and once a minute at least. */
export function openAlerting({ rules, webhook }: AlertingOptions, { reader, changes, folder, log }: Watched): Alerting {
  const book = AlertBook.open(join(folder, 'alerts.sqlite'), webhook !== undefined);
  const courier = webhook && new Courier(book.outbox, new Webhook(webhook), log);
  const alerts = new LocalAlerts({ rules, reader, book, log, now: () => Math.floor(Date.now() / 1000) });
  let last = Promise.resolve();
  const look = () => {
    last = alerts.look().then(() => void courier?.wake());
  };
  const unlisten = changes.listen(look);
  const timer = setInterval(look, alerts.lookEvery * 1000).unref();
  look();
  return {
    alerts,
    close: async () => {
      unlisten();
      clearInterval(timer);
      await last;
      await courier?.stop();
      book.close();
    },
  };
}
