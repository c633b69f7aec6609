import type { ImportProgress } from './import-request.ts';

/** What is known of the columns of a file. */
export interface TakenColumnsProps extends Pick<ImportProgress, 'taken'> {
  /** Columns that are no field of feedback. */
  readonly ignored?: readonly string[];
}

/** Which column of a file was taken as what. */
export function TakenColumns({ taken, ignored = [] }: TakenColumnsProps) {
  if (taken.length === 0) return null;
  return (
    <p class="soft">
      Columns:{' '}
      {taken.map(({ column, field }, at) => (
        <span key={field}>
          {at > 0 && ', '}
          <bdi>{column}</bdi>
          {column !== field && (
            <>
              {' '}
              as <code>{field}</code>
            </>
          )}
        </span>
      ))}
      {ignored.length > 0 && `; left out: ${ignored.join(', ')}`}
    </p>
  );
}
