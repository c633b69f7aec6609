import type { ImportLine, ImportProgress, ImportSummary } from '../../serving/import-lines.ts';
import { refusalText } from '../state/asking.ts';
import { lost, refresh } from '../state/live.ts';

export type { ImportProgress, ImportSummary };

/** How an import ended. */
export type ImportEnd = { readonly done: ImportSummary } | { readonly error: string };

const BROKEN_OFF =
  'The server has gone before the import ended. What is imported stays; import the file again, which adds no row twice.';

/** Sends a file and tells how it goes on. `stop` ends the import after the rows that are under way. */
export async function importFile(
  file: File,
  encoding: string,
  onProgress: (progress: ImportProgress) => void,
  stop: AbortSignal,
): Promise<ImportEnd> {
  const query = new URLSearchParams({ name: file.name, encoding });
  try {
    const response = await fetch(`/import?${query}`, { method: 'POST', body: file, signal: stop });
    const end = response.ok ? await follow(response, onProgress) : { error: refusalText(await response.json()) };
    refresh();
    return end;
  } catch {
    if (stop.aborted) return { error: 'Stopped. What is imported stays; importing the file again adds no row twice.' };
    lost();
    return { error: BROKEN_OFF };
  }
}

async function follow(response: Response, onProgress: (progress: ImportProgress) => void): Promise<ImportEnd> {
  for await (const line of linesOf(response)) {
    if ('done' in line || 'error' in line) return line;
    onProgress(line);
  }
  return { error: BROKEN_OFF };
}

async function* linesOf({ body }: Response): AsyncGenerator<ImportLine> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let held = '';
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    const lines = (held + next.value).split('\n');
    held = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line);
  }
}
