import type { NamedQuery } from '@earshot/core/queries';
import type { QueryResult } from '../state/requests.ts';

/** Where an answer stands. */
export type Answer =
  | 'running'
  | 'cancelled'
  | { readonly result: QueryResult; readonly query: NamedQuery | undefined }
  | { readonly error: string }
  | undefined;
