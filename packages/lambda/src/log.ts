import { type Failure, isDiskFull, isObject } from '@earshot/core';

/** Where the edge logs; a pino logger is one. */
export interface EdgeLog {
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/**
 * What a log says of a failure: its kind, and its first cause by name, code and place. No error's message is in it, as an SDK
 * or a database may quote the text that it choked on.
 */
export function failureFields(failure: Failure): Readonly<Record<string, unknown>> {
  const cause = firstCause(failure);
  if (!isObject(cause)) return { kind: failure.kind, cause: typeof cause };
  const name = 'name' in cause ? word(cause.name) : undefined;
  const code = 'code' in cause ? word(cause.code) : undefined;
  const reason = isDiskFull(cause) ? 'the disk of the data folder is full' : undefined;
  return { kind: failure.kind, cause: name, code, reason, at: frames(cause) };
}

function firstCause(error: unknown): unknown {
  const chain = new Set([error]);
  for (const link of chain) if (isObject(link) && 'cause' in link && link.cause !== undefined) chain.add(link.cause);
  return [...chain].at(-1);
}

/** Names and codes are single words, unlike what quotes a text. */
function word(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : undefined;
}

/** The innermost frames of a stack, without the message that stands above them. */
function frames(error: object): readonly string[] {
  if (!('stack' in error && 'message' in error)) return [];
  const [stack, message] = [String(error.stack), String(error.message)];
  const below = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : '';
  return below
    .split('\n')
    .flatMap((line) => /^\s+at (.+)$/.exec(line)?.[1] ?? [])
    .slice(0, 5);
}
