import { describe, expect, it } from '@jest/globals';
import { loadDetector } from '../src/detect-language/detect-language.ts';

const detect = await loadDetector();

describe('the language of a text', () => {
  it.each([
    ['The delivery was quick and the driver was very friendly.', 'en'],
    ['I ordered two weeks ago and nobody answers my letters', 'en'],
    ['Das Paket kam leider beschädigt an und niemand antwortet.', 'de'],
    ['La entrega fue rápida y el repartidor muy amable.', 'es'],
    ['Le produit est arrivé cassé, je suis très déçu.', 'fr'],
    ['Il servizio clienti non risponde mai, che delusione.', 'it'],
    ['O produto chegou no prazo e funciona muito bem.', 'pt'],
    ['Tuote oli hyvä, mutta toimitus kesti aivan liian kauan.', 'fi'],
    ['Отличный товар, всем советую', 'ru'],
    ['质量很差，再也不买', 'zh'],
    ['とても良い商品です', 'ja'],
    ['जूते बहुत अच्छे हैं, धन्यवाद', 'hi'],
  ])('is told of “%s”: %s', (text, language) => {
    expect(detect(text)).toBe(language);
  });

  it.each([
    'ok',
    'Super',
    'Love it',
    'Tres bien',
    '👍👍',
    '12345',
    '!!!',
    ' ',
    '\u0000',
    'Nokia N95',
    'Angela Merkel',
    'Wi-Fi USB-C',
  ])('is left open for “%s”', (text) => {
    expect(detect(text)).toBeUndefined();
  });

  it.each([
    'Great product!',
    'Nice fit',
    'Arrived late',
    'Bad quality',
    'Good price, works fine',
    'Excellent service',
    'Do not buy',
  ])('is never another one for the English “%s”', (text) => {
    expect([undefined, 'en']).toContain(detect(text));
  });

  it('is told of the longest texts', () => {
    expect(detect('La entrega fue rápida y muy amable. '.repeat(2_700))).toBe('es');
    expect(detect('x'.repeat(100_000))).toBeUndefined();
  });
});
