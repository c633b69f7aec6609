import { openEmbedded } from '@earshot/adapters-local';
import { type Day, dayBounds, dayOf, type Reconciliation, reconcile as reconcileDay } from '@earshot/core';
import { EXIT } from '../exit-codes.ts';
import { print } from '../output.ts';
import { type Given, Settings } from '../settings.ts';

const TITLES = ['day', 'in store', 'in lake', 'added to store', 'added to lake', 'rewritten in lake'];

/** Makes store and lake equal again for each day of a range. Gives the exit code. */
export async function reconcile(given: Given): Promise<number> {
  const settings = new Settings(given);
  const folder = settings.data();
  const { first, last } = settings.days(dayOf(Date.now() / 1000));
  settings.check();
  const embedded = await openEmbedded({ folder });
  try {
    if (!given.json) print(line(TITLES));
    for (const day of days(first, last)) {
      const done = await reconcileDay(embedded.pipeline, day);
      print(given.json ? JSON.stringify(done) : tableLine(done));
    }
  } finally {
    await embedded.close();
  }
  return EXIT.fine;
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
