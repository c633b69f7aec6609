import { request as httpRequest } from 'node:http';
import {
  BatchDetectSentimentCommand,
  ComprehendClient,
  DetectDominantLanguageCommand,
  DetectEntitiesCommand,
  DetectSentimentCommand,
} from '@aws-sdk/client-comprehend';
import { Failure, type SentimentAnalyzer } from '@earshot/core';
import { MemoryAnalyzer } from '@earshot/core/memory';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type ComprehendStandIn, startComprehendStandIn } from '../src/comprehend-stand-in/index.ts';

const PRAISE = 'I love it, wonderful staff';
const COMPLAINT = 'terrible, it arrived broken';
const detectLanguage = (text: string) => (text.includes('bonjour') ? 'fr' : undefined);
const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };

let standIn: ComprehendStandIn;
let client: ComprehendClient;

async function start(analyzer: SentimentAnalyzer): Promise<void> {
  standIn = await startComprehendStandIn({ analyzer, detectLanguage });
  client = clientWith(1);
}

function clientWith(maxAttempts: number): ComprehendClient {
  return new ComprehendClient({ endpoint: standIn.url, region: 'us-west-2', credentials, maxAttempts });
}

async function stop(): Promise<void> {
  client.destroy();
  await standIn.stop();
}

beforeEach(() => start(new MemoryAnalyzer()));
afterEach(stop);

const single = (Text: string) => client.send(new DetectSentimentCommand({ Text, LanguageCode: 'en' }));
const batch = (TextList: string[]) => client.send(new BatchDetectSentimentCommand({ TextList, LanguageCode: 'en' }));

/** A call that no SDK would make. */
async function raw(body: string | Uint8Array<ArrayBuffer>, operation = 'DetectSentiment') {
  const headers = { 'x-amz-target': `Comprehend_20171127.${operation}`, 'content-type': 'application/x-amz-json-1.1' };
  const response = await fetch(standIn.url, { method: 'POST', headers, body });
  return { status: response.status, answer: await response.json() };
}

const refused = (exception: string, Message: unknown, status = 400) => ({ status, answer: { __type: exception, Message } });

describe('the Comprehend stand-in judges as the JavaScript SDK expects', () => {
  it('one text gets its sentiment and four scores that sum to 1, with a request id', async () => {
    const { Sentiment, SentimentScore, $metadata } = await single(PRAISE);
    expect(Sentiment).toBe('POSITIVE');
    const { Positive = 0, Negative = 0, Neutral = 0, Mixed = 0 } = SentimentScore ?? {};
    expect(Positive + Negative + Neutral + Mixed).toBeCloseTo(1);
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('25 texts get 25 results in their order and no errors', async () => {
    const { ResultList, ErrorList } = await batch(Array.from({ length: 25 }, (_, i) => (i % 2 === 0 ? PRAISE : COMPLAINT)));
    expect(ResultList?.map(({ Index }) => Index)).toEqual(Array.from({ length: 25 }, (_, i) => i));
    expect(ResultList?.slice(0, 2).map(({ Sentiment }) => Sentiment)).toEqual(['POSITIVE', 'NEGATIVE']);
    expect(ErrorList).toEqual([]);
  });

  it('a blank document of a batch comes back as its error, and the others are judged', async () => {
    const { ResultList, ErrorList } = await batch([' ', PRAISE, '\n', COMPLAINT]);
    expect(ResultList?.map(({ Index, Sentiment }) => [Index, Sentiment])).toEqual([
      [1, 'POSITIVE'],
      [3, 'NEGATIVE'],
    ]);
    expect(ErrorList?.map(({ Index, ErrorCode }) => [Index, ErrorCode])).toEqual([
      [0, 'INVALID_REQUEST'],
      [2, 'INVALID_REQUEST'],
    ]);
  });

  it('the dominant language is the detected one, and a guess without confidence where nothing is detected', async () => {
    const languageOf = async (Text: string) => (await client.send(new DetectDominantLanguageCommand({ Text }))).Languages;
    expect(await languageOf('bonjour tout le monde')).toEqual([{ LanguageCode: 'fr', Score: 1 }]);
    expect(await languageOf('ok')).toEqual([{ LanguageCode: 'en', Score: 0 }]);
  });

  it('calls are counted by operation, refused ones included', async () => {
    await Promise.all([single(PRAISE), single(COMPLAINT), batch([PRAISE]), single(' ').catch(() => undefined)]);
    expect(standIn.calls()).toEqual({ DetectSentiment: 3, BatchDetectSentiment: 1 });
  });
});

describe('the Comprehend stand-in has the limits of the real service', () => {
  it('5,000 bytes of UTF-8 are judged, and one more is TextSizeLimitExceededException', async () => {
    const longest = 'é'.repeat(2_500);
    expect((await single(longest)).Sentiment).toBe('NEUTRAL');
    await expect(single(`${longest}!`)).rejects.toMatchObject({
      name: 'TextSizeLimitExceededException',
      message:
        'Input text size exceeds limit. Max length of request text allowed is 5000 bytes while in this request the text size is 5001 bytes',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('one document that is too long refuses the whole batch', async () => {
    await expect(batch([PRAISE, 'x'.repeat(5_001)])).rejects.toMatchObject({ name: 'TextSizeLimitExceededException' });
  });

  it('a language is detected in 100,000 bytes, and not in one more', async () => {
    const detect = (Text: string) => client.send(new DetectDominantLanguageCommand({ Text }));
    expect((await detect('x'.repeat(100_000))).Languages).toHaveLength(1);
    await expect(detect('x'.repeat(100_001))).rejects.toMatchObject({ name: 'TextSizeLimitExceededException' });
  });

  it('26 documents are BatchSizeLimitExceededException', async () => {
    await expect(batch(Array.from({ length: 26 }, () => PRAISE))).rejects.toMatchObject({
      name: 'BatchSizeLimitExceededException',
      message: 'Please use a smaller number of items in a single batch. Maximum batch size is 25.',
    });
  });

  it('a language that only the real service judges is UnsupportedLanguageException, for one text and for a batch', async () => {
    const expected = { name: 'UnsupportedLanguageException', message: expect.stringContaining("'de'") };
    const LanguageCode = 'de';
    await expect(client.send(new DetectSentimentCommand({ Text: PRAISE, LanguageCode }))).rejects.toMatchObject(expected);
    const TextList = [PRAISE, COMPLAINT];
    await expect(client.send(new BatchDetectSentimentCommand({ TextList, LanguageCode }))).rejects.toMatchObject(expected);
  });

  it('a blank text is InvalidRequestException', async () => {
    await expect(single(' \n')).rejects.toMatchObject({ name: 'InvalidRequestException' });
  });

  it('an operation that it does not have is UnknownOperationException, and says which there are', async () => {
    const entities = client.send(new DetectEntitiesCommand({ Text: PRAISE, LanguageCode: 'en' }));
    await expect(entities).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('DetectSentiment, BatchDetectSentiment, DetectDominantLanguage'),
    });
    expect(standIn.calls()).toEqual({});
  });
});

const ENUM = 'Member must satisfy enum value set: [en, es, fr, de, it, pt, ar, hi, ja, ko, zh, zh-TW]';

describe('the Comprehend stand-in checks members in the words of AWS', () => {
  it.each([
    [
      { Text: 'ok', LanguageCode: 'xx' },
      `1 validation error detected: Value 'xx' at 'languageCode' failed to satisfy constraint: ${ENUM}`,
    ],
    [
      { Text: 'ok' },
      "1 validation error detected: Value null at 'languageCode' failed to satisfy constraint: Member must not be null",
    ],
    [
      { Text: '', LanguageCode: 'en' },
      "1 validation error detected: Value at 'text' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      { Text: null, LanguageCode: null },
      "2 validation errors detected: Value at 'text' failed to satisfy constraint: Member must not be null; Value null at 'languageCode' failed to satisfy constraint: Member must not be null",
    ],
  ])('a single call with %j is a ValidationException', async (body, message) => {
    expect(await raw(JSON.stringify(body))).toEqual(refused('ValidationException', message));
  });

  it.each([
    [{ LanguageCode: 'en' }, 'Member must not be null'],
    [{ TextList: [], LanguageCode: 'en' }, 'Member must have length greater than or equal to 1'],
    [
      { TextList: ['ok', ''], LanguageCode: 'en' },
      '[Member must have length greater than or equal to 1, Member must not be null]',
    ],
    [{ TextList: [null], LanguageCode: 'en' }, '[Member must have length greater than or equal to 1, Member must not be null]'],
  ])('a batch with %j is a ValidationException', async (body, constraint) => {
    const message = expect.stringMatching(/^1 validation error detected: Value at 'textList' failed to satisfy constraint: /);
    const { answer } = await raw(JSON.stringify(body), 'BatchDetectSentiment');
    expect(answer).toEqual({ __type: 'ValidationException', Message: message });
    expect(answer).toEqual({ __type: 'ValidationException', Message: expect.stringContaining(constraint) });
  });

  it.each([
    ['DetectSentiment', '{"Text":'],
    ['DetectSentiment', ''],
    ['DetectSentiment', '[]'],
    ['DetectSentiment', 'null'],
    ['DetectSentiment', '{"Text":7,"LanguageCode":"en"}'],
    ['DetectSentiment', '{"Text":true,"LanguageCode":"en"}'],
    ['DetectSentiment', '{"Text":{},"LanguageCode":"en"}'],
    ['DetectSentiment', '{"Text":["ok"],"LanguageCode":"en"}'],
    ['BatchDetectSentiment', '{"TextList":"ok","LanguageCode":"en"}'],
    ['BatchDetectSentiment', '{"TextList":{"0":"ok"},"LanguageCode":"en"}'],
    ['BatchDetectSentiment', '{"TextList":[["ok"]],"LanguageCode":"en"}'],
  ])('%s of %s is a SerializationException', async (operation, body) => {
    expect(await raw(body, operation)).toEqual(refused('SerializationException', expect.any(String)));
  });

  it('bytes that are not UTF-8 are a SerializationException', async () => {
    const body = new Uint8Array([...Buffer.from('{"LanguageCode":"en","Text":"'), 0xff, 0xfe, ...Buffer.from('"}')]);
    expect(await raw(body)).toEqual(refused('SerializationException', expect.any(String)));
  });

  it('half a surrogate pair is judged like any odd character', async () => {
    const { status } = await raw('{"LanguageCode":"en","Text":"love \\ud800"}');
    expect(status).toBe(200);
  });

  it('words that are names of every object are only members and operations that do not exist', async () => {
    expect(await raw('{"__proto__":{"Text":"ok"},"LanguageCode":"en"}')).toMatchObject({
      answer: { __type: 'ValidationException' },
    });
    for (const name of ['constructor', '__proto__', 'toString', ''])
      expect(await raw('{}', name)).toEqual(refused('UnknownOperationException', expect.any(String)));
  });

  it('a body beyond some megabytes is refused with 413 after it was read', async () => {
    const body = JSON.stringify({ Text: 'x'.repeat(6_000_000), LanguageCode: 'en' });
    expect(await raw(body)).toEqual(refused('RequestEntityTooLargeException', expect.any(String), 413));
    expect((await single(PRAISE)).Sentiment).toBe('POSITIVE');
  });

  it('other methods are refused with 405 and other paths with 404, each with a request id', async () => {
    const get = await fetch(standIn.url);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    expect(get.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await fetch(`${standIn.url}/feedback`, { method: 'POST' })).status).toBe(404);
  });
});

describe('the Comprehend stand-in fails as it is told, the same way each time', () => {
  const outcomes = async (count: number, attempt: () => Promise<unknown>) => {
    const names: string[] = [];
    for (let i = 0; i < count; i += 1)
      names.push(
        await attempt().then(
          () => 'judged',
          ({ name }) => String(name),
        ),
      );
    return names;
  };

  it('throttles every second call', async () => {
    standIn.inject({ throttleEvery: 2 });
    const names = await outcomes(4, () => single(PRAISE));
    expect(names).toEqual(['judged', 'ThrottlingException', 'judged', 'ThrottlingException']);
  });

  it('answers every third call with InternalServerException and status 500', async () => {
    standIn.inject({ failEvery: 3 });
    expect(await outcomes(3, () => single(PRAISE))).toEqual(['judged', 'judged', 'InternalServerException']);
    standIn.inject({ failEvery: 1 });
    await expect(single(PRAISE)).rejects.toMatchObject({ $fault: 'server', $metadata: { httpStatusCode: 500 } });
  });

  it("an SDK's own retries get past faults, and each attempt counts", async () => {
    standIn.inject({ throttleEvery: 1 });
    const patient = clientWith(3);
    patient.middlewareStack.add(
      (next) => (args) => {
        if (standIn.calls()['DetectSentiment'] === 1) standIn.inject({});
        return next(args);
      },
      { step: 'deserialize' },
    );
    const { Sentiment } = await patient.send(new DetectSentimentCommand({ Text: PRAISE, LanguageCode: 'en' }));
    patient.destroy();
    expect([Sentiment, standIn.calls()]).toEqual(['POSITIVE', { DetectSentiment: 2 }]);
  });

  it('fails every second document of a batch and judges the others', async () => {
    standIn.inject({ failDocumentEvery: 2 });
    const { ResultList, ErrorList } = await batch([PRAISE, PRAISE, PRAISE]);
    expect(ResultList?.map(({ Index }) => Index)).toEqual([0, 2]);
    expect(ErrorList).toEqual([{ Index: 1, ErrorCode: 'INTERNAL_SERVER', ErrorMessage: expect.any(String) }]);
  });

  it('a call that hangs is not answered until its caller gives up', async () => {
    standIn.inject({ hangEvery: 1 });
    const abort = new AbortController();
    const hanging = client.send(new DetectSentimentCommand({ Text: PRAISE, LanguageCode: 'en' }), { abortSignal: abort.signal });
    const first = await Promise.race([hanging.catch(() => 'refused'), untilCalled()]);
    abort.abort();
    expect(first).toBe('called');
    await expect(hanging).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('a delayed call is answered all the same', async () => {
    standIn.inject({ delayMs: 20 });
    expect((await single(PRAISE)).Sentiment).toBe('POSITIVE');
  });

  it('other faults start to count anew, and no faults are none', async () => {
    standIn.inject({ throttleEvery: 2 });
    await single(PRAISE);
    standIn.inject({ throttleEvery: 2 });
    expect(await outcomes(2, () => single(PRAISE))).toEqual(['judged', 'ThrottlingException']);
    standIn.inject({});
    expect(await outcomes(2, () => single(PRAISE))).toEqual(['judged', 'judged']);
  });
});

async function untilCalled(): Promise<'called'> {
  while (standIn.calls()['DetectSentiment'] === undefined) await new Promise(setImmediate);
  return 'called';
}

describe('the Comprehend stand-in over an engine that fails', () => {
  const failing = (failure: Failure): SentimentAnalyzer => ({ analyze: async (texts) => texts.map(() => ({ failure })) });

  it.each([
    ['throttled', 'ThrottlingException'],
    ['invalid', 'InvalidRequestException'],
    ['internal', 'InternalServerException'],
    ['unavailable', 'InternalServerException'],
  ] as const)('a failure of kind %s is %s, without its words', async (kind, name) => {
    await stop();
    await start(failing(new Failure(kind, 'secret')));
    await expect(single(PRAISE)).rejects.toMatchObject({ name, message: expect.not.stringContaining('secret') });
  });

  it('an engine that throws or leaves texts out is InternalServerException', async () => {
    for (const analyze of [() => Promise.reject(new Error('secret')), () => Promise.resolve([])]) {
      await stop();
      await start({ analyze });
      await expect(single(PRAISE)).rejects.toMatchObject({ name: 'InternalServerException' });
    }
  });
});

describe('the Comprehend stand-in as a server', () => {
  it('writes nothing to the console', async () => {
    const spies = [jest.spyOn(process.stdout, 'write'), jest.spyOn(process.stderr, 'write')];
    await Promise.all([single(PRAISE), single(' ').catch(() => undefined), raw('{"Text":')]);
    const written = spies.flatMap((spy) => spy.mock.calls).join();
    for (const spy of spies) spy.mockRestore();
    expect(written).toBe('');
  });

  it('stops at once although connections are kept alive and calls hang, and twice is no error', async () => {
    await single(PRAISE);
    standIn.inject({ hangEvery: 1 });
    const hanging = single(PRAISE).catch(() => 'cut');
    while (standIn.calls()['DetectSentiment'] !== 2) await new Promise(setImmediate);
    await standIn.stop();
    expect(await hanging).toBe('cut');
    await expect(fetch(standIn.url)).rejects.toThrow();
  });

  it('survives a caller that leaves in the middle of its request', async () => {
    const leaving = httpRequest(standIn.url, { method: 'POST', headers: { 'content-length': 1_000 } });
    leaving.on('error', () => undefined);
    await new Promise((resolve) => leaving.write('{"Text":', resolve));
    leaving.destroy();
    expect((await single(PRAISE)).Sentiment).toBe('POSITIVE');
  });

  it('a port that is taken is a failure that names it', async () => {
    const second = startComprehendStandIn({ analyzer: new MemoryAnalyzer(), detectLanguage, port: standIn.port });
    await expect(second).rejects.toMatchObject({ name: 'Failure', message: expect.stringContaining(String(standIn.port)) });
  });
});
