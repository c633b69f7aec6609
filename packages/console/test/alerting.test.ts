import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AlertTally, parseAlertRule } from '@earshot/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { AlertBook } from '../src/alerting/alert-book.ts';
import { Courier } from '../src/alerting/courier.ts';
import { LocalAlerts } from '../src/alerting/local-alerts.ts';
import { openAlerting } from '../src/alerting/open-alerting.ts';
import { isPublic, publicLookup, type Resolve } from '../src/alerting/public-addresses.ts';
import { Webhook } from '../src/alerting/webhook.ts';
import { webhookProblem } from '../src/alerting/webhook-target.ts';

const RULE = parseAlertRule('negative share > 40 % in 1 h, at least 20');
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const NOON = 1_764_504_000;
const BAD = { NEGATIVE: 15, POSITIVE: 10 };
const FINE = { NEGATIVE: 1, POSITIVE: 24 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-alerting-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
const newFile = () => join(folder, `alerts-${files++}.sqlite`);

describe('the book of alerts', () => {
  it('tells a beginning and an end once each, with the figures and nothing else', () => {
    const book = AlertBook.open(newFile(), true);
    for (const second of [0, 10, 20]) book.note(RULE, BAD, NOON + second);
    for (const second of [60, 359, 360, 400]) book.note(RULE, FINE, NOON + second);
    const told = [book.outbox.take(NOON + 400, 15)];
    book.outbox.done(told[0]?.id ?? '');
    told.push(book.outbox.take(NOON + 400, 15));
    book.outbox.done(told[1]?.id ?? '');
    expect(book.outbox.take(NOON + 1e6, 15)).toBeUndefined();
    expect(told.map((one) => JSON.parse(one?.body ?? ''))).toEqual([
      {
        type: 'alert.firing',
        timestamp: '2025-11-30T12:00:00.000Z',
        data: { rule: RULE.text, negativeShare: 0.6, count: 25, since: '2025-11-30T12:00:00.000Z' },
      },
      {
        type: 'alert.resolved',
        timestamp: '2025-11-30T12:06:00.000Z',
        data: { rule: RULE.text, negativeShare: 0.04, count: 25, since: '2025-11-30T12:00:00.000Z' },
      },
    ]);
    book.close();
  });

  it('is one book for several processes, and goes on where another left off', () => {
    const file = newFile();
    const [first, second] = [AlertBook.open(file, true), AlertBook.open(file, true)];
    first.note(RULE, BAD, NOON);
    expect(second.note(RULE, BAD, NOON + 1)).toMatchObject({ state: 'firing', firing: { since: NOON } });
    const taken = first.outbox.take(NOON, 15);
    expect(taken?.attempts).toBe(1);
    expect(second.outbox.take(NOON, 15)).toBeUndefined();
    first.close();
    expect(second.outbox.take(NOON + 15, 15)).toEqual({ ...taken, attempts: 2 });
    second.outbox.done(taken?.id ?? '');
    expect(second.outbox.nextDue()).toBeUndefined();
    second.close();
  });

  it('lets a later notification wait for an earlier one', () => {
    const book = AlertBook.open(newFile(), true);
    book.note(RULE, BAD, NOON);
    book.note(RULE, FINE, NOON + 60);
    book.note(RULE, FINE, NOON + 360);
    const first = book.outbox.take(NOON + 360, 15);
    book.outbox.postpone(first?.id ?? '', NOON + 1_000);
    expect(book.outbox.take(NOON + 999, 15)).toBeUndefined();
    expect(book.outbox.take(NOON + 1_000, 15)?.id).toBe(first?.id);
    book.close();
  });

  /** What is told, second after second, by the books that look: one with a webhook, or one without. */
  function tellings(...looks: readonly (readonly ['with' | 'without', second: number, tally: AlertTally])[]): string[] {
    const file = newFile();
    const books = { with: AlertBook.open(file, true), without: AlertBook.open(file, false) };
    const told = looks.flatMap(([webhook, second, tally]) => {
      books[webhook].note(RULE, tally, NOON + second);
      return toldBy(books.with).map(({ type, data }) => `${second}: ${type}, since ${Date.parse(data.since) / 1000 - NOON}`);
    });
    for (const book of Object.values(books)) book.close();
    return told;
  }

  it('keeps nothing to send where nobody is told', () => {
    expect(tellings(['without', 0, BAD], ['without', 1, FINE], ['without', 301, FINE])).toEqual([]);
  });

  it('tells of an alert that fired before there was a webhook, once and while its rule is true', () => {
    const looks = [
      ['without', 0, BAD],
      ['with', 10, FINE],
      ['with', 20, BAD],
      ['without', 25, BAD],
      ['with', 30, BAD],
      ['with', 40, FINE],
      ['with', 340, FINE],
    ] as const;
    expect(tellings(...looks)).toEqual(['20: alert.firing, since 0', '340: alert.resolved, since 0']);
  });

  it('tells of no end where no beginning was told', () => {
    expect(tellings(['without', 0, BAD], ['with', 10, FINE], ['with', 310, FINE])).toEqual([]);
  });

  it('has an end told though it was noted where nobody is told', () => {
    const looks = [
      ['with', 0, BAD],
      ['without', 10, FINE],
      ['without', 310, FINE],
    ] as const;
    expect(tellings(...looks)).toEqual(['0: alert.firing, since 0', '310: alert.resolved, since 0']);
  });

  it('ends an alert whose rule nobody evaluated for as long as it looks back and longer, so that it can fire anew', () => {
    const book = AlertBook.open(newFile(), true);
    book.note(RULE, BAD, NOON);
    expect(book.lapsed(NOON + 3_900)).toEqual([]);
    book.endLapsed(RULE, BAD, NOON + 3_900);
    expect(book.lapsed(NOON + 5_000)).toEqual([RULE.text]);
    book.endLapsed(RULE, BAD, NOON + 5_000);
    expect(book.note(RULE, BAD, NOON + 5_000)).toMatchObject({ firing: { since: NOON + 5_000 } });
    expect(toldBy(book).map(({ type }) => type)).toEqual(['alert.firing', 'alert.resolved', 'alert.firing']);
    expect(book.lapsed(NOON + 5_000)).toEqual([]);
    book.close();
  });

  it('lets no alert lapse that is looked at', () => {
    const book = AlertBook.open(newFile(), true);
    for (let second = 0; second < 86_400; second += 60) {
      expect(book.lapsed(NOON + second)).toEqual([]);
      book.note(RULE, BAD, NOON + second);
    }
    book.close();
  });

  it('says which file it cannot use, and what to do', () => {
    expect(() => AlertBook.open(folder, true)).toThrow(`${folder}: unable to open database file; alerts are remembered there;`);
  });
});

/** Everything that is to be sent by now, taken out. */
function toldBy(book: AlertBook): { readonly type: string; readonly data: { readonly since: string } }[] {
  const taken = book.outbox.take(NOON + 1e6, 0);
  if (!taken) return [];
  book.outbox.done(taken.id);
  return [JSON.parse(taken.body), ...toldBy(book)];
}

describe('the alerts of a server', () => {
  const alertsOver = (counts: () => readonly (readonly [string, number])[], now: () => number) => {
    const asked: object[] = [];
    const statistics = async (query: object) => {
      asked.push(query);
      return counts().map(([sentiment, count]) => ({ sentiment, count }));
    };
    const rules = [RULE, parseAlertRule('negative share > 90 % in 10 min, at least 5, from web')];
    const log = pino({ level: 'silent' });
    return { asked, alerts: new LocalAlerts({ rules, reader: { statistics }, book: AlertBook.open(newFile(), true), log, now }) };
  };

  it('wait for feedback, look at the time and the source of each rule, and announce what changes alone', async () => {
    let counts: [string, number][] = [];
    const { alerts, asked } = alertsOver(
      () => counts,
      () => NOON,
    );
    let announced = 0;
    alerts.onChange(() => announced++);
    await alerts.look();
    expect(alerts.states()).toEqual([
      { rule: RULE.text, state: 'waiting', share: 0, count: 0 },
      { rule: 'negative share > 90 % in 10 min, at least 5, from web', state: 'waiting', share: 0, count: 0 },
    ]);
    expect(asked).toEqual([
      { by: ['sentiment'], from: NOON - 3599, to: NOON + 1 },
      { by: ['sentiment'], from: NOON - 599, to: NOON + 1, source: 'web' },
    ]);
    counts = [
      ['NEGATIVE', 15],
      ['UNKNOWN', 10],
    ];
    await alerts.look();
    await alerts.look();
    expect(alerts.states()).toMatchObject([{ state: 'firing', share: 0.6, count: 25, since: NOON }, { state: 'ok' }]);
    expect(announced).toBe(1);
  });

  it('end, with the figures of now, when their rule is watched no more', async () => {
    const book = AlertBook.open(newFile(), true);
    const left = parseAlertRule('negative share > 90 % in 10 min, at least 5, from web');
    book.note(left, { NEGATIVE: 7 }, NOON);
    const reader = {
      statistics: async ({ source }: { source?: string }) => [{ sentiment: 'NEGATIVE', count: source === 'web' ? 3 : 30 }],
    };
    let now = NOON + 600;
    const alerts = new LocalAlerts({ rules: [RULE], reader, book, log: pino({ level: 'silent' }), now: () => now });
    await alerts.look();
    expect(toldBy(book)).toMatchObject([{ data: { rule: left.text } }, { type: 'alert.firing', data: { rule: RULE.text } }]);
    now = NOON + 1_000;
    await alerts.look();
    await alerts.look();
    expect(toldBy(book)).toMatchObject([{ type: 'alert.resolved', data: { rule: left.text, negativeShare: 1, count: 3 } }]);
    book.close();
  });

  it('look when something has changed', async () => {
    const listeners = new Set<() => void>();
    const changes = {
      listen: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    let counts = [{ sentiment: 'POSITIVE', count: 25 }];
    const watched = { reader: { statistics: async () => counts }, changes, folder: await mkdtemp(join(folder, 'data-')) };
    const { alerts, close } = openAlerting({ rules: [RULE] }, { ...watched, log: pino({ level: 'silent' }) });
    const changed = () => new Promise<void>((resolve) => alerts.onChange(resolve));
    await changed();
    expect(alerts.states()).toMatchObject([{ state: 'ok' }]);
    counts = [{ sentiment: 'NEGATIVE', count: 25 }];
    for (const listener of listeners) listener();
    await changed();
    expect(alerts.states()).toMatchObject([{ state: 'firing' }]);
    await close();
    expect(listeners.size).toBe(0);
  });

  it('look again for who asks while they look', async () => {
    let counts: [string, number][] = [];
    const { alerts } = alertsOver(
      () => counts,
      () => NOON,
    );
    const looking = alerts.look();
    counts = [['NEGATIVE', 25]];
    await Promise.all([looking, alerts.look()]);
    expect(alerts.states()).toMatchObject([{ state: 'firing' }, { state: 'firing' }]);
  });
});

describe('where a webhook may be', () => {
  it.each(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => expect(isPublic(address)).toBe(true));

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    'fec0::1',
    '::ffff:10.0.0.1',
    '::127.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
  ])('%s is not', (address) => expect(isPublic(address)).toBe(false));

  const problem = (url: string, given = {}) =>
    webhookProblem({ url: URL.parse(url), secret: SECRET, allowPrivate: false, ...given });

  it.each([
    ['https://127.0.0.1/', {}, '127.0.0.1 is no address of the open internet; --allow-private-webhook'],
    ['https://2130706433/', {}, '127.0.0.1 is no address'],
    ['https://[::ffff:a00:1]/', {}, '::ffff:a00:1 is no address'],
    ['http://example.com/', {}, 'must begin with https://'],
    ['https://me:word@example.com/', {}, 'without user or password'],
    ['ftp://example.com/', { allowPrivate: true }, 'must be a URL'],
    ['example.com', {}, 'must be a URL'],
    ['https://example.com/', { secret: '' }, '--webhook needs a secret'],
    ['https://example.com/', { secret: 'secret' }, 'EARSHOT_WEBHOOK_SECRET must be whsec_'],
    ['https://example.com/', { secret: 'whsec_c2hvcnQ=' }, '24 to 64 bytes'],
  ])('%s %p: %s', (url, given, reason) => expect(problem(url, given)).toContain(reason));

  it('takes what is right', () => {
    expect(problem('https://example.com/alerts')).toBeUndefined();
    expect(problem('http://127.0.0.1:1/', { allowPrivate: true })).toBeUndefined();
  });
});

describe('a webhook', () => {
  let server: Server;
  let requests = 0;
  beforeAll(async () => {
    server = createServer(() => requests++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  /** Sends to a name that leads to this machine, whose server never answers. */
  async function send(allowPrivate: boolean, host = 'rebinding.example'): Promise<void> {
    const { port }: Partial<AddressInfo> = Object(server.address());
    const resolve: Resolve = (_name, _options, answer) => answer(null, addresses('8.8.8.8', '127.0.0.1'));
    const target = { url: new URL(`http://${host}:${port}/`), secret: SECRET, allowPrivate };
    const webhook = new Webhook(target, { resolve, withinMs: 200 });
    await webhook.send({ id: 'msg_1', body: '{}', attempts: 1 }, new Date(), new AbortController().signal);
  }

  it('connects to no name that leads inside when it connects, be it by one address of several', async () => {
    await expect(send(false)).rejects.toThrow('rebinding.example: 127.0.0.1 is no address of the open internet');
    expect(requests).toBe(0);
  });

  it('waits for an answer no longer than it may', async () => {
    await expect(send(true, '127.0.0.1')).rejects.toThrow('the receiver has not answered within 0.2 s');
    expect(requests).toBe(1);
  });

  it('gives up after the last of its attempts, and says so', async () => {
    const file = newFile();
    const book = AlertBook.open(file, true);
    book.note(RULE, BAD, NOON);
    for (let attempt = 1; attempt <= 10; attempt++) book.outbox.take(NOON + attempt, 0);
    const said: string[] = [];
    const log = pino({ base: null }, { write: (line) => said.push(line) });
    const { port }: Partial<AddressInfo> = Object(server.address());
    const target = { url: new URL(`http://127.0.0.1:${port}/`), secret: SECRET, allowPrivate: true };
    const courier = new Courier(book.outbox, new Webhook(target, { withinMs: 100 }), log);
    await courier.wake();
    expect(book.outbox.nextDue()).toBeUndefined();
    expect(JSON.parse(said.at(-1) ?? '')).toMatchObject({ level: 50, attempts: 11, reason: expect.stringContaining('answered') });
    await courier.stop();
    book.close();
  });

  it('counts no attempt that a stop of its own broke off', async () => {
    const book = AlertBook.open(newFile(), true);
    book.note(RULE, BAD, NOON);
    const { port }: Partial<AddressInfo> = Object(server.address());
    const target = { url: new URL(`http://127.0.0.1:${port}/`), secret: SECRET, allowPrivate: true };
    for (let restart = 0; restart < 12; restart++) {
      const courier = new Courier(book.outbox, new Webhook(target), pino({ level: 'silent' }));
      const arrived = once(server, 'request');
      void courier.wake();
      await arrived;
      await courier.stop();
    }
    expect(book.outbox.take(NOON + 1e9, 0)).toMatchObject({ attempts: 1 });
    book.close();
  });
});

describe('a look-up that lets nothing in', () => {
  const lookedUp = (all: boolean, ...found: string[]) =>
    new Promise((resolve) => {
      const lookup = publicLookup((_name, _options, answer) => answer(null, addresses(...found)));
      lookup('example.com', { all }, (error, ...answer) => resolve(error?.message ?? answer));
    });

  it('gives what the resolver found, as it was asked for', async () => {
    expect(await lookedUp(true, '8.8.8.8', '2606:4700::1111')).toEqual([addresses('8.8.8.8', '2606:4700::1111')]);
    expect(await lookedUp(false, '8.8.8.8', '1.1.1.1')).toEqual(['8.8.8.8', 4]);
  });

  it('fails when one is inside', async () => {
    expect(await lookedUp(true, '8.8.8.8', '10.0.0.1')).toMatch('example.com: 10.0.0.1 is no address');
    expect(await lookedUp(false, 'fd00::1')).toMatch('fd00::1 is no address');
  });
});

function addresses(...found: string[]) {
  return found.map((address) => ({ address, family: isIP(address) }));
}
