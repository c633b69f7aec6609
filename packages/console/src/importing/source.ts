import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { Failure } from '@earshot/core';

/** A file to import, as it was when the import began; both figures tell whether it has changed since. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

const CHUNK_BYTES = 128 * 1024;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** What a file that is no text begins with, and what to do about it. */
const NOT_TEXT: readonly { readonly magic: readonly number[]; readonly advice: string }[] = [
  { magic: [0xff, 0xfe], advice: 'is UTF-16 text; import it with --encoding utf-16le' },
  { magic: [0xfe, 0xff], advice: 'is UTF-16 text; import it with --encoding utf-16be' },
  { magic: [0x1f, 0x8b], advice: 'is compressed; unpack it with gunzip first' },
  { magic: [0x50, 0x4b, 0x03, 0x04], advice: 'is a ZIP archive or a spreadsheet; unpack it, or export the sheet as CSV' },
];

/** Looks at a file before it is read. Fails as `not-found`, `denied` or `invalid`, saying what to do. */
export async function findSource(path: string, encoding: string): Promise<SourceFile> {
  const found = await stat(path).catch((error) => Promise.reject(unreadable(path, error)));
  if (!found.isFile()) throw new Failure('invalid', `${path} is not a file; give a CSV, TSV or JSON lines file`);
  if (found.size === 0) throw new Failure('invalid', `${path} is empty: there is nothing to import`);
  if (isUtf8Name(encoding)) await refuseOtherThanUtf8(path);
  return { path, bytes: found.size, modifiedMs: found.mtimeMs };
}

/** The bytes of a file as UTF-8 without byte order mark, whatever its encoding. `onRead` is told how many bytes were read so far. */
export async function* readSource(path: string, encoding: string, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  const convert = isUtf8Name(encoding) ? withoutMark() : converter(encoding);
  let read = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    read += chunk.length;
    onRead(read);
    yield convert(chunk, true);
  }
  yield convert(Buffer.alloc(0), false);
}

/** Turns a chunk into UTF-8; `more` is false at the end. */
type Convert = (chunk: Buffer, more: boolean) => Buffer;

/** Whether an encoding is the usual one. */
export function isUtf8Name(encoding: string): boolean {
  return /^utf-?8$/i.test(encoding);
}

function withoutMark(): Convert {
  let atStart = true;
  return (chunk) => {
    const marked = atStart && chunk.subarray(0, BOM.length).equals(BOM);
    atStart = false;
    return marked ? chunk.subarray(BOM.length) : chunk;
  };
}

/** What the encoding cannot say becomes U+FFFD here, as a decoder that stops at it could not go on at the next line. */
function converter(encoding: string): Convert {
  const decoder = new TextDecoder(encoding);
  return (chunk, more) => Buffer.from(decoder.decode(chunk, { stream: more }), 'utf8');
}

async function refuseOtherThanUtf8(path: string): Promise<void> {
  const start = await firstBytes(path);
  const known = NOT_TEXT.find(({ magic }) => start.subarray(0, magic.length).equals(Buffer.from(magic)));
  if (known) throw new Failure('invalid', `${path} ${known.advice}`);
  const zeros = [0, 1].map((parity) => start.filter((byte, at) => byte === 0 && at % 2 === parity).length);
  const half = start.length / 4;
  if ((zeros[1] ?? 0) > half) throw new Failure('invalid', `${path} looks like UTF-16 text; import it with --encoding utf-16le`);
  if ((zeros[0] ?? 0) > half) throw new Failure('invalid', `${path} looks like UTF-16 text; import it with --encoding utf-16be`);
}

async function firstBytes(path: string): Promise<Buffer> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    await handle?.close();
  }
}

function unreadable(path: string, error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Failure('not-found', `${path} does not exist`, { cause: error });
  if (code === 'EACCES' || code === 'EPERM')
    return new Failure('denied', `${path} may not be read by this user`, { cause: error });
  return new Failure('unavailable', `${path} cannot be read (${String(code ?? error)})`, { cause: error });
}
