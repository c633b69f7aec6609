import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, isObject } from '@earshot/core';
import { localFailure } from '../failures.ts';
import { SIGNALS } from './features.ts';
import { LANGUAGES } from './languages.ts';
import { type Calibration, CLASSES, type Model } from './scoring.ts';

/** A model under the version that provenance tells, and the language that it judges. */
export interface Weights {
  /** ISO 639-1 code. */
  readonly language: string;
  /** Names the weights: of a release, and the first digits of what they hold. */
  readonly version: string;
  readonly model: Model;
}

/** First bytes of every file of weights: a name, and the version of the format and of the features. */
const MAGIC = Buffer.from('EARSHOT\u0002', 'latin1');
const HEADER_AT = MAGIC.length + 4;
const ENDING = '.bin';
/** Bytes of a word of the lexicon: its hash, and its valence in steps. */
const ENTRY = 5;
/** Steps of one point of valence: 4 points fill a byte. */
const VALENCE_STEPS = 30;

/** What stands before the table and the lexicon, as JSON. */
interface Header {
  readonly language: string;
  readonly release: string;
  /** SHA-256 of all else in the header and of all after it, in hexadecimal. */
  readonly digest: string;
  readonly buckets: number;
  readonly bias: readonly number[];
  readonly signalWeights: readonly number[];
  readonly scales: readonly number[];
  readonly calibration: Calibration;
}

/** Where the shipped weights lie: in the package, or in `weights` beside a bundle in CommonJS that this module is part of. */
export function weightsFolder(): string {
  return typeof __dirname === 'string' ? join(__dirname, 'weights') : fileURLToPath(new URL('../../weights/', import.meta.url));
}

/** Reads all weights (`<language>.bin`) of a folder, of the shipped ones by default. Fails naming the file that is damaged, foreign or unreadable. */
export async function loadWeights(folder = weightsFolder()): Promise<readonly Weights[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw localFailure(error, `the folder of weights ${folder} cannot be read`);
  });
  return Promise.all(
    names
      .filter((name) => name.endsWith(ENDING))
      .sort()
      .map((name) => readWeights(join(folder, name))),
  );
}

/** Reads one file of weights; see {@link loadWeights}. */
export async function readWeights(path: string): Promise<Weights> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw localFailure(error, `the weights ${path} cannot be read`);
  });
  return decodeWeights(bytes, path);
}

/** A model as the bytes of a file. `release` is the part of the version that people count. */
export function encodeWeights(language: string, release: string, model: Model): Uint8Array {
  const body = Buffer.concat([
    Buffer.from(model.table.buffer, model.table.byteOffset, model.table.length),
    lexiconBytes(model.lexicon),
  ]);
  const { buckets, bias, signalWeights, scales, calibration } = model;
  const numbers = { buckets, bias, signalWeights: signalWeights.map(Math.fround), scales, calibration };
  const header: Header = { language, release, digest: digestOf(body, { language, release, ...numbers }), ...numbers };
  const json = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(json.length);
  return Buffer.concat([MAGIC, size, json, body]);
}

/** The weights that are in the bytes of a file. Fails as `invalid`, naming `place`, where they are damaged or of another format. */
export function decodeWeights(bytes: Buffer, place: string): Weights {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC) || bytes.length < HEADER_AT)
    throw damaged(place, 'are not in the format of this version of Earshot');
  const bodyAt = HEADER_AT + bytes.readUInt32LE(MAGIC.length);
  const header = headerOf(bytes.toString('utf8', HEADER_AT, bodyAt));
  const body = bytes.subarray(bodyAt);
  if (header === undefined || header.digest !== digestOf(body, signedOf(header))) throw damaged(place, 'are damaged');
  const language = LANGUAGES.get(header.language);
  if (language === undefined) throw damaged(place, `are for ${header.language}, which has no features`);
  const tableSize = header.buckets * CLASSES.length;
  const table = new Int8Array(body.buffer, body.byteOffset, tableSize);
  let lexicon: ReadonlyMap<number, number> | undefined;
  const model = {
    ...numbersOf(header),
    table,
    language,
    // Made when it is first asked for: most processes judge one language or two of the six.
    get lexicon() {
      lexicon ??= lexiconOf(body.subarray(tableSize));
      return lexicon;
    },
  };
  return { language: header.language, version: `${header.release}-${header.digest.slice(0, 8)}`, model };
}

function damaged(place: string, what: string): Failure {
  return new Failure('invalid', `the weights ${place} ${what}; install the package again, or train them with earshot train`);
}

function numbersOf({ buckets, bias, signalWeights, scales, calibration }: Header) {
  return { buckets, bias, signalWeights, scales, calibration };
}

/** What the digest covers beside the body. */
function signedOf(header: Header) {
  return { language: header.language, release: header.release, ...numbersOf(header) };
}

function digestOf(body: Uint8Array, numbers: object): string {
  return createHash('sha256').update(JSON.stringify(numbers)).update(body).digest('hex');
}

function headerOf(json: string): Header | undefined {
  const parsed = parsedOf(json);
  return isHeader(parsed) ? parsed : undefined;
}

function parsedOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Whether the parts are there in the sizes that scoring counts on; the digest tells whether they are as they were written. */
function isHeader(value: unknown): value is Header {
  if (!isObject(value) || !('digest' in value && 'language' in value && 'release' in value && 'buckets' in value)) return false;
  const sizes = [
    ['bias', CLASSES.length],
    ['scales', CLASSES.length],
    ['signalWeights', CLASSES.length * SIGNALS],
  ] as const;
  const parts = new Map<string, unknown>(Object.entries(value));
  return (
    Number.isInteger(value.buckets) &&
    sizes.every(([name, size]) => hasNumbers(parts.get(name), size)) &&
    isObject(parts.get('calibration'))
  );
}

function hasNumbers(value: unknown, size: number): boolean {
  return Array.isArray(value) && value.length === size && value.every((number) => Number.isFinite(number));
}

function lexiconBytes(lexicon: ReadonlyMap<number, number>): Buffer {
  const bytes = Buffer.alloc(lexicon.size * ENTRY);
  for (const [i, [hash, valence]] of [...lexicon].entries()) {
    bytes.writeInt32LE(hash, i * ENTRY);
    bytes.writeInt8(Math.max(-127, Math.min(127, Math.round(valence * VALENCE_STEPS))), i * ENTRY + 4);
  }
  return bytes;
}

function lexiconOf(bytes: Buffer): Map<number, number> {
  const lexicon = new Map<number, number>();
  for (let at = 0; at + ENTRY <= bytes.length; at += ENTRY)
    lexicon.set(bytes.readInt32LE(at), bytes.readInt8(at + 4) / VALENCE_STEPS);
  return lexicon;
}
