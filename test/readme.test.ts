import { readFileSync } from 'node:fs';
import { loadEngine } from '@earshot/adapters-local/engine';
import { systemClock, uuidIds } from '@earshot/adapters-local/ids';
import { LAKE_COLUMNS } from '@earshot/core';
import { MemoryLake, MemoryMetrics, MemoryStore } from '@earshot/core/memory';
import { NAMED_QUERIES } from '@earshot/core/queries';
import { createEdge } from '@earshot/lambda';
import { describe, expect, it } from '@jest/globals';

const readme = readFileSync(`${import.meta.dirname}/../README.md`, 'utf8');

/** The first group of a pattern in the README. */
function find(pattern: RegExp): string {
  const [, found] = pattern.exec(readme) ?? [];
  if (found === undefined) throw new Error(`the README has nothing like ${pattern}`);
  return found;
}

describe('the README', () => {
  it('shows a request and the answer to it', async () => {
    const ports = {
      analyzer: await loadEngine(),
      store: new MemoryStore(),
      lake: new MemoryLake(),
      metrics: new MemoryMetrics(),
    };
    const log = { info: () => {}, error: () => {} };
    const edge = createEdge({ pipeline: { ...ports, clock: systemClock, ids: uuidIds }, log, reading: false });
    const headers = { 'content-type': 'application/json', 'idempotency-key': find(/idempotency-key: ([^']+)'/) };
    const answer = await edge.request('/feedback', { method: 'POST', headers, body: find(/-d '(\{.+\})'/) });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual(JSON.parse(find(/```json\n([\s\S]+?)```/)));
  });

  it('names the columns of all_feedback', () => {
    const names = [...find(/Its columns are ([^:]+):/).matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(names).toEqual([...Object.keys(LAKE_COLUMNS).map((name) => name.toLowerCase()), 'year', 'month', 'day']);
  });

  it('names every named query', () => {
    const names = [...find(/\*\*Questions in SQL\.\*\* ([\s\S]+?) are asked by/).matchAll(/`([\w-]+)`/g)].map(([, name]) => name);
    expect(names).toEqual(NAMED_QUERIES.map(({ name }) => name));
  });
});
