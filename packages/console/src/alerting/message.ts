import type { AlertRule, AlertStanding, Firing } from '@earshot/core';

/**
 * What a webhook is told when an alert begins or ends, as JSON, with figures and the rule alone: never a text or a customer. Nothing where
 * neither is so.
 */
export function messageFor(rule: AlertRule, standing: AlertStanding, now: number, before?: Firing): string | undefined {
  const { share, count, firing } = standing;
  const since = before?.since ?? firing?.since;
  if (since === undefined || (before && firing)) return undefined;
  const data = { rule: rule.text, negativeShare: rounded(share), count, since: time(since) };
  return JSON.stringify({ type: firing ? 'alert.firing' : 'alert.resolved', timestamp: time(now), data });
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
