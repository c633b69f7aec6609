import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

interface Cruise {
  readonly summary: {
    readonly violations: readonly { readonly rule: { readonly name: string } }[];
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
  };
}

/** What the import rules say of a tree in which each of them is broken once. */
function cruisePlantedTree(): Cruise['summary'] {
  const root = `${import.meta.dirname}/..`;
  const args = ['--config', `${root}/.dependency-cruiser.mjs`, '--output-type', 'json', 'packages'];
  const { stdout, stderr } = spawnSync(`${root}/node_modules/.bin/depcruise`, args, {
    cwd: `${root}/test/planted`,
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  const { summary }: Cruise = JSON.parse(stdout);
  return summary;
}

describe('the import rules', () => {
  it('fire on a tree in which each is broken once', () => {
    const { violations, ruleSetUsed } = cruisePlantedTree();
    const fired = new Set(violations.map(({ rule }) => rule.name));
    expect([...fired].sort()).toEqual(ruleSetUsed.forbidden.map(({ name }) => name).sort());
  });
});
