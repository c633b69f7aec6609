import type { FeedbackReader, SearchQuery } from '@earshot/adapters-local';
import { dayOf, type FeedbackRecord, invalid } from '@earshot/core';
import type { Hono } from 'hono';
import { csvLine } from '../showing/csv.ts';
import { parseSearch, type QueryValues } from './filters.ts';

/** How records are written into a file. */
interface Format {
  readonly type: string;
  readonly begin: string;
  readonly end: string;
  /** Writes a record; `at` is how many came before it. */
  record(record: FeedbackRecord, at: number): string;
}

/** Records that are read at once. */
const PAGE = 1_000;

/** What Excel needs at the beginning to read UTF-8; others skip it. */
const BYTE_ORDER_MARK = '\uFEFF';

const LINE_END = '\r\n';

const COLUMNS = [
  'feedback_id',
  'timestamp',
  'customer_id',
  'feedback',
  'sentiment',
  'positive',
  'negative',
  'neutral',
  'mixed',
  'language',
  'source',
  'rating',
  'engine',
  'engine_version',
  'chunks',
  'fallback',
  'metadata',
];

const FORMATS: Readonly<Record<string, Format>> = {
  csv: { type: 'text/csv; charset=utf-8', begin: BYTE_ORDER_MARK + csvLine(COLUMNS) + LINE_END, end: '', record: csvRecord },
  json: {
    type: 'application/json',
    begin: '[',
    end: '\n]\n',
    record: (record, at) => `${at === 0 ? '' : ','}\n${jsonRecord(record)}`,
  },
};

/** `GET /export`: all records that the filters let through, as a file, which is written while they are read. */
export function exportRoute(app: Hono, reader: Pick<FeedbackReader, 'search'>): void {
  app.get('/export', (context) => {
    const query = context.req.queries();
    const [name, format] = formatIn(query);
    const { limit: _, cursor: __, ...filters } = parseSearch(query);
    const body = ReadableStream.from(written(reader, filters, format, context.req.raw.signal)).pipeThrough(
      new TextEncoderStream(),
    );
    const file = `earshot-${dayOf(Date.now() / 1000)}.${name}`;
    return context.body(body, 200, {
      'content-type': format.type,
      'content-disposition': `attachment; filename="${file}"`,
      'cache-control': 'no-store',
    });
  });
}

function formatIn({ format: names = ['csv'] }: QueryValues): readonly [name: string, format: Format] {
  const [name = ''] = names;
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (format && names.length === 1) return [name, format];
  throw invalid([{ field: 'format', message: `must be ${Object.keys(FORMATS).join(' or ')}` }]);
}

async function* written(
  reader: Pick<FeedbackReader, 'search'>,
  filters: Omit<SearchQuery, 'limit' | 'cursor'>,
  format: Format,
  stop: AbortSignal,
): AsyncGenerator<string> {
  yield format.begin;
  let at = 0;
  let cursor: string | undefined;
  do {
    const page = await reader.search({ ...filters, limit: PAGE, ...(cursor !== undefined && { cursor }) }, undefined, stop);
    yield page.items.map((record) => format.record(record, at++)).join('');
    cursor = page.cursor;
  } while (cursor !== undefined);
  yield format.end;
}

function csvRecord(record: FeedbackRecord): string {
  const { positive, negative, neutral, mixed } = record.sentimentScores;
  const { engine, engineVersion, chunks, fallback } = record.analysis;
  const cells = [
    ...[record.feedbackId, new Date(record.timestamp * 1000).toISOString(), record.customerId, record.feedbackText],
    ...[record.sentiment, positive, negative, neutral, mixed, record.language, record.source, record.rating],
    ...[engine, engineVersion, chunks, fallback, record.metadata],
  ];
  return csvLine(cells) + LINE_END;
}

/** Where the record lies in the lake is no part of it. */
function jsonRecord({ lakeKey: _, ...record }: FeedbackRecord): string {
  return JSON.stringify(record);
}
