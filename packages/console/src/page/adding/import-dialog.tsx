import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from '../parts/dialog.tsx';
import { adding, chosenFile } from '../state/open-dialog.ts';
import { ChooseFile } from './choose-file.tsx';
import { Progress } from './import-progress.tsx';
import { type ImportEnd, type ImportProgress, importFile } from './import-request.ts';
import { Summary } from './import-summary.tsx';

/** Where an import stands. */
type State = { readonly progress: ImportProgress | undefined } | { readonly end: ImportEnd } | undefined;

/** Imports a file of feedback while one looks on. */
export function ImportDialog() {
  const state = useSignal<State>(undefined);
  const stop = useRef(new AbortController());
  const start = async (encoding: string) => {
    const file = chosenFile.value;
    if (!file) return;
    stop.current = new AbortController();
    state.value = { progress: undefined };
    const end = await importFile(
      file,
      encoding,
      (progress) => {
        state.value = { progress };
      },
      stop.current.signal,
    );
    state.value = { end };
  };
  useEffect(() => {
    if (state.value && 'end' in state.value && chosenFile.value) state.value = undefined;
  }, [chosenFile.value]);
  const close = () => {
    stop.current.abort();
    chosenFile.value = undefined;
    adding.value = undefined;
  };
  const again = () => {
    chosenFile.value = undefined;
    state.value = undefined;
  };
  return (
    <Dialog title="Import a file" shape="box" onClose={close}>
      <Stage
        state={state.value}
        onStart={(encoding) => void start(encoding)}
        onStop={() => stop.current.abort()}
        onAgain={again}
        onClose={close}
      />
    </Dialog>
  );
}

interface StageProps {
  readonly state: State;
  readonly onStart: (encoding: string) => void;
  readonly onStop: () => void;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

function Stage({ state, onStart, onStop, onAgain, onClose }: StageProps) {
  if (state === undefined) return <ChooseFile onStart={onStart} />;
  if ('progress' in state) return <Progress progress={state.progress} onStop={onStop} />;
  return <Summary end={state.end} onAgain={onAgain} onClose={onClose} />;
}
