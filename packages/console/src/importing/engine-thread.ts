import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { EngineOptions } from '@earshot/adapters-local/engine';
import type { Judgement } from '@earshot/core';
import type { Answer, PlainJudgement, Question } from './threaded-analyzer.ts';

/** What runs in the thread of a `ThreadedAnalyzer`: the engine, which answers one question after the other. */
enableCompileCache();
const { loadEngine } = await import('@earshot/adapters-local/engine');
const options: EngineOptions = workerData;
const engine = await loadEngine(options);

parentPort?.on('message', async ({ id, texts, withinMs }: Question) => {
  const judgements = (await engine.analyze(texts, withinMs)).map(toPlain);
  parentPort?.postMessage({ id, judgements } satisfies Answer);
});

function toPlain(judgement: Judgement): PlainJudgement {
  if ('analysis' in judgement) return judgement;
  const { failure, ...rest } = judgement;
  return { failure: { kind: failure.kind, message: failure.message }, ...rest };
}
