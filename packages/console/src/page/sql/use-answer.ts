import type { NamedQuery } from '@earshot/core/queries';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { isStopped } from '../state/asking.ts';
import { runQuery } from '../state/requests.ts';
import type { Answer } from './answer.ts';

/** A question: a named query, or SQL. */
export type Question = { readonly query: NamedQuery } | { readonly sql: string };

/** The answer to the question that was asked last. */
export interface Asking {
  readonly answer: Answer;
  /** Asks; whatever was asked before is given up. */
  readonly ask: (question: Question) => void;
  /** Gives up what is asked; the server stops working on it. */
  readonly cancel: () => void;
}

/** Asks one question at a time, and gives it up when the view is left. */
export function useAnswer(): Asking {
  const answer = useSignal<Answer>(undefined);
  const running = useRef(new AbortController());
  const ask = async (question: Question) => {
    running.current.abort();
    running.current = new AbortController();
    const { signal } = running.current;
    answer.value = 'running';
    const ended = await answered(question, signal);
    if (!signal.aborted) answer.value = ended;
  };
  const cancel = () => {
    running.current.abort();
    answer.value = 'cancelled';
  };
  useEffect(() => () => running.current.abort(), []);
  return { answer: answer.value, ask: (question) => void ask(question), cancel };
}

async function answered(question: Question, stop: AbortSignal): Promise<Answer> {
  if ('sql' in question && question.sql.trim() === '') return { error: 'There is no question yet: type a SELECT.' };
  try {
    const query = 'query' in question ? question.query : undefined;
    return { result: await runQuery('sql' in question ? question : { name: question.query.name }, stop), query };
  } catch (error) {
    if (isStopped(error)) return undefined;
    return { error: error instanceof Error && error.name !== 'TypeError' ? error.message : 'The server does not answer.' };
  }
}
