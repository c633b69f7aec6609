import type { AlertRule, AlertStanding } from '@earshot/core';

/** What a webhook is told when an alert begins or ends, as JSON, with figures and the rule alone: never a text or a customer. */
export function messageFor(
  change: 'firing' | 'resolved',
  rule: AlertRule,
  { share, count }: AlertStanding,
  since: number,
  now: number,
): string {
  const data = { rule: rule.text, negativeShare: rounded(share), count, since: time(since) };
  return JSON.stringify({ type: `alert.${change}`, timestamp: time(now), data });
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
