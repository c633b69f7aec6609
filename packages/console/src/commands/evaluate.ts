import { loadEngine } from '@earshot/adapters-local/engine';
import { cascadeLevels, evaluationOf, formatCascade, formatEvaluation, judgeRows } from '@earshot/adapters-local/training';
import { Failure } from '@earshot/core';
import { EXIT } from '../exit-codes.ts';
import { print } from '../output.ts';
import { type Given, Settings } from '../settings.ts';
import { readRows } from '../training/labelled.ts';

/** Shows how the engine judges labelled rows, and what a cascade would save. Gives the exit code. */
export async function evaluateCommand(files: readonly string[], given: Given): Promise<number> {
  const settings = new Settings(given);
  const [sources, language, weights] = [settings.rowSources(files), settings.language(), settings.weights()];
  settings.check();
  const { rows, left } = await readRows(sources);
  if (rows.length === 0)
    throw new Failure('invalid', 'the data folder has no feedback that Comprehend judged; name a file of labelled rows');
  const judged = await judgeRows(await loadEngine({ language, ...weights }), rows);
  const evaluation = evaluationOf(judged, rows.length - judged.length);
  const cascade = given.cascade ? cascadeLevels(judged) : undefined;
  if (given.json) print(JSON.stringify({ ...evaluation, left, ...(cascade && { cascade }) }));
  else print([formatEvaluation(evaluation), ...(cascade ? [formatCascade(cascade)] : [])].join('\n\n'));
  return EXIT.fine;
}
