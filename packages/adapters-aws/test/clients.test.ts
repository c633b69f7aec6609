import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { expect, it } from '@jest/globals';
import { awsClients, closeClients } from '../src/clients.ts';

const PACKAGES = join(import.meta.dirname, '../..');

/** The TypeScript sources of all packages: their text by their path. */
function sources(): Map<string, string> {
  const folders = readdirSync(PACKAGES).map((name) => join(name, 'src'));
  const files = folders.flatMap((folder) =>
    readdirSync(join(PACKAGES, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file)),
  );
  return new Map(files.map((file) => [file, readFileSync(join(PACKAGES, file), 'utf8')]));
}

it('each SDK client is built at one place', () => {
  const built = [...sources()].flatMap(([file, text]) =>
    [...text.matchAll(/new ((?:Athena|CloudWatch|Comprehend|DynamoDB|S3)\w*Client)\(/g)].map(
      ([, client]) => `${client} in ${file}`,
    ),
  );
  expect(built.sort()).toEqual([
    'AthenaClient in adapters-aws/src/clients.ts',
    'CloudWatchClient in adapters-aws/src/clients.ts',
    'ComprehendClient in adapters-aws/src/clients.ts',
    'DynamoDBClient in adapters-aws/src/clients.ts',
    'S3Client in adapters-aws/src/clients.ts',
  ]);
});

it('leaves out steps of the SDK that do nothing here, each of which it still has under that name', () => {
  const region = { region: 'us-west-1', comprehendRegion: 'us-west-2', pathStyle: true };
  const clients = awsClients(region);
  const plain = new S3Client(region);
  const left = stepsOf(clients.s3);
  expect(stepsOf(plain).filter((step) => !left.includes(step))).toEqual([
    'addExpectContinueMiddleware',
    'getUserAgentMiddleware',
    'loggerMiddleware',
    'recursionDetectionMiddleware',
    'regionRedirectMiddleware',
    's3ExpressMiddleware',
  ]);
  for (const client of [clients.comprehend, clients.dynamodb]) expect(stepsOf(client)).not.toContain('getUserAgentMiddleware');
  closeClients(clients);
  plain.destroy();
});

function stepsOf({ middlewareStack }: { readonly middlewareStack: { identify(): string[] } }): string[] {
  return middlewareStack
    .identify()
    .map((step) => step.split(' ')[0] ?? '')
    .sort();
}
