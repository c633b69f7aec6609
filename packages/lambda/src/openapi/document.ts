import { namedSchemas } from './json-schemas.ts';
import { PATHS } from './paths.ts';
import { HEADERS } from './responses.ts';

/*
 * The OpenAPI document of the edge. This module stands for `#openapi-document` in the sources; in the built package the text that
 * scripts/openapi.mjs made of it does, so that a Lambda neither carries the generator nor spends time on it.
 */

const DOCUMENT = {
  openapi: '3.1.1',
  info: {
    title: 'Earshot',
    version: '1.0.0',
    description:
      'Takes customer feedback, judges its sentiment and keeps both. Every error has the body `Problem`; for every 5xx its `error` is "Failed to process feedback".',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  // Beside the document itself, whatever the stage that it is served under.
  servers: [{ url: '.' }],
  paths: PATHS,
  components: { schemas: namedSchemas(), headers: HEADERS },
};

/** The OpenAPI 3.1 document of the edge, as JSON. */
export const openApiJson: string = JSON.stringify(DOCUMENT);
