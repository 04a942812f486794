import type { FastifyBaseLogger } from 'fastify';

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

/**
 * The logger of one request, which is made when something is first said: most requests say nothing but their last line, and
 * making a logger for each costs as much as writing it.
 */
export class RequestLogger implements FastifyBaseLogger {
  private readonly parent: FastifyBaseLogger;
  private readonly bindings: Readonly<Record<string, unknown>>;
  private own: FastifyBaseLogger | null = null;

  constructor(parent: FastifyBaseLogger, bindings: Readonly<Record<string, unknown>>) {
    this.parent = parent;
    this.bindings = bindings;
  }

  get level(): string {
    return this.made().level;
  }

  set level(level: string) {
    this.made().level = level;
  }

  // Methods and not getters: Fastify looks whether each is there, for every request.
  fatal(...said: readonly unknown[]): void {
    this.say('fatal', said);
  }

  error(...said: readonly unknown[]): void {
    this.say('error', said);
  }

  warn(...said: readonly unknown[]): void {
    this.say('warn', said);
  }

  info(...said: readonly unknown[]): void {
    this.say('info', said);
  }

  debug(...said: readonly unknown[]): void {
    this.say('debug', said);
  }

  trace(...said: readonly unknown[]): void {
    this.say('trace', said);
  }

  silent(...said: readonly unknown[]): void {
    this.say('silent', said);
  }

  child(...given: Parameters<FastifyBaseLogger['child']>): FastifyBaseLogger {
    return this.made().child(...given);
  }

  private made(): FastifyBaseLogger {
    this.own ??= this.parent.child(this.bindings);
    return this.own;
  }

  private say(level: Level, said: readonly unknown[]): void {
    const logger = this.made();
    Reflect.apply(logger[level], logger, said);
  }
}
