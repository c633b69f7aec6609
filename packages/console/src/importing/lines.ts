import { isUtf8 } from 'node:buffer';

/** One line of a file, without its newline; `problem` says why it cannot be read, and then the text is only for showing. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  readonly problem?: string;
}

/** The longest line that is read, in bytes; ten times the longest feedback, so that only a broken file has a longer one. */
export const MAX_LINE_BYTES = 1_000_000;

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const EXCERPT_BYTES = 1_000;
const TOO_LONG = `the line is longer than ${MAX_LINE_BYTES.toLocaleString('en')} bytes`;
const NOT_UTF8 = 'the line holds bytes that are not UTF-8; if the file has another encoding, say so with --encoding';

/** Cuts bytes of UTF-8 into lines, which end in newlines or, where there are none, in returns, as many at a time as there are in a chunk. What it holds stays small, however long a line is. */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Line[]> {
  const splitter = new LineSplitter();
  for await (const chunk of chunks) yield splitter.push(chunk);
  yield splitter.end();
}

/** The same lines, where those are refused that lost a character when they were converted from another encoding. */
export async function* refuseLost(blocks: AsyncIterable<readonly Line[]>, encoding: string): AsyncGenerator<readonly Line[]> {
  const problem = `the line holds bytes that are not ${encoding}`;
  for await (const lines of blocks) yield lines.map((line) => (line.text.includes('\uFFFD') ? { ...line, problem } : line));
}

/** Remembers the unfinished line between chunks. */
class LineSplitter {
  #number = 1;
  /** What ends a line, once the first bytes have told. */
  #end: number | undefined;
  #held: Buffer[] = [];
  #heldBytes = 0;

  push(chunk: Buffer): readonly Line[] {
    this.#end ??= endOfLines(chunk);
    const end = this.#end ?? NEWLINE;
    const first = chunk.indexOf(end);
    if (first === -1) return this.#hold(chunk);
    const opening = this.#finish(chunk.subarray(0, first));
    const last = chunk.lastIndexOf(end);
    const whole = last > first ? this.#split(chunk.subarray(first + 1, last), end) : [];
    this.#hold(chunk.subarray(last + 1));
    return [opening, ...whole];
  }

  end(): readonly Line[] {
    return this.#heldBytes > 0 ? [this.#finish(Buffer.alloc(0))] : [];
  }

  /** Keeps the beginning of a line; of one that is too long already, only what is shown of it. */
  #hold(bytes: Buffer): readonly Line[] {
    if (this.#heldBytes <= MAX_LINE_BYTES) this.#held.push(bytes);
    else this.#held = [Buffer.concat(this.#held).subarray(0, EXCERPT_BYTES)];
    this.#heldBytes += bytes.length;
    return [];
  }

  #finish(bytes: Buffer): Line {
    const size = this.#heldBytes + bytes.length;
    const whole = this.#held.length > 0 ? Buffer.concat([...this.#held, bytes]) : bytes;
    this.#held = [];
    this.#heldBytes = 0;
    return this.#line(whole, size);
  }

  #split(block: Buffer, end: number): Line[] {
    if (isUtf8(block))
      return block
        .toString('utf8')
        .split(String.fromCharCode(end))
        .map((text) => ({ number: this.#number++, text }));
    return slices(block, end).map((bytes) => this.#line(bytes, bytes.length));
  }

  #line(bytes: Buffer, size: number): Line {
    const number = this.#number++;
    if (size > MAX_LINE_BYTES) return { number, text: excerpt(bytes), problem: TOO_LONG };
    const text = bytes.toString('utf8');
    return isUtf8(bytes) ? { number, text } : { number, text, problem: NOT_UTF8 };
  }
}

/** A file of an old Mac has returns alone; those in its first bytes that end in one may belong to a newline. */
function endOfLines(chunk: Buffer): number | undefined {
  if (chunk.includes(NEWLINE)) return NEWLINE;
  return chunk.subarray(0, -1).includes(RETURN) ? RETURN : undefined;
}

function slices(block: Buffer, end: number): Buffer[] {
  const found: Buffer[] = [];
  let from = 0;
  for (let at = block.indexOf(end); at !== -1; at = block.indexOf(end, from)) {
    found.push(block.subarray(from, at));
    from = at + 1;
  }
  return [...found, block.subarray(from)];
}

function excerpt(bytes: Buffer): string {
  return `${bytes.subarray(0, EXCERPT_BYTES).toString('utf8')}…`;
}
