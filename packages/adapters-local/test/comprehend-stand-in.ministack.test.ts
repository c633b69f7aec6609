import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MemoryAnalyzer } from '@earshot/core/memory';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ComprehendStandIn, startComprehendStandIn } from '../src/comprehend-stand-in/index.ts';
import { AWS_PACKAGES, outputOf, pythonWith } from './python.ts';

const run = promisify(execFile);

/** Makes the calls that it reads as JSON, and writes what became of each. */
const SCRIPT = `
import json, sys, boto3
from botocore.config import Config
from botocore.exceptions import ClientError
client = boto3.client('comprehend', config=Config(parameter_validation=False, retries={'total_max_attempts': 1}))
def outcome(method, arguments):
    try:
        answer = getattr(client, method)(**arguments)
        return {'requestId': answer.pop('ResponseMetadata')['RequestId'], **answer}
    except ClientError as error:
        modelled = type(error) is not ClientError
        return {**error.response['Error'], 'modelled': modelled, 'status': error.response['ResponseMetadata']['HTTPStatusCode']}
print(json.dumps([outcome(method, arguments) for method, arguments in json.load(sys.stdin)]))
`;

let standIn: ComprehendStandIn;
let python: string;

beforeAll(async () => {
  [python, standIn] = await Promise.all([
    pythonWith(AWS_PACKAGES),
    startComprehendStandIn({ analyzer: new MemoryAnalyzer(), detectLanguage: () => 'en' }),
  ]);
}, 300_000);
afterAll(() => standIn?.stop());

function variables(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    AWS_ENDPOINT_URL_COMPREHEND: standIn.url,
    AWS_DEFAULT_REGION: 'us-west-2',
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** What boto3 makes of the calls, its own checks of parameters switched off. */
async function boto3(...calls: readonly (readonly [method: string, args: object])[]): Promise<unknown[]> {
  return JSON.parse(await outputOf(python, ['-c', SCRIPT], { input: JSON.stringify(calls), env: variables() }));
}

const UUID = /^[0-9a-f-]{36}$/;
const refused = (Code: string, Message: string, { modelled = true, status = 400 } = {}) => ({
  Code,
  Message: expect.stringContaining(Message),
  modelled,
  status,
});

describe('boto3 and the Comprehend stand-in', () => {
  it('texts get sentiments, scores that sum to 1, and languages', async () => {
    const [single, batch, language] = await boto3(
      ['detect_sentiment', { Text: 'I love it', LanguageCode: 'en' }],
      ['batch_detect_sentiment', { TextList: ['I love it', ' ', 'terrible 💔'], LanguageCode: 'en' }],
      ['detect_dominant_language', { Text: 'I love it' }],
    );
    const scores = {
      Positive: expect.any(Number),
      Negative: expect.any(Number),
      Neutral: expect.any(Number),
      Mixed: expect.any(Number),
    };
    expect(single).toEqual({ requestId: expect.stringMatching(UUID), Sentiment: 'POSITIVE', SentimentScore: scores });
    expect(batch).toEqual({
      requestId: expect.stringMatching(UUID),
      ResultList: [
        { Index: 0, Sentiment: 'POSITIVE', SentimentScore: scores },
        { Index: 2, Sentiment: 'NEGATIVE', SentimentScore: scores },
      ],
      ErrorList: [{ Index: 1, ErrorCode: 'INVALID_REQUEST', ErrorMessage: expect.any(String) }],
    });
    expect(language).toMatchObject({ Languages: [{ LanguageCode: 'en', Score: 1 }] });
  });

  it('each limit is the exception that boto3 has a class for', async () => {
    const outcomes = await boto3(
      ['detect_sentiment', { Text: 'é'.repeat(2_501), LanguageCode: 'en' }],
      ['batch_detect_sentiment', { TextList: Array.from({ length: 26 }, () => 'ok'), LanguageCode: 'en' }],
      ['detect_sentiment', { Text: 'Ich liebe es', LanguageCode: 'de' }],
      ['detect_sentiment', { Text: ' ', LanguageCode: 'en' }],
    );
    expect(outcomes).toEqual([
      refused('TextSizeLimitExceededException', '5002 bytes'),
      refused('BatchSizeLimitExceededException', 'Maximum batch size is 25'),
      refused('UnsupportedLanguageException', "'de'"),
      refused('InvalidRequestException', 'blank'),
    ]);
  });

  it('what breaks the model is refused in the words of AWS', async () => {
    const plain = { modelled: false };
    const outcomes = await boto3(
      ['detect_sentiment', { Text: 'ok', LanguageCode: 'xx' }],
      ['batch_detect_sentiment', { TextList: [], LanguageCode: 'en' }],
      ['detect_sentiment', { LanguageCode: 'en' }],
      ['detect_sentiment', { Text: 7, LanguageCode: 'en' }],
      ['detect_entities', { Text: 'ok', LanguageCode: 'en' }],
    );
    expect(outcomes).toEqual([
      refused(
        'ValidationException',
        "Value 'xx' at 'languageCode' failed to satisfy constraint: Member must satisfy enum",
        plain,
      ),
      refused('ValidationException', 'Member must have length greater than or equal to 1', plain),
      refused('ValidationException', "Value at 'text' failed to satisfy constraint: Member must not be null", plain),
      refused('SerializationException', 'NUMBER_VALUE can not be converted to a String', plain),
      refused('UnknownOperationException', 'x-amz-target', plain),
    ]);
  });

  it('injected faults are throttling and server errors to boto3', async () => {
    standIn.inject({ throttleEvery: 2, failEvery: 3 });
    const call = ['detect_sentiment', { Text: 'I love it', LanguageCode: 'en' }] as const;
    const outcomes = await boto3(call, call, call);
    standIn.inject({});
    expect(outcomes.slice(1)).toEqual([
      refused('ThrottlingException', 'Rate exceeded', { modelled: false }),
      refused('InternalServerException', 'internal server error', { status: 500 }),
    ]);
  });
});

describe('the AWS command line and the Comprehend stand-in', () => {
  const aws = (...args: string[]) => run(python, ['-m', 'awscli', 'comprehend', ...args], { env: variables() });

  it('prints the sentiment of a text', async () => {
    const { stdout } = await aws('detect-sentiment', '--language-code', 'en', '--text', 'I love it');
    expect(JSON.parse(stdout)).toMatchObject({ Sentiment: 'POSITIVE' });
  });

  it('prints the exception of a text that it cannot judge', async () => {
    const printed = aws('detect-sentiment', '--language-code', 'fr', '--text', 'bonjour');
    await expect(printed).rejects.toMatchObject({ stderr: expect.stringContaining('(UnsupportedLanguageException)') });
  });
});
