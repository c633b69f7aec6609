/** The two functions of a test runner that the suites need; jest's, vitest's and `node:test`'s fit. */
export interface Runner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
}

/** What a suite tests, and how it is cleared away. */
export interface Subject {
  dispose(): Promise<void>;
}

/** One sentence of a port's contract. `verify` throws where it is broken. */
export interface PortPromise<S> {
  readonly name: string;
  verify(subject: S): Promise<void>;
}

/** Declares one test for each promise, each with a subject of its own. */
export function runSuite<S extends Subject>(
  runner: Runner,
  port: string,
  promises: readonly PortPromise<S>[],
  makeSubject: () => Promise<S>,
): void {
  runner.describe(`${port} promises`, () => {
    for (const promise of promises) runner.it(promise.name, () => verifyOnce(promise, makeSubject));
  });
}

/** Verifies one promise on a subject of its own. */
export async function verifyOnce<S extends Subject>(promise: PortPromise<S>, makeSubject: () => Promise<S>): Promise<void> {
  const subject = await makeSubject();
  try {
    await promise.verify(subject);
  } finally {
    await subject.dispose();
  }
}
