import { type DestinationStream, destination, type Logger, pino, stdSerializers, stdTimeFunctions } from 'pino';
import { scrubber } from './scrub.ts';
import type { Tracing } from './tracing.ts';

export interface LoggerOptions {
  /** Which part of the studio it is. */
  readonly service: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Secret of this installation, by which mail addresses are hashed. */
  readonly hashKey: string;
  readonly tracing: Tracing;
  /** Where lines go; stdout when it is left out. */
  readonly to?: DestinationStream;
}

/** How many bytes of lines go out in one write. What is left goes out at the end of the process, or when it crashes. */
const chunk = 8 * 1024;

/** Milliseconds between writes of less. */
const flushAfter = 500;

/**
 * Logs as lines of JSON: time, level, service, trace and what is said, without secrets.
 * @example const logger = createLogger({ service: 'api', level: 'info', hashKey, tracing }); logger.info({ filmId }, 'a film was begun');
 */
export function createLogger({ service, level, hashKey, tracing, to }: LoggerOptions): Logger {
  const scrub = scrubber(hashKey);
  return pino(
    {
      level,
      base: { service },
      timestamp: stdTimeFunctions.isoTime,
      // pino knows errors by the name `err`; by any other they would be written as {}.
      serializers: { error: stdSerializers.err },
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: scrub },
      ...(tracing.on ? { mixin: () => traceOf(tracing) } : {}),
    },
    to ?? destination({ fd: 1, sync: false, minLength: chunk, periodicFlush: flushAfter }),
  );
}

function traceOf(tracing: Tracing): { readonly traceId?: string } {
  const [, traceId] = tracing.traceparentOf()?.split('-') ?? [];
  return traceId ? { traceId } : {};
}
