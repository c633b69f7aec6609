// Runs after tsc: writes the OpenAPI document that the compiled generator gives, as JSON and as the module that is served from.
import { writeFileSync } from 'node:fs';
import { openApiJson } from '../dist/openapi/document.js';

const dist = new URL('../dist/', import.meta.url);
writeFileSync(new URL('openapi.json', dist), `${JSON.stringify(JSON.parse(openApiJson), null, 2)}\n`);
writeFileSync(new URL('openapi-document.js', dist), `export const openApiJson = ${JSON.stringify(openApiJson)};\n`);
