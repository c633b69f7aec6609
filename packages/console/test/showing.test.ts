import { describe, expect, it } from '@jest/globals';
import { csvLine } from '../src/showing/csv.ts';
import { harmless, harmlessJson } from '../src/showing/harmless.ts';
import { tableLines } from '../src/showing/table.ts';

describe('a table', () => {
  it('has names over values, and numbers on the right', () => {
    const rows = [
      ['web', 12, true],
      ['e-mail', 3.5, null],
    ];
    expect(tableLines({ names: ['source', 'feedback', 'x'], rows }, 80)).toEqual([
      'source  feedback  x',
      'web           12  true',
      'e-mail       3.5',
    ]);
  });

  it('fits the terminal: the widest columns are cut, with an ellipsis', () => {
    const lines = tableLines({ names: ['id', 'text', 'more'], rows: [[1, 'x'.repeat(20_000), 'y'.repeat(60)]] }, 40);
    expect(lines[1]).toBe(` 1  ${'x'.repeat(16)}…  ${'y'.repeat(16)}…`);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
  });

  it('counts characters as wide as they are shown, and cuts none in two', () => {
    const lines = tableLines(
      {
        names: ['text', 'n'],
        rows: [
          ['五星好評五星好評', 1],
          ['👩‍👩‍👧👩‍👩‍👧 family', 2],
          ['plain', 3],
        ],
      },
      14,
    );
    expect(lines).toEqual(['text         n', '五星好評五…  1', '👩‍👩‍👧👩‍👩‍👧 family  2', 'plain        3']);
  });

  it('shows objects as JSON', () => {
    expect(tableLines({ names: ['metadata'], rows: [[{ a: 'b' }]] }, 80)[1]).toBe('{"a":"b"}');
  });
});

describe('text from outside', () => {
  it('stands in one line and acts on no terminal', () => {
    expect(harmless('a\r\n\tb\u2028c')).toBe('a b c');
    expect(harmless('\u001b[2J\u009b1A\u0007 \u202eevil\u2069 \u0000')).toBe(
      '\\u{1b}[2J\\u{9b}1A\\u{7} \\u{202e}evil\\u{2069} \\u{0}',
    );
    expect(harmless('👩‍👩‍👧 é 五 ع')).toBe('👩‍👩‍👧 é 五 ع');
  });

  it('is the same in JSON, with what a terminal would obey written as codes', () => {
    const text = '\u001b[2J\u009b1A \u202eevil\u2028';
    const json = harmlessJson(JSON.stringify({ text }));
    expect(json).toBe('{"text":"\\u001b[2J\\u009b1A \\u202eevil\\u2028"}');
    expect(JSON.parse(json)).toEqual({ text });
  });

  it('is run by no spreadsheet as a formula, while numbers stay numbers', () => {
    expect(csvLine(['=1+1', '+1', '-1', '@a', '\t=1', '\n=1', 'a "b"', -1, null, true, { a: 1 }])).toBe(
      `"'=1+1","'+1","'-1","'@a","'\t=1","'\n'=1","a ""b""",-1,,true,"{""a"":1}"`,
    );
  });

  it('is run by none that splits at semicolons either, wherever in the text a cell then begins', () => {
    const texts = ['x;=1+1', 'x;"=1+1;', 'a\n=1', 'a\r\n-1', 'a; b - c', 'a = b; @ home'];
    expect(texts.map((text) => csvLine([text]))).toEqual([
      `"x;'=1+1"`,
      `"x;'""=1+1;"`,
      `"a\n'=1"`,
      `"a\r\n'-1"`,
      '"a; b - c"',
      '"a = b; @ home"',
    ]);
  });
});
