import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { type Running, startServer } from './earshot.ts';
import { type Given, keep } from './records.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How a page is opened. */
export interface Opening {
  readonly path?: string;
  /** What the page takes for the present time, such as `2026-11-25T15:00:00Z`. */
  readonly now?: string;
  readonly context?: BrowserContextOptions;
}

const usual = (data: string) => startServer(['--data', data, '--port', '0']);

/** A browser before a server with a data folder of its own. */
export class Browsing {
  readonly folder: string;
  readonly data: string;
  readonly browser: Browser;
  server: Running;
  readonly #pages: Page[] = [];
  #faults: string[] = [];

  private constructor(folder: string, data: string, browser: Browser, server: Running) {
    this.folder = folder;
    this.data = data;
    this.browser = browser;
    this.server = server;
  }

  /** Starts both; the server has some records already. `start` starts another than the usual one over a data folder. */
  static async begin(given: readonly Given[] = [], start = usual): Promise<Browsing> {
    const folder = await mkdtemp(join(tmpdir(), 'earshot-page-'));
    const data = join(folder, 'data');
    await mkdir(data);
    const launching = chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
    if (given.length > 0) await keep(data, given);
    const [browser, server] = await Promise.all([launching, start(data)]);
    return new Browsing(folder, data, browser, server);
  }

  /** Opens a page that notes everything that it must not do. */
  async open({ path = '/', now, context = {} }: Opening = {}): Promise<Page> {
    const options = { locale: 'en-GB', timezoneId: 'UTC', viewport: { width: 1600, height: 900 }, acceptDownloads: true };
    const page = await (await this.browser.newContext({ ...options, ...context })).newPage();
    this.#watch(page);
    if (now !== undefined) await page.clock.setFixedTime(now);
    await page.goto(this.server.url + path);
    return page;
  }

  /** Another tab of the same window. */
  async openBeside(page: Page): Promise<Page> {
    const beside = await page.context().newPage();
    this.#watch(beside);
    await beside.goto(page.url());
    return beside;
  }

  /** Ends what is open, and gives what the pages did wrong: errors, breaches of their policy, requests to anybody else. */
  async faults(expected = /^$/): Promise<string[]> {
    await Promise.all(this.#pages.splice(0).map((page) => page.context().close()));
    const faults = this.#faults.filter((fault) => !expected.test(fault));
    this.#faults = [];
    return faults;
  }

  /** Gives feedback as another program does. */
  async send(body: object): Promise<void> {
    const response = await fetch(`${this.server.url}/feedback`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(await response.text());
  }

  /** Kills the server, and starts it again at the same port when what is given back is called. */
  async killServer(): Promise<() => Promise<void>> {
    const { port } = new URL(this.server.url);
    await this.server.end('SIGKILL');
    return async () => {
      this.server = await startServer(['--data', this.data, '--port', port]);
    };
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.server.end('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }

  #watch(page: Page): void {
    this.#pages.push(page);
    const note = (fault: string) => this.#faults.push(fault);
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && note(message.text()));
    page.on('pageerror', ({ message }) => note(message));
    page.on('request', (request) => {
      const own = /^(data|blob):/.test(request.url()) || request.url().startsWith(`${this.server.url}/`);
      if (!own) note(`asked ${request.url()}`);
    });
  }
}
