import { isFailure, messageOf } from '@earshot/core';

/** Variables as an environment has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What a text must be. `mustBe` ends the sentence "X must …". */
export interface TextRule {
  readonly fallback: string;
  readonly pattern: RegExp;
  readonly mustBe: string;
}

/** What a number must be, both ends included. */
export interface NumberRule {
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
}

const FLAGS: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

/** Reads variables one by one and gathers every problem, so that all are told at once. */
export class Reader {
  readonly problems: string[] = [];
  readonly #variables: Variables;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  /** A variable without the spaces around it; `undefined` when nothing is in it. */
  given(name: string): string | undefined {
    return this.#variables[name]?.trim() || undefined;
  }

  text(name: string, { fallback, pattern, mustBe }: TextRule): string {
    const value = this.given(name) ?? fallback;
    if (!pattern.test(value)) this.problem(name, `${mustBe}, not "${value}"`);
    return value;
  }

  wholeNumber(name: string, { fallback, min, max }: NumberRule): number {
    const text = this.given(name);
    const value = text === undefined ? fallback : Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    this.problem(name, `be a whole number from ${min} to ${max}, not "${text}"`);
    return fallback;
  }

  oneOf<T extends string | number>(name: string, known: readonly T[], fallback: T): T {
    const text = this.given(name);
    const value = text === undefined ? fallback : known.find((one) => String(one) === text);
    if (value !== undefined) return value;
    this.problem(name, `be one of ${known.join(', ')}, not "${text}"`);
    return fallback;
  }

  flag(name: string, fallback: boolean): boolean {
    const text = this.given(name);
    const value = text === undefined ? fallback : FLAGS[text.toLowerCase()];
    if (value === undefined) this.problem(name, `be true or false, not "${text}"`);
    return value ?? fallback;
  }

  url(name: string): string | undefined {
    const text = this.given(name);
    const protocol = text === undefined ? 'http:' : URL.parse(text)?.protocol;
    if (protocol !== 'http:' && protocol !== 'https:')
      this.problem(name, `be a URL such as http://127.0.0.1:4567, not "${text}"`);
    return text;
  }

  /** What a check of somebody else's gives; what it finds counts as problems when it fails. */
  checked<T>(check: () => T, fallback: T): T {
    try {
      return check();
    } catch (error) {
      const issues = isFailure(error) ? error.issues : [];
      this.problems.push(...(issues.length > 0 ? issues.map(({ field, message }) => `${field} ${message}`) : [messageOf(error)]));
      return fallback;
    }
  }

  /** Notes that a variable must be something that it is not. */
  problem(name: string, must: string): void {
    this.problems.push(`${name} must ${must}`);
  }
}
