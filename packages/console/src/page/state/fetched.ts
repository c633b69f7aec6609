import { useEffect, useRef, useState } from 'preact/hooks';
import { Told } from './asking.ts';
import { refreshes, withServer } from './live.ts';

/** Something that comes from the server. What was there before stays while it is fetched again. */
export interface Fetched<T> {
  readonly value: T | undefined;
  /** Whether what is shown was asked for with another key than the present one. */
  readonly stale: boolean;
  /** What the server told, when it would not give it. */
  readonly error: string | undefined;
}

/**
 * Fetches when first shown, when the key becomes another, and whenever the data may have changed. Where the server does not answer,
 * what is there stays; the page says so elsewhere and fetches again when the server is back.
 */
export function useFetched<T>(key: string, ask: (stop: AbortSignal) => Promise<T>): Fetched<T> {
  const [held, hold] = useState<Held<T>>({ key: undefined, value: undefined, error: undefined });
  const asking = useRef(ask);
  asking.current = ask;
  const changes = refreshes.value;
  useEffect(() => {
    const stop = new AbortController();
    withServer(() => asking.current(stop.signal)).then(
      (value) => stop.signal.aborted || hold({ key, value, error: undefined }),
      (error: unknown) => {
        if (stop.signal.aborted) return;
        if (error instanceof Told) hold((before) => ({ ...before, key, error: error.message }));
        else hold((before) => ({ ...before, error: undefined }));
      },
    );
    return () => stop.abort();
  }, [key, changes]);
  return { value: held.value, stale: held.key !== key, error: held.error };
}

interface Held<T> {
  readonly key: string | undefined;
  readonly value: T | undefined;
  readonly error: string | undefined;
}
