import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** How long an orchestrator takes to notice that a process is gone, in milliseconds. */
const noticed = 150;

export interface KeptProcessOptions {
  readonly name: string;
  /** A script for Node, and its arguments. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What it says is written here. */
  readonly log: string;
  /** Said on its standard output when it is up. */
  readonly readyWord: string;
}

/** A process that is started again whenever it is gone, as an orchestrator does. */
export class KeptProcess {
  readonly name: string;
  /** How often it ended by itself after it was up: nothing that happens around it is a reason for that. */
  falls = 0;
  private readonly options: KeptProcessOptions;
  private readonly log: WriteStream;
  private child: ChildProcess | null = null;
  private gone: Promise<unknown> = Promise.resolve();
  private up = Promise.withResolvers<void>();
  private keeping = true;
  private struck = false;

  constructor(options: KeptProcessOptions) {
    this.options = options;
    this.name = options.name;
    this.log = createWriteStream(options.log, { flags: 'a' });
    void this.keep();
  }

  /** Fulfilled when the process that runs now, or the next one, is up. */
  ready(): Promise<void> {
    return this.up.promise;
  }

  /** `kill -9`. Fulfilled when its successor is up. */
  async strike(): Promise<void> {
    this.struck = true;
    this.up = Promise.withResolvers();
    this.child?.kill('SIGKILL');
    await this.up.promise;
  }

  /** Ends it for good. */
  async end(): Promise<void> {
    this.keeping = false;
    this.child?.kill('SIGKILL');
    await this.gone;
    await new Promise<void>((resolve) => this.log.end(() => resolve()));
  }

  private async keep(): Promise<void> {
    while (this.keeping) {
      this.gone = this.runOnce();
      await this.gone;
      await delay(noticed);
    }
  }

  private async runOnce(): Promise<void> {
    const { command, env, readyWord } = this.options;
    const child = spawn(process.execPath, [...command], {
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.struck = false;
    let isUp = false;
    let said = '';
    child.stdout.on('data', (chunk) => {
      said = isUp ? '' : said + chunk;
      if (said.includes(readyWord)) {
        isUp = true;
        this.up.resolve();
      }
    });
    for (const stream of [child.stdout, child.stderr]) stream.pipe(this.log, { end: false });
    const [code, signal] = await once(child, 'exit');
    if (this.keeping && isUp && !this.struck) {
      this.falls += 1;
      this.log.write(`\nIt ended by itself: ${signal ?? code}.\n`);
    }
  }
}
