import { Damage } from '../damage.ts';
import type { FeedbackRecord } from '../feedback.ts';
import { type Day, dayPrefix, lakeKeyOf } from '../lake-layout.ts';
import { mergeLines, parseLines } from '../lake-object.ts';
import { groupBy } from '../objects.ts';
import type { FeedbackLake } from '../ports/feedback-lake.ts';

/** Keeps lake objects in memory, for tests of what is built on the core. It is gone with the process. */
export class MemoryLake implements FeedbackLake {
  /** The objects: their text by their key. */
  readonly objects = new Map<string, string>();

  async append(records: readonly FeedbackRecord[]): Promise<void> {
    for (const [key, members] of groupBy(records, lakeKeyOf)) {
      this.objects.set(key, mergeLines(key, this.objects.get(key) ?? '', members));
    }
  }

  async *read(day: Day): AsyncGenerator<readonly FeedbackRecord[]> {
    const damage = new Damage();
    for (const [key, text] of this.objects)
      if (key.startsWith(dayPrefix(day))) yield await damage.readable(() => parseLines(key, text));
    damage.tell();
  }
}
