import type { Api } from './api.ts';

/**
 * One line for each request, when it is answered: by whom, which route, what came of it, how long it took. Not the address as it was sent,
 * which may hold what must not be logged. Fastify's own lines must be off (`LogController`).
 */
export function logRequests(api: Api): void {
  api.addHook('onResponse', (request, reply, done) => {
    const { url: route = 'none', config } = request.routeOptions;
    // What machines ask every few seconds would bury the rest, and what was kept from before has its line already: metrics count both.
    const level = config.limit === 'none' || request.fromCache ? 'debug' : 'info';
    if (level === 'debug' && api.log.level !== 'debug') return done();
    const line = {
      method: request.method,
      route,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.principal ? { userId: request.principal.userId, via: request.principal.via } : {}),
    };
    request.log[level](line, 'answered');
    done();
  });
}
