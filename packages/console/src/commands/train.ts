import { loadEngine } from '@earshot/adapters-local/engine';
import { type Evaluation, evaluate, formatComparison, formatEvaluation, readWeights } from '@earshot/adapters-local/training';
import { EXIT } from '../exit-codes.ts';
import { print, tell } from '../output.ts';
import { type Given, Settings } from '../settings.ts';
import { holdBack } from '../training/held-back.ts';
import { readRows } from '../training/labelled.ts';
import { startOf } from '../training/start-of.ts';
import { trainBeside } from '../training/train-beside.ts';
import { checkWritable, writeWhole } from '../training/whole-file.ts';

/** Trains weights on labelled rows, shows how they do on the rows held back, and writes them. Gives the exit code. */
export async function trainCommand(files: readonly string[], given: Given): Promise<number> {
  const settings = new Settings(given);
  const [sources, out, from, inUse] = [settings.rowSources(files), settings.out(files), settings.trainFrom(), settings.weights()];
  const language = settings.language();
  settings.check();
  await Promise.all([checkWritable(out), startOf(from, language)]);
  const { trained, held } = holdBack((await readRows(sources, language)).rows);
  const size = trained.length.toLocaleString('en');
  const bytes = await trainBeside({ rows: trained, language, from }, (seconds) =>
    tell(`training on ${size} rows: ${seconds} s …`),
  );
  const judge = async (weights: { readonly weights?: string }): Promise<Evaluation> =>
    evaluate(await loadEngine({ language, ...weights }), held, language);
  const before = await judge(inUse);
  const [after, version] = await writeWhole(
    out,
    bytes,
    async (path) => [await judge({ weights: path }), (await readWeights(path)).version] as const,
  );
  print(
    `Trained on ${size} rows; the figures are of ${held.length.toLocaleString('en')} rows that were held back, in per cent.\n`,
  );
  print(`${formatEvaluation(after)}\n\n${formatComparison(before, after)}\n`);
  print(`Wrote ${out} (${version}); give it to serve, analyze, import or comprehend with --weights, or in EARSHOT_WEIGHTS.`);
  return EXIT.fine;
}
