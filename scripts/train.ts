import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodeWeights } from '@earshot/adapters-local/training';
import { corporaOf, needForeignRows, SHIPPED, trainShipped } from './sentiment-data.ts';

/** Counts up with every release whose weights differ. */
const RELEASE = '2';
const FOLDER = fileURLToPath(new URL('../packages/adapters-local/weights/', import.meta.url));

/** Trains the shipped weights of the languages named, of all by default. The same data give the same files, to the byte. */
needForeignRows();
mkdirSync(FOLDER, { recursive: true });
const named = process.argv.slice(2);
for (const language of SHIPPED.filter((one) => named.length === 0 || named.includes(one))) {
  const started = Date.now();
  const rows = [...corporaOf(language).values()].flat();
  const bytes = encodeWeights(language, RELEASE, trainShipped(language, rows));
  writeFileSync(`${FOLDER}${language}.bin`, bytes);
  console.log(`${language}.bin: ${bytes.length} bytes from ${rows.length} rows, ${((Date.now() - started) / 1000).toFixed(0)} s`);
}
