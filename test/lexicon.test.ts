import { describe, expect, it } from '@jest/globals';
import { ownLexiconLines } from '../scripts/lexicon-data.ts';

describe.each(['de', 'es', 'fr', 'it', 'pt'])('the lexicon of %s', (language) => {
  const lines = ownLexiconLines(language);

  it('has valences from −4 to 4 but 0, praise and complaint, of a thousand forms at least', () => {
    for (const [form, valence] of lines) expect({ form, valence: Math.abs(valence) }).toEqual({ form, valence: within(0.5, 4) });
    expect(new Set(lines.map(([, valence]) => Math.sign(valence)))).toEqual(new Set([1, -1]));
    expect(new Set(lines.map(([form]) => form)).size).toBeGreaterThanOrEqual(1_000);
  });

  it('calls no form both praise and complaint', () => {
    const signs = Map.groupBy(lines, ([form]) => form);
    const both = [...signs].filter(([, ofForm]) => new Set(ofForm.map(([, valence]) => Math.sign(valence))).size > 1);
    expect(both.map(([form]) => form)).toEqual([]);
  });
});

function within(least: number, most: number) {
  return { asymmetricMatch: (value: unknown) => typeof value === 'number' && value >= least && value <= most };
}
