import { messageOf } from '@earshot/core';
import { EXIT } from './exit-codes.ts';

/** Writes a line to standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a line for a person to standard error, where it is in no program's way. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Tells an error in a sentence; with EARSHOT_DEBUG=1 also where it comes from. */
export function printError(error: unknown): void {
  tell(`earshot: ${messageOf(error)}`);
  if (process.env['EARSHOT_DEBUG'] === '1') console.error(error);
}

/** Ends quietly when whoever read the output has gone, as `head` does, and as failed when there is no room for it. */
export function quietWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    tell(`earshot: the output cannot be written: ${error.message}`);
    process.exit(EXIT.failure);
  });
}
