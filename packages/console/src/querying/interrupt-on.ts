import type { DuckDBConnection } from '@duckdb/node-api';

/** Milliseconds between two interruptions; one that comes between two steps of a query is lost. */
const INTERRUPT_EVERY = 50;

/** Interrupts a connection from when it is to stop; gives what ends that. */
export function interruptOn(stop: AbortSignal, connection: DuckDBConnection): () => void {
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    connection.interrupt();
    timer = setInterval(() => connection.interrupt(), INTERRUPT_EVERY);
  };
  if (stop.aborted) begin();
  else stop.addEventListener('abort', begin, { once: true });
  return () => {
    stop.removeEventListener('abort', begin);
    clearInterval(timer);
  };
}
