import type { Issue } from './failure.ts';
import { utf8Length } from './text.ts';

/** What a string field must satisfy beyond being well-formed Unicode. */
export interface TextLimits {
  readonly maxBytes: number;
  readonly mayBeBlank?: boolean;
}

/** An own property of an object, whatever its name; `undefined` where there is none. */
export function own(input: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(input, name)?.value;
}

/** Whether a value is an object with fields: neither `null` nor an array. */
export function isObject(input: unknown): input is object {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

/** Reads the fields of an untrusted object and gathers every problem, so that all are told at once. */
export class Fields {
  readonly issues: Issue[] = [];
  readonly #input: object;
  readonly #path: string;

  constructor(input: object, path = '') {
    this.#input = input;
    this.#path = path;
  }

  /** The field's value, with `null` taken as absent. */
  value(name: string): unknown {
    return own(this.#input, name) ?? undefined;
  }

  /** Notes a problem with a field. */
  problem(name: string, message: string, tooLarge = false): undefined {
    this.issues.push({ field: this.#path + name, message, ...(tooLarge && { tooLarge }) });
  }

  /** A well-formed string within its limits; absent is `undefined`. */
  text(name: string, { maxBytes, mayBeBlank = false }: TextLimits): string | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return this.problem(name, `must be a string, not ${kindOf(value)}`);
    if (!value.isWellFormed()) return this.problem(name, 'must be well-formed Unicode; it holds a lone surrogate');
    if (!mayBeBlank && value.trim() === '') return this.problem(name, 'must not be blank');
    if (utf8Length(value) <= maxBytes) return value;
    return this.problem(name, `must be at most ${maxBytes.toLocaleString('en')} bytes of UTF-8`, true);
  }

  /** A finite number within bounds; absent is `undefined`. */
  number(name: string, min: number, max: number): number | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'number') return this.problem(name, `must be a number, not ${kindOf(value)}`);
    if (value >= min && value <= max) return value;
    return this.problem(name, `must be from ${min} to ${max}`);
  }

  /** The fields of an object inside this one; absent is `undefined`. */
  object(name: string): object | undefined {
    const value = this.value(name);
    if (value === undefined || isObject(value)) return value;
    return this.problem(name, `must be an object, not ${kindOf(value)}`);
  }
}

/** The entries of an object in the order of their names. */
export function sortedEntries<V>(object: Readonly<Record<string, V>>): [string, V][] {
  return Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What a JSON value is called in an error. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** An object's fields without those that are `undefined`. */
export type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out the fields that are `undefined`, so that absent stays absent in JSON and in comparisons. */
export function defined<T extends object>(object: T): Defined<T> {
  const copy: Defined<T> = { ...object };
  for (const name in copy) if (copy[name] === undefined) delete copy[name];
  return copy;
}
