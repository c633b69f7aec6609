import { enableCompileCache } from 'node:module';
import type { Asked, Message, Reply } from './query-runner.ts';

/** What runs in the process of a `QueryRunner`: a database over the lake that it is given, which answers one question after the other. */
enableCompileCache();
const { LakeDatabase } = await import('./lake-database.ts');
const { isVanishedFile, queryFailure } = await import('./query-failures.ts');

/** Letters of an answer that are sent at once. */
const PART = 1024 ** 2;

const opening = LakeDatabase.open(process.argv[2] ?? '');
// Whoever asks is told.
opening.catch(() => {});
let stopping = new AbortController();

process.on('disconnect', endNow);
process.on('message', (message: Message) => {
  if ('stop' in message) stopping.abort();
  else void reply(message);
});
if (!process.connected) endNow();

/** Nobody is there any more. Leaving by `process.exit` would wait for the threads of a query. */
function endNow(): void {
  process.kill(process.pid, 'SIGKILL');
}

async function reply(asked: Asked): Promise<void> {
  stopping = new AbortController();
  try {
    await answer(asked).catch((error: unknown) => {
      if (isVanishedFile(error) && !stopping.signal.aborted) return answer(asked);
      throw error;
    });
    await tell({ whole: true });
  } catch (error) {
    const { kind, message, retryable } = queryFailure(error);
    await tell({ failure: { kind, message, retryable } });
  }
}

async function answer(asked: Asked): Promise<void> {
  const database = await opening;
  let [text, at] = ['', 0];
  for await (const piece of database.answer(asked, stopping.signal)) {
    text += piece;
    if (text.length < PART) continue;
    await tell({ part: Buffer.from(text), at: at++ });
    text = '';
  }
  await tell({ part: Buffer.from(text), at });
}

function tell(reply: Reply): Promise<void> {
  return new Promise((resolve) => process.send?.(reply, () => resolve()));
}
