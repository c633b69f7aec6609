// Bundles the functions: dist/handler.cjs to run as it is, and dist/asset/ as it is deployed, with the embedded engine beside it.
import { copyFile, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const asset = join(dist, 'asset');
const weights = fileURLToPath(new URL('../../adapters-local/weights', import.meta.url));
const ENGINE = '@earshot/adapters-local/engine';

/** CommonJS for Node 20, so that any emulator runs it; the SDK's ES modules are smaller and load faster than what esbuild takes by default. */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  mainFields: ['module', 'main'],
  logLevel: 'warning',
  legalComments: 'none',
};

/** The engine is loaded when it is first needed, so it is a file of its own. */
const engineBeside = {
  name: 'engine-beside',
  setup: ({ onResolve }) => onResolve({ filter: new RegExp(`^${ENGINE}$`) }, () => ({ path: './engine.cjs', external: true })),
};

/**
 * Lambda hands its credentials over in the environment. The SDK's default chain would look in ten more places, which no function has, at
 * the price of 90 kB and of the time to load them.
 */
const credentialsFromEnvironment = {
  name: 'credentials-from-environment',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({
      path: fileURLToPath(new URL('./environment-credentials.mjs', import.meta.url)),
    })),
};

const bundles = [
  { in: 'handler.js', out: 'handler.cjs', plugins: [engineBeside, credentialsFromEnvironment] },
  { in: 'reconcile.js', out: 'reconcile.cjs', plugins: [engineBeside, credentialsFromEnvironment] },
  { in: 'compact.js', out: 'compact.cjs', plugins: [credentialsFromEnvironment] },
];

await Promise.all([
  ...bundles.map(({ in: entry, out, plugins }) =>
    build({ ...common, entryPoints: [join(dist, entry)], outfile: join(dist, out), plugins }),
  ),
  build({
    ...common,
    entryPoints: [fileURLToPath(import.meta.resolve(ENGINE))],
    outfile: join(dist, 'engine.cjs'),
    define: { 'import.meta.url': 'ENGINE_URL' },
    banner: { js: 'const ENGINE_URL = require("node:url").pathToFileURL(__filename).href;' },
  }),
]);

await rm(asset, { recursive: true, force: true });
await mkdir(asset, { recursive: true });
await Promise.all([
  copyFile(join(dist, 'handler.cjs'), join(asset, 'handler.js')),
  copyFile(join(dist, 'reconcile.cjs'), join(asset, 'reconcile.js')),
  copyFile(join(dist, 'compact.cjs'), join(asset, 'compact.js')),
  copyFile(join(dist, 'engine.cjs'), join(asset, 'engine.cjs')),
  cp(weights, join(dist, 'weights'), { recursive: true }),
  cp(weights, join(asset, 'weights'), { recursive: true }),
  writeFile(join(asset, 'package.json'), '{"type":"commonjs"}\n'),
]);
