import type { OpenSpan, Tracing } from '@ai-film-studio/studio/telemetry/tracing.ts';
import type { Api } from './api.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** `null` when tracing is off. */
    span: OpenSpan | null;
  }
}

/** A span for each request, which its handler runs in; goes on with the caller's trace when there is one. It must come before all other hooks. */
export function traceRequests(api: Api, tracing: Tracing): void {
  api.decorateRequest('span', null);
  if (!tracing.on) return;
  api.addHook('onRequest', (request, _reply, done) => {
    const { url: route = 'none' } = request.routeOptions;
    const { traceparent } = request.headers;
    const span = tracing.withTraceparent(typeof traceparent === 'string' ? traceparent : null, () =>
      tracing.open(`${request.method} ${route}`, {
        'http.request.method': request.method,
        'http.route': route,
        'studio.request_id': request.id,
      }),
    );
    request.span = span;
    span.run(done);
  });
  // The body comes by events of the socket, which know nothing of the span.
  api.addHook('preValidation', (request, _reply, done) => {
    if (request.span) request.span.run(done);
    else done();
  });
  api.addHook('onResponse', (request, reply, done) => {
    const { statusCode } = reply;
    request.span?.end({ 'http.response.status_code': statusCode }, statusCode >= 500 ? String(statusCode) : undefined);
    done();
  });
}
