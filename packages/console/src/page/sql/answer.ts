import type { NamedQuery, QueryResult } from '../state/requests.ts';

/** Where an answer stands. */
export type Answer =
  | 'running'
  | { readonly result: QueryResult; readonly query: NamedQuery | undefined }
  | { readonly error: string }
  | undefined;
