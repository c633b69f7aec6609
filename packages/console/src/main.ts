import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { EXIT } from './exit-codes.ts';
import { printError, quietWhenNobodyReads } from './output.ts';
import { type Given, options, WRONG_USE } from './settings.ts';

const HELP = `
Exit codes: ${EXIT.fine} fine, ${EXIT.failure} failure, ${EXIT.wrongUse} wrong use, ${EXIT.rowsLeftOut} an import left rows out, ${EXIT.interrupted} interrupted.
EARSHOT_DEBUG=1 shows where an error comes from.`;

const IMPORT_HELP = `
Columns are named as the fields of POST /feedback: feedback, customer_id, language, source, rating, metadata.<name>; and idempotency_key
and timestamp (ISO 8601, or seconds since 1970). Some other names are understood too, such as text for feedback.
Rows that cannot be imported go to FILE.errors.csv. Importing a file again adds no row twice.`;

quietWhenNobodyReads();
try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

/** Each command loads what it needs when it is called, so that none waits for another's. */
function program(): Command {
  const earshot = new Command('earshot')
    .description('Customer feedback in, its sentiment, a store and a data lake: on one machine.')
    .version(version())
    .exitOverride()
    .addHelpText('after', HELP);
  addServe(earshot);
  addAnalyze(earshot);
  addImport(earshot);
  addReconcile(earshot);
  return earshot;
}

function addServe(earshot: Command): void {
  earshot
    .command('serve')
    .description('serve the HTTP routes and the page on 127.0.0.1')
    .addOption(options.data())
    .addOption(options.port())
    .addOption(options.language())
    .addOption(options.logLevel())
    .action(async (given: Given) => {
      const { serve } = await import('./commands/serve.ts');
      process.exitCode = await serve(given);
    });
}

function addAnalyze(earshot: Command): void {
  earshot
    .command('analyze')
    .description('tell the sentiment of a text, and keep nothing')
    .argument('<text...>', 'the text, its words joined; with - each line of standard input is a text')
    .addOption(options.language())
    .addOption(options.json())
    .action(async (words: string[], given: Given) => {
      const { analyze } = await import('./commands/analyze.ts');
      process.exitCode = await analyze(words, given);
    });
}

function addImport(earshot: Command): void {
  earshot
    .command('import')
    .description('import feedback from CSV, TSV or JSON lines')
    .argument('<file>', 'the file; its size does not matter')
    .addOption(options.data())
    .addOption(options.language())
    .option('--format <name>', 'csv, tsv or jsonl; by default as the name of the file says')
    .option('--columns <names>', 'names of the columns, with commas between, for a table without header')
    .option('--encoding <name>', 'encoding of the file, such as utf-16le or windows-1252', 'utf-8')
    .option('--resume', 'go on where an import of this file was interrupted')
    .addOption(options.json())
    .addHelpText('after', IMPORT_HELP)
    .action(async (file: string, given: Given) => {
      const { importCommand } = await import('./commands/import.ts');
      process.exitCode = await importCommand(file, given);
    });
}

function addReconcile(earshot: Command): void {
  earshot
    .command('reconcile')
    .description('make store and lake equal again, today or on other days (UTC)')
    .addOption(options.data())
    .option('--day <day>', 'one day, such as 2026-11-24')
    .option('--from <day>', 'the first of several days')
    .option('--to <day>', 'the last of several days; today by default')
    .addOption(options.json())
    .action(async (given: Given) => {
      const { reconcile } = await import('./commands/reconcile.ts');
      process.exitCode = await reconcile(given);
    });
}

function version(): string {
  const file: { version: string } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return file.version;
}

/** What commander refuses it has told already. */
function exitCodeOf(error: unknown): number {
  const told = error instanceof CommanderError && error.code !== WRONG_USE;
  if (!told) printError(error);
  if (!(error instanceof CommanderError)) return EXIT.failure;
  return error.exitCode === 0 ? EXIT.fine : EXIT.wrongUse;
}
