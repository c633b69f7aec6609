import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { openApiJson } from '../src/index.ts';

const dist = new URL('../dist/', import.meta.url);

describe('the built package', () => {
  it('carries the document that the sources make', async () => {
    expect(JSON.parse(await readFile(new URL('openapi.json', dist), 'utf8'))).toEqual(JSON.parse(openApiJson));
  });

  it('bundles without the generator of the document', async () => {
    const { metafile } = await build({
      entryPoints: [new URL('index.js', dist).pathname],
      bundle: true,
      platform: 'node',
      metafile: true,
      minify: true,
      write: false,
    });
    const inputs = Object.values(metafile.outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([name, { bytesInOutput }]) => (bytesInOutput > 0 ? [name] : [])),
    );
    expect(inputs.filter((name) => /openapi\/|lambda\/dist\/schemas\.js|json-schema/.test(name))).toEqual([]);
  });
});
