import { loadEngine } from '@earshot/adapters-local/engine';
import { Failure, isFailure, type Judgement, parseSubmission, type SentimentAnalyzer } from '@earshot/core';
import { EXIT } from '../exit-codes.ts';
import { type Line, readLines } from '../importing/lines.ts';
import { print, printError } from '../output.ts';
import { type Given, Settings } from '../settings.ts';

/** Milliseconds that the texts of one chunk of input may take. */
const WITHIN_MS = 60_000;

/** Tells the sentiment of the words as one text, or with `-` of each line of standard input. Gives the exit code. */
export async function analyze(words: readonly string[], given: Given): Promise<number> {
  const settings = new Settings(given);
  const language = settings.language();
  const weights = settings.weights();
  settings.check();
  const engine = await loadEngine({ language, ...weights });
  let code: number = EXIT.fine;
  for await (const lines of linesOf(words.join(' ')))
    for (const { line, judgement } of await judged(engine, lines))
      if (!show(line, judgement, given.json ?? false, words.join() === '-')) code = EXIT.failure;
  return code;
}

async function* linesOf(text: string): AsyncGenerator<readonly Line[]> {
  if (text !== '-') return yield [{ number: 1, text }];
  for await (const lines of readLines(process.stdin)) yield lines.filter((line) => line.text.trim() !== '');
}

interface JudgedLine {
  readonly line: Line;
  readonly judgement: Judgement;
}

/** Judges the lines that hold a text which could be submitted; the others fail with what is wrong with them. */
async function judged(engine: SentimentAnalyzer, lines: readonly Line[]): Promise<readonly JudgedLine[]> {
  const checked = lines.map((line) => ({ line, failure: faultOf(line) }));
  const fit = checked.filter(({ failure }) => failure === undefined);
  const judgements = await engine.analyze(
    fit.map(({ line }) => ({ text: withoutReturn(line.text) })),
    WITHIN_MS,
  );
  const byLine = new Map(fit.map(({ line }, i) => [line, judgements[i]]));
  return checked.map(({ line, failure = NOT_JUDGED }) => ({ line, judgement: byLine.get(line) ?? { failure } }));
}

const NOT_JUDGED = new Failure('internal', 'the engine left out a text');

function faultOf({ text, problem }: Line): Failure | undefined {
  if (problem !== undefined) return new Failure('invalid', problem);
  try {
    parseSubmission({ feedback: text });
    return undefined;
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
}

/** Prints one judgement; tells whether there is one, and where there are lines, in which there is none. A language that the engine does not know is `UNKNOWN`, which is an answer too. */
function show({ number, text }: Line, judgement: Judgement, json: boolean, byLine: boolean): boolean {
  if ('failure' in judgement && judgement.failure.kind !== 'unsupported') {
    printError(`${byLine ? `line ${number}: ` : ''}${judgement.failure.message}`);
    return false;
  }
  print(json ? JSON.stringify({ text: withoutReturn(text), ...fieldsOf(judgement) }) : sentence(judgement));
  return true;
}

function fieldsOf(judgement: Judgement): object {
  if ('failure' in judgement) return { sentiment: 'UNKNOWN', language: judgement.language ?? 'und' };
  const { sentiment, scores, language, ...analysis } = judgement.analysis;
  return { sentiment, sentimentScores: scores, language, analysis };
}

function sentence(judgement: Judgement): string {
  if ('failure' in judgement) return `UNKNOWN   no engine judges this language (${judgement.language ?? 'und'})`;
  const { sentiment, scores, language, engine, engineVersion } = judgement.analysis;
  const figures = Object.entries(scores).map(([name, score]) => `${name} ${Number(score).toFixed(2)}`);
  return `${sentiment.padEnd(9)} ${figures.join('  ')}  (${language}, ${engine} ${engineVersion})`;
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
