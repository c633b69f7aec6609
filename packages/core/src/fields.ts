import type { Issue } from './failure.ts';
import { isObject } from './objects.ts';
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

/** What a JSON value is called in an error. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
