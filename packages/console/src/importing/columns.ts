import { invalid } from '@earshot/core';

/** Names under which a field is found, besides its own; compared without case, blanks and punctuation. */
const ALIASES = {
  feedback: ['feedbacktext', 'text', 'comment', 'review', 'message'],
  customer_id: ['customer', 'userid'],
  language: ['lang', 'languagecode'],
  source: ['channel'],
  rating: [],
  metadata: [],
  idempotency_key: [],
  timestamp: ['time', 'date', 'createdat', 'acceptedat'],
} as const;

/** A field of the HTTP body, or one of the two that only an import has. */
export type Field = keyof typeof ALIASES;

const FIELDS: readonly Field[] = [
  'feedback',
  'customer_id',
  'language',
  'source',
  'rating',
  'metadata',
  'idempotency_key',
  'timestamp',
];
const METADATA = 'metadata.';

/** A column that is taken: where it stands and what it is called in the file. */
export interface Column {
  readonly at: number;
  readonly name: string;
}

/** Which column of a file is which field. */
export interface Columns {
  readonly taken: ReadonlyMap<Field, Column>;
  /** Columns that become entries of the metadata; their names are without `metadata.`. */
  readonly metadata: readonly Column[];
  readonly ignored: readonly string[];
}

/** Finds the fields among the names of columns. A name that is a field's own wins over an alias. The cells of a table are text only. */
export function findColumns(names: readonly string[], textOnly: boolean): Columns {
  const columns = names.map((name, at) => ({ at, name, plain: plain(name) }));
  const candidates = FIELDS.filter((field) => !(textOnly && field === 'metadata')).map(
    (field) => [field, [field, ...ALIASES[field]].map(plain)] as const,
  );
  const found = candidates.flatMap(([field, wanted]) => {
    const column = wanted.map((name) => columns.find((one) => one.plain === name)).find((one) => one !== undefined);
    return column ? [[field, column] as const] : [];
  });
  const metadata = columns.filter(({ name }) => name.startsWith(METADATA) && name.length > METADATA.length);
  const used = new Set([...found.map(([, { at }]) => at), ...metadata.map(({ at }) => at)]);
  return {
    taken: new Map(found),
    metadata: metadata.map(({ at, name }) => ({ at, name: name.slice(METADATA.length) })),
    ignored: columns.filter(({ at }) => !used.has(at)).map(({ name }) => name),
  };
}

/** What names the columns of a file. */
export type Naming = 'header' | '--columns' | 'each line';

/** The failure of a file in which no column can be the feedback; lists what was found instead. */
export function noFeedback(path: string, names: readonly string[], naming: Naming): Error {
  const found = names
    .slice(0, 20)
    .map((name) => JSON.stringify(name.slice(0, 40)))
    .join(', ');
  const known = `"feedback" (or ${ALIASES.feedback.map((name) => `"${name}"`).join(', ')})`;
  if (naming === '--columns')
    return invalid([{ field: '--columns', message: `must name one column ${known}, not only ${found}` }]);
  const remedy = naming === 'header' ? 'Rename one, or name the columns of a file without header with --columns' : 'Rename one';
  return invalid([{ field: path, message: `has no column ${known}; found ${found}. ${remedy}` }]);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}.]/gu, '');
}
