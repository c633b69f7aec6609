import type { ChildProcess } from 'node:child_process';
import { ComprehendClient, DetectSentimentCommand } from '@aws-sdk/client-comprehend';
import { afterEach, describe, expect, it } from '@jest/globals';
import { earshot, start } from './support/earshot.ts';

const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

interface StandIn {
  readonly url: string;
  readonly child: ChildProcess;
  readonly client: ComprehendClient;
}

async function standIn(args: readonly string[] = []): Promise<StandIn> {
  const child = start(['comprehend', '--port', '0', ...args]);
  running.push(child);
  const line = await new Promise<string>((resolve) => child.stdout?.once('data', (chunk) => resolve(String(chunk))));
  const [, url = ''] = /^Comprehend stand-in is listening on (\S+); set AWS_ENDPOINT_URL_COMPREHEND to it\n$/.exec(line) ?? [];
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  return { url, child, client: new ComprehendClient({ endpoint: url, region: 'us-west-2', credentials, maxAttempts: 1 }) };
}

const LOVE = new DetectSentimentCommand({ Text: 'I love it', LanguageCode: 'en' });

describe('earshot comprehend', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('answers an AWS SDK, and ends with 0 on %s', async (signal) => {
    const { child, client } = await standIn();
    expect(await client.send(LOVE)).toMatchObject({ Sentiment: 'POSITIVE' });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    expect(await exited).toBe(0);
  });

  it('throttles and fails as often as it is told', async () => {
    const { client } = await standIn(['--throttle-every', '2', '--fail-every', '3', '--delay-ms', '1']);
    const met: string[] = [];
    for (let call = 1; call <= 4; call++)
      met.push(
        await client.send(LOVE).then(
          ({ Sentiment }) => String(Sentiment),
          (error: Error) => error.name,
        ),
      );
    expect(met).toEqual(['POSITIVE', 'ThrottlingException', 'InternalServerException', 'ThrottlingException']);
  });

  it('ends while a call hangs', async () => {
    const { child, client } = await standIn(['--hang-every', '1']);
    const hanging = client.send(LOVE).catch((error: Error) => error.name);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
    expect(await hanging).not.toHaveProperty('Sentiment');
  });

  it('names the port that is in use, and what to do', async () => {
    const { port } = new URL((await standIn()).url);
    const { code, stderr } = await earshot(['comprehend', '--port', port]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(new RegExp(`^earshot: port ${port} is in use; .*--port`))]);
  });

  it('tells all settings that are wrong at once', async () => {
    const { code, stderr } = await earshot(['comprehend', '--port', 'x', '--fail-every', '-1', '--delay-ms', 'long']);
    expect(code).toBe(2);
    for (const name of ['--port', '--fail-every', '--delay-ms']) expect(stderr).toContain(name);
  });
});
