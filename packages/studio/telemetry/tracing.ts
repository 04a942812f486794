import type { Attributes } from '@opentelemetry/api';

/** A piece of work that ends somewhere else than it began. */
export interface OpenSpan {
  /** Does something as part of it. */
  run<T>(work: () => T): T;
  end(attributes?: Attributes, error?: unknown): void;
}

/** Tells where the time of a request went, across the API, the queue and the workers. */
export interface Tracing {
  readonly on: boolean;
  /** @example await tracing.inSpan('draw clip', { 'job.type': 'video' }, () => runJob(job)); */
  inSpan<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T>;
  open(name: string, attributes: Attributes): OpenSpan;
  /** What carries the trace on: to be kept with a job, or sent as the header `traceparent`. `null` outside of any span. */
  traceparentOf(): string | null;
  /** Goes on with a trace that came from elsewhere. What is no traceparent is ignored. */
  withTraceparent<T>(traceparent: string | null, work: () => T): T;
  /** Sends what is left. */
  stop(): Promise<void>;
}

const noSpan: OpenSpan = { run: (work) => work(), end: () => {} };

/** Costs nothing and tells nobody. */
export const noTracing: Tracing = {
  on: false,
  inSpan: (_name, _attributes, work) => work(),
  open: () => noSpan,
  traceparentOf: () => null,
  withTraceparent: (_traceparent, work) => work(),
  stop: async () => {},
};

export interface TracingOptions {
  /** Which part of the studio it is. */
  readonly service: string;
  /** OTEL_EXPORTER_OTLP_ENDPOINT; `null` is off, and then OpenTelemetry is not even loaded. */
  readonly endpoint: string | null;
}

/** @example const tracing = await startTracing({ service: 'api', endpoint: 'http://127.0.0.1:4318' }); */
export async function startTracing({ service, endpoint }: TracingOptions): Promise<Tracing> {
  if (endpoint === null) return noTracing;
  const { otlpTracing } = await import('./otlp-tracing.ts');
  return otlpTracing({ service, endpoint });
}
