import type { SQLOutputValue } from 'node:sqlite';
import { type FeedbackRecord, parseRecord } from '@earshot/core';

/** The record in a row of the database. */
export function recordIn(row: Readonly<Record<string, SQLOutputValue>>): FeedbackRecord {
  return parseRecord(JSON.parse(String(row['record'])));
}
