/** For each promise, by its name, an adapter that breaks it and little else. */
export type Mutants<S> = Readonly<Record<string, () => S>>;

/** A turn of the event loop, for others to come between. */
export const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

/** Counts its calls, from 1. */
export function counter(): () => number {
  let calls = 0;
  return () => {
    calls += 1;
    return calls;
  };
}
