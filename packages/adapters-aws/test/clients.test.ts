import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

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
    [...text.matchAll(/new ((?:CloudWatch|Comprehend|DynamoDB|S3)\w*Client)\(/g)].map(([, client]) => `${client} in ${file}`),
  );
  expect(built.sort()).toEqual([
    'CloudWatchClient in adapters-aws/src/clients.ts',
    'ComprehendClient in adapters-aws/src/clients.ts',
    'DynamoDBClient in adapters-aws/src/clients.ts',
    'S3Client in adapters-aws/src/clients.ts',
  ]);
});
