import { openEmbedded } from '@earshot/adapters-local';
import {
  type Day,
  dayBounds,
  dayOf,
  isDamage,
  type Pipeline,
  type Reconciliation,
  reconcile as reconcileDay,
} from '@earshot/core';
import { EXIT } from '../exit-codes.ts';
import { print, tell } from '../output.ts';
import { type Given, Settings } from '../settings.ts';
import { dataFolderMustBeThere } from './data-folder.ts';

const TITLES = ['day', 'in store', 'in lake', 'added to store', 'added to lake', 'rewritten in lake'];

/** Makes store and lake equal again for each day of a range. Gives the exit code. */
export async function reconcile(given: Given): Promise<number> {
  const settings = new Settings(given);
  const folder = settings.data();
  const { first, last } = settings.days(dayOf(Date.now() / 1000));
  settings.check();
  await dataFolderMustBeThere(folder);
  const embedded = await openEmbedded({ folder });
  try {
    if (!given.json) print(line(TITLES));
    const equal = [];
    for (const day of days(first, last)) equal.push(await mended(embedded.pipeline, day, given.json ?? false));
    return equal.includes(false) ? EXIT.failure : EXIT.fine;
  } finally {
    await embedded.close();
  }
}

/** Makes a day equal; a damaged object is told, and gives false. */
async function mended(pipeline: Pipeline, day: Day, json: boolean): Promise<boolean> {
  try {
    const done = await reconcileDay(pipeline, day);
    print(json ? JSON.stringify(done) : tableLine(done));
    return true;
  } catch (error) {
    if (!isDamage(error)) throw error;
    tell(`${day}: ${error.message}; everything else of this day is mended`);
    return false;
  }
}

function* days(first: Day, last: Day): Generator<Day> {
  for (let day = first; day <= last; day = dayOf(dayBounds(day).to)) yield day;
}

/** One day of the table. */
function tableLine({ day, inStore, inLake, addedToStore, addedToLake, rewrittenInLake }: Reconciliation): string {
  const counts = [inStore, inLake, addedToStore, addedToLake, rewrittenInLake];
  return line([day, ...counts.map((count) => count.toLocaleString('en'))]);
}

function line(cells: readonly string[]): string {
  const [day = '', ...counts] = cells;
  return [day.padEnd(10), ...counts.map((cell, i) => cell.padStart(Math.max(10, TITLES[i + 1]?.length ?? 0)))].join('  ');
}
