import { readFileSync } from 'node:fs';
import { LAKE_COLUMNS } from '@earshot/core';
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

const QUERY_HELP = `
all_feedback has the columns ${Object.keys(LAKE_COLUMNS).join(', ').toLowerCase()},
and year, month and day (UTC) as text. SQL is DuckDB's; it can read and change nothing.
  earshot query sentiment-by-day
  earshot query "SELECT source, count(*) FROM all_feedback WHERE rating < 3 GROUP BY source"
  earshot query latest-negatives --csv > negatives.csv`;

const ROWS_HELP = `
Files are TSV, CSV or JSON lines with a text (feedback, text, comment, review) and a label or sentiment: positive, negative, neutral, mixed.
A table without header has the label first, then the text.`;

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
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'earshot: ')) })
    .addHelpText('after', HELP);
  addServe(earshot);
  addDemo(earshot);
  addAnalyze(earshot);
  addImport(earshot);
  addQuery(earshot);
  addReconcile(earshot);
  addCompact(earshot);
  addTrain(earshot);
  addEvaluate(earshot);
  addComprehend(earshot);
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
    .addOption(options.weights())
    .addOption(options.alert())
    .addOption(options.webhook())
    .addOption(options.webhookSecret())
    .addOption(options.allowPrivateWebhook())
    .action(async (given: Given) => {
      const { serve } = await import('./commands/serve.ts');
      process.exitCode = await serve(given);
    });
}

/** Its folder is an option of its own, as EARSHOT_DATA names the user's. */
function addDemo(earshot: Command): void {
  earshot
    .command('demo')
    .description('show the page with feedback that is made up, in a data folder of its own')
    .option('--data <folder>', 'a folder for the demo alone, emptied each time', './.earshot-demo')
    .option('--port <number>', 'port on 127.0.0.1; 0 finds a free one', '8788')
    .option('--count <number>', 'how much feedback', '5000')
    .option('--seed <number>', 'another one makes up other feedback', '1')
    .option('--no-open', 'open no browser')
    .action(async (given: Given) => {
      const { demo } = await import('./commands/demo.ts');
      process.exitCode = await demo(given);
    });
}

function addAnalyze(earshot: Command): void {
  earshot
    .command('analyze')
    .description('tell the sentiment of a text, and keep nothing')
    .argument('<text...>', 'the text, its words joined; with - each line of standard input is a text')
    .addOption(options.language())
    .addOption(options.weights())
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
    .addOption(options.weights())
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

function addQuery(earshot: Command): void {
  earshot
    .command('query')
    .description('ask the lake a question in SQL, or one that has a name; alone it lists those')
    .argument('[question...]', 'a name, or one SELECT from all_feedback; words are joined')
    .addOption(options.data())
    .addOption(options.json())
    .option('--csv', 'print CSV')
    .option('--rows <number>', 'print so many rows at most; by default 1000, and 100000 of JSON or CSV')
    .addOption(options.timeLimit())
    .addHelpText('after', QUERY_HELP)
    .action(async (words: string[], given: Given) => {
      const { query } = await import('./commands/query.ts');
      process.exitCode = await query(words, given);
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

function addCompact(earshot: Command): void {
  earshot
    .command('compact')
    .description('make one Parquet file of the lake objects of each day that is over (UTC), and delete them days later')
    .addOption(options.data())
    .option('--day <day>', 'this day alone, such as 2026-11-24')
    .option('--before <day>', 'the days before this one')
    .option('--expire-after <days>', 'delete originals that have been in the Parquet file for so many days', '7')
    .addOption(options.json())
    .action(async (given: Given) => {
      const { compact } = await import('./commands/compact.ts');
      process.exitCode = await compact(given);
    });
}

function addTrain(earshot: Command): void {
  earshot
    .command('train')
    .description('train weights for the engine on labelled rows of your own')
    .argument('[files...]', 'files of labelled rows')
    .requiredOption('--out <file>', 'the file of weights to write')
    .option('--language <code>', 'language of the rows: en, de, es, fr, it or pt', 'en')
    .option('--from <weights>', 'weights to begin from: shipped, none, or a file', 'shipped')
    .option('--from-store', 'train on the feedback in the data folder that Comprehend judged, too')
    .addOption(options.data())
    .addOption(options.weights())
    .addHelpText('after', ROWS_HELP)
    .action(async (files: string[], given: Given) => {
      const { trainCommand } = await import('./commands/train.ts');
      process.exitCode = await trainCommand(files, given);
    });
}

function addEvaluate(earshot: Command): void {
  earshot
    .command('evaluate')
    .description('show how well the engine judges labelled rows')
    .argument('[files...]', 'files of labelled rows')
    .option('--cascade', 'show how many calls to Comprehend a cascade would save, for rows that Comprehend labelled')
    .option('--from-store', 'judge the feedback in the data folder that Comprehend judged, too')
    .addOption(options.data())
    .addOption(options.language())
    .addOption(options.weights())
    .addOption(options.json())
    .addHelpText('after', ROWS_HELP)
    .action(async (files: string[], given: Given) => {
      const { evaluateCommand } = await import('./commands/evaluate.ts');
      process.exitCode = await evaluateCommand(files, given);
    });
}

function addComprehend(earshot: Command): void {
  earshot
    .command('comprehend')
    .description('serve a stand-in for Amazon Comprehend on 127.0.0.1, for any AWS SDK')
    .option('--port <number>', 'port on 127.0.0.1; 0 finds a free one', '4588')
    .addOption(options.weights())
    .option('--throttle-every <n>', 'answer every n-th call with ThrottlingException')
    .option('--fail-every <n>', 'answer every n-th call with InternalServerException')
    .option('--hang-every <n>', 'never answer every n-th call')
    .option('--delay-ms <ms>', 'let every answer wait')
    .action(async (given: Given) => {
      const { comprehend } = await import('./commands/comprehend.ts');
      process.exitCode = await comprehend(given);
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
