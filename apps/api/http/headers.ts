import { referencePrefix } from './access.ts';
import type { Api } from './api.ts';

/**
 * What every answer carries: nothing of it is a page, so a browser shall run nothing, guess nothing and show it in no frame. Fixed values: helmet's
 * hook about doubled the processor time of an answer.
 */
export const always = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-site',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const;

/** The reference is a page: its library sends a policy of its own. */
const { 'content-security-policy': _, ...ofPages } = always;

/** It must come before the guard of access: refusals carry them too. */
export function sendHeaders(api: Api): void {
  api.addHook('onRequest', (request, reply, done) => {
    reply.headers(request.url.startsWith(referencePrefix) ? ofPages : always);
    reply.header('x-request-id', request.id);
    done();
  });
}
