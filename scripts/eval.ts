import { performance } from 'node:perf_hooks';
import { LinearSentimentAnalyzer, loadWeights } from '@earshot/adapters-local';
import { type Evaluation, evaluate, type LabelledRow, type Model, train, UNCALIBRATED } from '@earshot/adapters-local/training';
import type { SentimentAnalyzer } from '@earshot/core';
import { LIBRARIES } from './lexicons.ts';
import { corporaOf, foreignRows, needForeignRows, ownRows, SHIPPED, trainShipped } from './sentiment-data.ts';

/** Rows to judge, and the corpora that training must leave out for them. */
interface Case {
  readonly name: string;
  readonly language: string;
  readonly rows: readonly LabelledRow[];
  readonly without: readonly string[];
}

const UNSEEN = ['vader_amazon', 'vader_tweets', 'vader_nyt', 'vader_movie', 'umsab_en', 'womens'];

/** What is judged by weights that were trained without the corpus, and the rows of our own that are held back. */
function* casesOf(language: string): Generator<Case> {
  if (language === 'en') {
    for (const name of UNSEEN) yield { name, language, rows: foreignRows(name), without: [name] };
    yield { name: 'goemotions_dev', language, rows: foreignRows('goemotions_dev'), without: ['goemotions_train'] };
    yield { name: 'own, all unseen', language, rows: ownRows('en', 'train'), without: ['own'] };
  } else yield { name: `umsab_${language}`, language, rows: foreignRows(`umsab_${language}`), without: [`umsab_${language}`] };
}

/**
 * The engine with a language trained again, without some corpora. Its calibration, four numbers, is that of the shipped weights: to find
 * it anew would take twice the time.
 */
function modelWithout({ language, without }: Case): Model {
  const rows = [...corporaOf(language)].flatMap(([name, ofCorpus]) => (without.includes(name) ? [] : ofCorpus));
  const calibration = weights.find((one) => one.language === language)?.model.calibration ?? UNCALIBRATED;
  return { ...trainShipped(language, rows, { folds: 0 }), calibration };
}

function engineOf(language: string, model: Model): SentimentAnalyzer {
  return new LinearSentimentAnalyzer([{ language, version: 'eval', model }]);
}

/** Corpora of which some rows are taken as a user's own, and how many. */
const TUNED = ['vader_amazon', 'umsab_en'];
const OWN_ROWS = 1_000;

/** Prints what rows of one's own bring: weights trained without a corpus go on from 1,000 rows of it, and judge the others. */
async function tune({ name, rows }: Case, from: Model): Promise<void> {
  const every = Math.floor(rows.length / OWN_ROWS);
  const own = rows.filter((_, i) => i % every === 0).slice(0, OWN_ROWS);
  const others = rows.filter((row) => !own.includes(row));
  await judge(`${name} rest`, 'earshot', engineOf('en', from), others, 'en');
  await judge(`${name} rest`, 'earshot, tuned', engineOf('en', train(own, { language: 'en', from })), others, 'en');
}

const HEAD = ['rows', 'F1 of 3', 'neg. prec', 'neg. rec', 'mixed AUC', 'cal. err', 'texts/s'];

function print(name: string, engine: string, values: readonly string[]): void {
  console.log(`${name.padEnd(20)}${engine.padEnd(18)}${values.map((value) => value.padStart(11)).join('')}`);
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : (100 * share).toFixed(1);
}

async function judge(name: string, engine: string, analyzer: SentimentAnalyzer, rows: readonly LabelledRow[], language: string) {
  const started = performance.now();
  const found = await evaluate(analyzer, rows, language);
  const speed = Math.round(rows.length / ((performance.now() - started) / 1000));
  print(name, engine, valuesOf(found, speed, engine.startsWith('earshot')));
}

function valuesOf({ rows, macroF1OfThree, byLabel, mixedAuc, calibrationError }: Evaluation, speed: number, hasScores: boolean) {
  const ofScores = hasScores ? [percent(mixedAuc), percent(calibrationError)] : ['–', '–'];
  return [
    String(rows),
    percent(macroF1OfThree),
    percent(byLabel.negative.precision),
    percent(byLabel.negative.recall),
    ...ofScores,
    String(speed),
  ];
}

/** Prints the table of docs/decisions/0010-embedded-engine.md; names of languages as arguments limit it to these. */
needForeignRows();
const weights = await loadWeights();
const shipped = new LinearSentimentAnalyzer(weights);
const named = process.argv.slice(2);
print('', '', HEAD);
for (const language of SHIPPED.filter((one) => named.length === 0 || named.includes(one))) {
  for (const one of casesOf(language)) {
    const model = modelWithout(one);
    await judge(one.name, 'earshot', engineOf(language, model), one.rows, language);
    if (TUNED.includes(one.name)) await tune(one, model);
    if (language === 'en')
      for (const [engine, analyzer] of LIBRARIES) await judge(one.name, engine, analyzer, one.rows, language);
  }
  const held = ownRows(language, 'held');
  await judge(`own held ${language}`, 'earshot, shipped', shipped, held, language);
  if (language === 'en') for (const [engine, analyzer] of LIBRARIES) await judge('own held en', engine, analyzer, held, language);
}
