import { type FailureKind, isFailure } from '../failure.ts';
import { isObject, sortedEntries } from '../objects.ts';

/** Throws unless two values are equal in depth; the order of an object's fields does not matter. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  const [got, wanted] = [portrait(actual), portrait(expected)];
  if (got !== wanted) throw new Error(`${what}: expected ${shortened(wanted)}, got ${shortened(got)}`);
}

/** Throws unless a condition holds. */
export function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** Throws unless the work fails with the kind given. */
export async function failsAs(kind: FailureKind, work: Promise<unknown>): Promise<void> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason ?? 'nothing',
  );
  equal(isFailure(error) ? error.kind : error, kind, 'the kind of failure');
}

function portrait(value: unknown): string {
  return JSON.stringify(value, inOrder) ?? 'undefined';
}

/** JSON has no word for numbers that are not finite, and would call them null. */
function inOrder(_: string, part: unknown): unknown {
  if (typeof part === 'number' && !Number.isFinite(part)) return `the number ${part}`;
  return isObject(part) ? Object.fromEntries(sortedEntries({ ...part })) : part;
}

function shortened(text: string): string {
  return text.length <= 600 ? text : `${text.slice(0, 600)}… (${text.length} characters)`;
}
