import { type AlertRule, messageOf, parseAlertRules } from '@earshot/core';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { longestSuffix } from './names.ts';
import type { Reader } from './reader.ts';

const SUFFIX = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** When customers count as unhappy. The metrics are counted by sentiment and not by source, as each source would be five more metrics to pay for. */
export function alerts(read: Reader): readonly AlertRule[] {
  const name = 'EARSHOT_ALERTS';
  const rules = read.checked(() => named(name, () => parseAlertRules([read.given(name) ?? ''])), []);
  for (const { source, text } of rules)
    if (source !== undefined) read.problem(name, `be about feedback from all sources on AWS, not "${text}"`);
  return rules;
}

function named<T>(name: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new Error(`${name}: ${messageOf(error)}`, { cause: error });
  }
}

/** What ends every name: of those that follow from it, the longest must still be one that S3 takes. */
export function suffix(read: Reader): string {
  const name = 'EARSHOT_SUFFIX';
  const value = read.text(name, {
    fallback: 'synth51682039',
    pattern: SUFFIX,
    mustBe: 'be lower-case letters, digits and hyphens between them, as it ends the names of buckets',
  });
  const longest = longestSuffix();
  if (value.length > longest)
    read.problem(name, `be at most ${longest} characters, or a bucket's name is longer than S3 takes; it has ${value.length}`);
  return value;
}

/** The region of the stack, one that AWS has. */
export function region(read: Reader): string {
  const known = RegionInfo.regions.map(({ name }) => name);
  const value = read.given('EARSHOT_REGION') ?? 'us-west-1';
  if (!known.includes(value)) read.problem('EARSHOT_REGION', `be an AWS region such as us-west-1, not "${value}"`);
  return value;
}
