import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodeWeights, train } from '@earshot/adapters-local/training';
import { corporaOf, needForeignRows, recipeOf, SHIPPED } from './sentiment-data.ts';

/** Counts up with every release whose weights differ. */
const RELEASE = '1';
const FOLDER = fileURLToPath(new URL('../packages/adapters-local/weights/', import.meta.url));

/** Trains the shipped weights of the languages named, of all by default. The same data give the same files, to the byte. */
needForeignRows();
mkdirSync(FOLDER, { recursive: true });
const named = process.argv.slice(2);
for (const language of SHIPPED.filter((one) => named.length === 0 || named.includes(one))) {
  const started = Date.now();
  const rows = [...corporaOf(language).values()].flat();
  const bytes = encodeWeights(language, RELEASE, train(rows, recipeOf(language)));
  writeFileSync(`${FOLDER}${language}.bin`, bytes);
  console.log(`${language}.bin: ${bytes.length} bytes from ${rows.length} rows, ${((Date.now() - started) / 1000).toFixed(0)} s`);
}
