import { AsyncLocalStorage } from 'node:async_hooks';
import { type Attributes, type Context, ROOT_CONTEXT, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { formatTraceparent, parseTraceparent } from './traceparent.ts';
import type { Tracing } from './tracing.ts';

/** Milliseconds: a collector that is away holds up nobody's stop. */
const patience = 5_000;

/**
 * Traces that go out as OTLP over HTTP. The context is an AsyncLocalStorage of its own and not OpenTelemetry's global one: several services
 * can run in one process, each under its own name, and what we do not trace stays untouched.
 */
export function otlpTracing({ service, endpoint }: { readonly service: string; readonly endpoint: string }): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, timeoutMillis: patience });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('ai-film-studio');
  const contexts = new AsyncLocalStorage<Context>();
  const active = () => contexts.getStore() ?? ROOT_CONTEXT;
  const begin = (name: string, attributes: Attributes) => {
    const span = tracer.startSpan(name, { attributes }, active());
    return { span, context: trace.setSpan(active(), span) };
  };
  return {
    on: true,
    async inSpan(name, attributes, work) {
      const { span, context } = begin(name, attributes);
      try {
        return await contexts.run(context, work);
      } catch (error) {
        blame(span, error);
        throw error;
      } finally {
        span.end();
      }
    },
    open(name, attributes) {
      const { span, context } = begin(name, attributes);
      return {
        run: (work) => contexts.run(context, work),
        end(more, error) {
          if (more) span.setAttributes(more);
          if (error !== undefined) blame(span, error);
          span.end();
        },
      };
    },
    traceparentOf() {
      const context = trace.getSpanContext(active());
      return context ? formatTraceparent(context) : null;
    },
    withTraceparent(traceparent, work) {
      const remote = traceparent === null ? null : parseTraceparent(traceparent);
      return remote ? contexts.run(trace.setSpanContext(active(), remote), work) : work();
    },
    async stop() {
      // What cannot be sent is lost: nobody waits for a collector that is away.
      await provider.shutdown().catch(() => {});
    },
  };
}

/** The kind of error only: messages may hold what a trace must not. */
function blame(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
}
