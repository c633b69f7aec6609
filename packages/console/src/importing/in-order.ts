/**
 * Runs work on items with at most `depth` at a time, and gives the results in the order of the items. When one fails, those that run
 * already are waited for, no further one is begun, and the failure is thrown.
 */
export async function* inOrder<T, R>(items: AsyncIterable<T>, depth: number, work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      result.catch(() => undefined);
      running.push(result);
      const oldest = running.length >= depth ? running.shift() : undefined;
      if (oldest) yield await oldest;
    }
    for (let oldest = running.shift(); oldest; oldest = running.shift()) yield await oldest;
  } finally {
    await Promise.allSettled(running);
  }
}
