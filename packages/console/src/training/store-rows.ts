import { openEmbedded } from '@earshot/adapters-local';
import { LABELS, type LabelledRow } from '@earshot/adapters-local/training';
import type { FeedbackRecord, FeedbackStore } from '@earshot/core';

const PAGE = 1000;

/** The records of a data folder that Comprehend judged, with its sentiment as the label; `language` (ISO 639-1) takes those in one language. */
export async function storeRows(folder: string, language?: string): Promise<readonly LabelledRow[]> {
  const embedded = await openEmbedded({ folder, language: 'en' });
  try {
    const rows: LabelledRow[] = [];
    for await (const record of recordsOf(embedded.store))
      if (language === undefined || record.language.split('-')[0] === language) rows.push(...rowOf(record));
    return rows;
  } finally {
    await embedded.close();
  }
}

async function* recordsOf(store: FeedbackStore): AsyncGenerator<FeedbackRecord> {
  let cursor: string | undefined;
  do {
    const page = await store.list({ limit: PAGE, ...(cursor !== undefined && { cursor }) });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

function rowOf({ analysis, sentiment, feedbackText }: FeedbackRecord): LabelledRow[] {
  const label = LABELS.find((one) => one === sentiment.toLowerCase());
  return label === undefined || analysis.engine !== 'comprehend' ? [] : [{ text: feedbackText, label, corpus: 'store' }];
}
