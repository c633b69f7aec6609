// Run by small-disk.slow.test.ts: turns the lake's disk, then the whole data folder's, read-only and prints what that did.
import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isFailure, parseSubmission, submitFeedback } from '@earshot/core';
import { openEmbedded } from '../src/open-embedded.ts';

const folder = process.argv[2] ?? '';
const lake = join(folder, 'lake');
const mount = (...args: string[]) => execFileSync('mount', args, { stdio: 'pipe' });
const kindOf = (error: unknown) => (isFailure(error) ? error.kind : String(error));

await mkdir(lake);
mount('-t', 'tmpfs', 'tmpfs', lake);
const { pipeline, store, close } = await openEmbedded({ folder, language: 'en' });
const { feedbackId } = await submitFeedback(pipeline, parseSubmission({ feedback: 'great' }));
mount('-o', 'remount,ro', lake);
const refusedAs = await submitFeedback(pipeline, parseSubmission({ feedback: 'more' })).then(() => 'nothing', kindOf);
const stillReads = (await store.get(feedbackId))?.feedbackId === feedbackId;
await close();
mount('-o', 'remount,ro', folder);
const openedAgain = await openEmbedded({ folder }).then(() => 'opened', kindOf);
console.log(JSON.stringify({ refusedAs, stillReads, openedAgain }));
