import type { LakeSubject } from '../../src/conformance/index.ts';
import { dayPrefix, Failure, type FeedbackRecord, lakeKeyOf, lakeLine } from '../../src/index.ts';
import { MemoryLake } from '../../src/memory/index.ts';
import { lakeSubject } from '../subjects.ts';
import { type Mutants, pause } from './mutants.ts';

/** A lake whose objects are changed after each append. */
function lake(change: (inner: MemoryLake, records: readonly FeedbackRecord[]) => void | Promise<void>): LakeSubject {
  class Mutant extends MemoryLake {
    override async append(records: readonly FeedbackRecord[]): Promise<void> {
      await super.append(records);
      await change(this, records);
    }
  }
  return lakeSubject(new Mutant());
}

/** A lake that writes instead of the real one. */
function writing(write: (objects: Map<string, string>, records: readonly FeedbackRecord[]) => void | Promise<void>): LakeSubject {
  class Mutant extends MemoryLake {
    override async append(records: readonly FeedbackRecord[]): Promise<void> {
      await write(this.objects, records);
    }
  }
  return lakeSubject(new Mutant());
}

function rewrite(objects: Map<string, string>, change: (text: string) => string): void {
  for (const [key, text] of objects) objects.set(key, change(text));
}

function move(objects: Map<string, string>, change: (key: string) => string): void {
  for (const [key, text] of [...objects]) {
    objects.delete(key);
    objects.set(change(key), text);
  }
}

const asIs = (records: readonly FeedbackRecord[]) => records.map(lakeLine).join('');
const byKey = (records: readonly FeedbackRecord[]) => Map.groupBy(records, lakeKeyOf);

export const LAKE_MUTANTS: Mutants<LakeSubject> = {
  'a record lies in an object of its own, in the folder of its UTC day': () =>
    lake(({ objects }) => move(objects, (key) => key.replace('feedback/', ''))),
  'the day comes from the record, to the second': () =>
    lake(({ objects }) => move(objects, (key) => key.replace('month=02/day=29', 'month=03/day=01'))),
  'an object holds the record under the names of the record, and no lake key': () =>
    lake(({ objects }) => rewrite(objects, (text) => text.replace('"customerId"', '"customer_id"'))),
  'scores and rating always carry a decimal point': () =>
    lake(({ objects }) => rewrite(objects, (text) => `${JSON.stringify(JSON.parse(text))}\n`)),
  'a record is one line, whatever its text': () =>
    lake(({ objects }) => rewrite(objects, (text) => `${JSON.stringify(JSON.parse(text), null, 1)}\n`)),
  'appending a record again leaves the same one object': () =>
    writing((objects, records) => {
      for (const [key, members] of byKey(records))
        objects.set(objects.has(key) ? key.replace('.json', '.2.json') : key, asIs(members));
    }),
  'a record that comes with other contents replaces what was there': () =>
    writing((objects, records) => {
      for (const [key, members] of byKey(records)) objects.set(key, objects.get(key) ?? asIs(members));
    }),
  'fifty appends of one record at once leave one whole object': () =>
    writing(async (objects, records) => {
      for (const [key, members] of byKey(records)) {
        await pause();
        objects.set(key, (objects.get(key) ?? '') + asIs(members));
      }
    }),
  'an object is seen whole or not at all while it is written': () =>
    writing(async (objects, records) => {
      for (const [key, members] of byKey(records)) {
        objects.set(key, asIs(members.slice(0, 20)));
        await pause();
        objects.set(key, asIs(members));
      }
    }),
  'nothing but whole objects is left, under names that end in .json or .jsonl': () =>
    lake(({ objects }, [first]) => void (first && objects.set(`${lakeKeyOf(first)}.tmp`, ''))),
  'records of a batch lie in one object, a line each, and nowhere else': () =>
    lake(({ objects }, records) => {
      for (const { lakeKey: _, ...record } of records) objects.set(lakeKeyOf(record), lakeLine(record));
    }),
  'a row of a batch is the record, and no lake key in it': () =>
    writing((objects, records) => {
      for (const [key, members] of byKey(records))
        objects.set(key, members.map((record) => `${JSON.stringify(record)}\n`).join(''));
    }),
  'a batch appended again leaves no row twice': () =>
    writing((objects, records) => {
      for (const [key, members] of byKey(records)) objects.set(key, (objects.get(key) ?? '') + asIs(members));
    }),
  'a batch appended again in parts, mixed with others, leaves no row twice and none out': () =>
    writing((objects, records) => {
      for (const [key, members] of byKey(records)) objects.set(key, objects.get(key) ?? asIs(members));
    }),
  'parts of a batch appended at once are all kept': () =>
    writing(async (objects, records) => {
      for (const [key, members] of byKey(records)) {
        const before = objects.get(key) ?? '';
        await pause();
        objects.set(key, before + asIs(members));
      }
    }),
  'a record given twice in one call is one row': () =>
    writing((objects, records) => {
      for (const [key, members] of byKey(records)) objects.set(key, asIs(members));
    }),
  'a row that comes with other contents replaces its own row and no other': () =>
    writing((objects, records) => {
      for (const [key, members] of byKey(records)) objects.set(key, asIs(members));
    }),
  'one call can go to several days and objects': () =>
    lake(({ objects }) => move(objects, (key) => key.replace('day=02', 'day=01'))),
  'appending nothing does nothing': () =>
    lake(({ objects }, records) => void (records.length === 0 && objects.set('feedback/empty.jsonl', ''))),
  'read gives a day back, record by record, with the lake key of a batch': () =>
    reading((records) => records.map(({ lakeKey: _, ...record }) => record)),
  'what is appended is there for whoever opens the lake anew': () => ({
    ...lakeSubject(),
    reopen: async () => new MemoryLake(),
  }),
  'read gives one day alone': () => {
    class EveryDay extends MemoryLake {
      override async *read() {
        for (const day of ['2026-02-28', '2026-03-01', '2026-03-02']) yield* super.read(day);
      }
    }
    return lakeSubject(new EveryDay());
  },
  'read of a day without feedback gives nothing': () => {
    class Missing extends MemoryLake {
      override async *read(day: string) {
        if (![...this.objects.keys()].some((key) => key.startsWith(dayPrefix(day)))) throw new Failure('not-found', day);
        yield* super.read(day);
      }
    }
    return lakeSubject(new Missing());
  },
  'read fails as internal for an object that is cut off, and names it': () =>
    readingText(() => {
      throw new Failure('internal', 'something is damaged');
    }),
  'read fails as internal for JSON that is no record, names its object, and gives no such row': () =>
    readingText((text) => text.split('\n').flatMap((line): FeedbackRecord[] => (line === '' ? [] : [JSON.parse(line)]))),
  'read gives every other object before a damaged one fails it': () => {
    class FirstOfAll extends MemoryLake {
      override async *read(day: string) {
        const all = [];
        for await (const records of super.read(day)) all.push(records);
        yield* all;
      }
    }
    return lakeSubject(new FirstOfAll());
  },
  'append to a damaged object fails as internal, names it and leaves it as it is': () =>
    writing((objects, records) => {
      for (const [key, members] of byKey(records)) objects.set(key, (objects.get(key) ?? '') + asIs(members));
    }),
};

/** A lake that reads an object's text in a way of its own. */
function readingText(parse: (text: string) => FeedbackRecord[]): LakeSubject {
  class Mutant extends MemoryLake {
    override async *read(day: string) {
      for (const [key, text] of this.objects) if (key.startsWith(dayPrefix(day))) yield parse(text);
    }
  }
  return lakeSubject(new Mutant());
}

function reading(change: (records: readonly FeedbackRecord[]) => FeedbackRecord[]): LakeSubject {
  class Mutant extends MemoryLake {
    override async *read(day: string) {
      for await (const records of super.read(day)) yield change(records);
    }
  }
  return lakeSubject(new Mutant());
}
