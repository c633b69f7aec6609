import type { EngineOptions } from '@earshot/adapters-local/engine';
import { loadEngine } from '@earshot/adapters-local/engine';
import { describe, expect, it } from '@jest/globals';

const FINNISH = 'Toimitus oli nopea ja kuljettaja erittäin ystävällinen.';
const SPANISH = 'La entrega fue rápida y el repartidor muy amable.';

async function judge(text: string, options?: EngineOptions, language?: string) {
  const engine = await loadEngine(options);
  const [judgement] = await engine.analyze([language === undefined ? { text } : { text, language }], 8_000);
  return judgement;
}

const unsupported = (language: string) => ({ language, failure: { kind: 'unsupported' } });

describe('the embedded engine', () => {
  it('detects the language of a text that comes without one', async () => {
    expect(await judge('The driver was friendly, I love this service.')).toMatchObject({
      analysis: { sentiment: 'POSITIVE', language: 'en' },
    });
    expect(await judge(SPANISH)).toMatchObject({ analysis: { language: 'es' } });
    expect(await judge(FINNISH)).toMatchObject(unsupported('fi'));
  });

  it('takes a text that gives no hint as English, or as the default that it is given', async () => {
    expect(await judge('ok')).toMatchObject({ analysis: { language: 'en' } });
    expect(await judge('ok', { defaultLanguage: 'fi' })).toMatchObject(unsupported('fi'));
  });

  it('detects nothing where the language is fixed', async () => {
    expect(await judge(SPANISH, { language: 'en-GB' })).toMatchObject({ analysis: { language: 'en-GB' } });
    expect(await judge('I love it', { language: 'fi' })).toMatchObject(unsupported('fi'));
  });

  it('believes the language that a text comes with', async () => {
    expect(await judge(SPANISH, {}, 'en')).toMatchObject({ analysis: { language: 'en' } });
    expect(await judge('I love it', { language: 'en' }, 'fi')).toMatchObject(unsupported('fi'));
  });
});
