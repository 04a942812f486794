import type { Metrics, Recorder } from '@ai-film-studio/studio/telemetry/metrics.ts';
import type { Api } from './api.ts';

/** Measures how long answers take, by route pattern: an address as it was sent would be a series for each film. */
export function measureRequests(api: Api, metrics: Metrics): void {
  const known = new Map<string, Recorder>();
  api.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const { url: route = 'none' } = request.routeOptions;
    const status = String(reply.statusCode);
    const key = `${method} ${status} ${route}`;
    const recorder = known.get(key) ?? metrics.series('responseSeconds', { method, route, status });
    known.set(key, recorder);
    recorder(reply.elapsedTime / 1000);
    done();
  });
}
