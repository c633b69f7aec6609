import { openEmbedded } from '@earshot/adapters-local';
import type { Pipeline } from '@earshot/core';
import { pino } from 'pino';
import { createApp } from '../../src/serving/app.ts';
import { Changes } from '../../src/serving/changes.ts';
import { listen } from '../../src/serving/listen.ts';

/**
 * The local server, which is killed at one step of the first submission that comes to it: `node dying-server.ts FOLDER STEP`, where a
 * step is such as `before claim` or `after append`.
 */
const [folder = '', step = ''] = process.argv.slice(2);

const embedded = await openEmbedded({ folder });
const { store, lake } = embedded.pipeline;
const pipeline: Pipeline = {
  ...embedded.pipeline,
  store: {
    claim: dying('claim', (claim) => store.claim(claim)),
    put: dying('put', (record) => store.put(record)),
    get: (id) => store.get(id),
    list: (query) => store.list(query),
  },
  lake: { append: dying('append', (records) => lake.append(records)), read: (day) => lake.read(day) },
};
const log = pino({ level: 'silent' });
let port: number | undefined;
const changes = new Changes(embedded.store);
const listening = await listen(createApp({ embedded: { ...embedded, pipeline }, folder, changes, log, port: () => port }), 0);
port = listening.port;
console.log(`http://127.0.0.1:${port}`);

function dying<A, R>(name: string, work: (argument: A) => Promise<R>): (argument: A) => Promise<R> {
  return async (argument) => {
    if (step === `before ${name}`) return die();
    const result = await work(argument);
    if (step === `after ${name}`) return die();
    return result;
  };
}

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}
