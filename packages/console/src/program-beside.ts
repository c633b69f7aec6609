import { extname } from 'node:path';

/** A program for a thread or a process of its own. */
export interface Program {
  readonly url: URL;
  /** What Node is told to run it by itself. */
  readonly options: readonly string[];
}

/**
 * The program of a name that lies beside a module, built if that is; `module` is the module's `import.meta.url`. One that is not built needs the
 * sources of the core, too.
 */
export function programBeside(module: string, name: string): Program {
  const kind = extname(module);
  const sources = kind === '.ts' ? ['--conditions=@earshot/source'] : [];
  return { url: new URL(`./${name}${kind}`, module), options: ['--disable-warning=ExperimentalWarning', ...sources] };
}
