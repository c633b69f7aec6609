import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@earshot/adapters-local';
import { parseSubmission, submitFeedback } from '@earshot/core';
import { TallyMetrics } from './tally-metrics.ts';

const embedded = await openEmbedded({ folder: await mkdtemp(join(tmpdir(), 'elsewhere-')) });
const metrics = new TallyMetrics();
const receipt = await submitFeedback(
  { ...embedded.pipeline, metrics },
  parseSubmission({ feedback: 'I love it, great service!' }),
);
const stored = await embedded.pipeline.store.get(receipt.feedbackId);
await embedded.close();
console.log(JSON.stringify({ sentiment: receipt.sentiment, text: stored?.feedbackText, tally: [...metrics.tally] }));
