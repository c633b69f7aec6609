import { fileURLToPath } from 'node:url';
import { LANGUAGES, type Model, readWeights } from '@earshot/adapters-local/training';
import { Failure } from '@earshot/core';

/** The weights that training begins from: `shipped` ones, those of a file, or for `none` nothing. Fails where they are for another language. */
export async function startOf(from: string, language: string): Promise<Model | undefined> {
  if (!LANGUAGES.has(language)) {
    const known = [...LANGUAGES.keys()].join(', ');
    throw new Failure('unsupported', `--language: ${language} cannot be trained; choose one of ${known}`);
  }
  if (from === 'none') return undefined;
  const weights = await readWeights(from === 'shipped' ? shipped(language) : from);
  if (weights.language === language) return weights.model;
  throw new Failure('invalid', `--from: ${from} is for ${weights.language}, the rows for ${language}; say which with --language`);
}

function shipped(language: string): string {
  return fileURLToPath(new URL(`weights/${language}.bin`, import.meta.resolve('@earshot/adapters-local/package.json')));
}
