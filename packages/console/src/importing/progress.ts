import { SingleBar } from 'cli-progress';
import { tell } from '../output.ts';
import type { Progress } from './checkpoint.ts';
import type { Columns } from './columns.ts';
import type { ImportWatcher } from './watcher.ts';

/** Shows how far an import has come. */
interface Meter {
  show(share: number, words: string): void;
  end(): void;
}

/** Milliseconds between two lines where no bar can be drawn. */
const LINE_EVERY = 5_000;

/** Tells a person on standard error how an import goes: a bar on a terminal, a line now and then elsewhere. */
export class ShownProgress implements ImportWatcher {
  readonly #meter: Meter;
  readonly #began = performance.now();
  #rowsBefore: number | undefined;

  constructor(onTerminal: boolean) {
    this.#meter = onTerminal ? bar() : lines();
  }

  found({ taken, metadata, ignored }: Columns): void {
    const fields = [...taken].map(([field, { name }]) => (field === name ? field : `${field} (from "${name}")`));
    const entries = metadata.map(({ name }) => `metadata.${name}`);
    tell(`Columns: ${[...fields, ...entries].join(', ')}${ignored.length > 0 ? `; ignored: ${ignored.join(', ')}` : ''}`);
  }

  moved({ rows, leftOut }: Progress, bytes: number, ofBytes: number): void {
    this.#rowsBefore ??= Math.max(0, rows - 1_000);
    const seconds = (performance.now() - this.#began) / 1000;
    const speed = Math.round((rows - this.#rowsBefore) / seconds);
    const out = leftOut > 0 ? `, ${leftOut.toLocaleString('en')} left out` : '';
    this.#meter.show(bytes / ofBytes, `${rows.toLocaleString('en')} rows, ${speed.toLocaleString('en')} rows/s${out}`);
  }

  /** They are in the file of errors, and counted beside the bar. */
  leftOut(): void {}

  cannotResume(path: string): void {
    tell(`${path} cannot be written, so an interrupted import could only be begun again (which adds no row twice).`);
  }

  /** Shows nothing more. */
  end(): void {
    this.#meter.end();
  }
}

function bar(): Meter {
  const single = new SingleBar({ format: '{bar} {percentage}%  {words}', barsize: 30, hideCursor: true, gracefulExit: false });
  return {
    show: (share, words) => {
      if (!single.isActive) single.start(1, 0, { words });
      single.update(share, { words });
    },
    end: () => single.stop(),
  };
}

function lines(): Meter {
  let told = performance.now();
  return {
    show: (share, words) => {
      if (performance.now() - told < LINE_EVERY) return;
      told = performance.now();
      tell(`${Math.floor(share * 100)}%  ${words}`);
    },
    end: () => {},
  };
}
