import { Refusal, type RefusalKind } from '@ai-film-studio/studio/refusal.ts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { always } from './headers.ts';

/** RFC 9457, with what programs go by: a stable code and the request's id. */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().describe('Stable, in kebab case.'),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' });

type Problem = z.infer<typeof problemSchema>;

export const statusOfRefusal: Record<RefusalKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  'payment-required': 402,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'precondition-failed': 412,
  'too-large': 413,
  unsupported: 415,
  'too-many': 429,
};

const titles: Record<number, string> = {
  400: 'The request cannot be used',
  401: 'Nobody is signed in',
  402: 'Credits are missing',
  403: 'Not allowed',
  404: 'Not there',
  405: 'Not that way',
  408: 'Too slow',
  409: 'It stands against what is there',
  410: 'No longer there',
  412: 'It has changed meanwhile',
  413: 'Too large',
  415: 'Not of a kind that is understood',
  429: 'Too many requests',
  503: 'Not ready',
};

/** What Fastify and Node say of requests that never reach a route, in our words. */
const ofFastify: Record<string, { readonly kind: RefusalKind; readonly code: string; readonly detail: string }> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    kind: 'too-large',
    code: 'body-too-large',
    detail: 'The body is larger than this route takes.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    kind: 'unsupported',
    code: 'media-type',
    detail: 'This route takes application/json, as the reference says.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: { kind: 'invalid', code: 'json', detail: 'The body is empty; it must be JSON.' },
  FST_ERR_CTP_INVALID_JSON_BODY: { kind: 'invalid', code: 'json', detail: 'The body is not well-formed JSON.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    kind: 'invalid',
    code: 'content-length',
    detail: 'The body is not as long as it says.',
  },
  FST_ERR_BAD_URL: { kind: 'invalid', code: 'url', detail: 'The address is not well-formed.' },
};

function problemOf(
  status: number,
  code: string,
  detail: string,
  details: Readonly<Record<string, unknown>>,
  requestId: string,
): Problem {
  return { ...details, type: 'about:blank', title: titles[status] ?? 'It failed', status, detail, code, requestId };
}

/** Where in the input something is wrong, and what. */
function faultsOf(error: FastifyError): readonly { readonly at: string; readonly problem: string }[] {
  return (error.validation ?? []).map(({ instancePath, message }) => ({
    at: `${error.validationContext ?? 'request'}${instancePath.replaceAll('/', '.')}`.replace(/\.$/, ''),
    problem: message ?? 'not valid',
  }));
}

/** An error as an answer. What we did not foresee is told to nobody but the log. */
export function answerOf(error: FastifyError | Refusal | Error, requestId: string): Problem {
  if (error instanceof Refusal)
    return problemOf(statusOfRefusal[error.kind], error.code, error.message, error.details, requestId);
  if (hasZodFastifySchemaValidationErrors(error)) {
    const faults = faultsOf(error);
    const words = faults.map(({ at, problem }) => `${at}: ${problem}`).join('; ');
    return problemOf(400, 'invalid', `Not as the reference says: ${words}.`, { faults }, requestId);
  }
  const code = 'code' in error ? String(error.code) : '';
  const known = ofFastify[code];
  if (known) return problemOf(statusOfRefusal[known.kind], known.code, known.detail, {}, requestId);
  const status = 'statusCode' in error ? Number(error.statusCode) : 500;
  // JSON that Fastify's parser refuses, `__proto__` among it, is a SyntaxError with the status 400. The errors of other libraries have such a
  // status, too: what Stripe, say, says of our key is not for our callers.
  const isOfRequest = code.startsWith('FST_') || error instanceof SyntaxError;
  if (isOfRequest && status >= 400 && status < 500)
    return problemOf(status, status === 400 ? 'invalid' : 'refused', error.message, {}, requestId);
  return problemOf(500, 'internal', `This is our fault. Tell us this number: ${requestId}.`, {}, requestId);
}

/** The error handler of the whole API. */
export function sendProblem(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = answerOf(error, request.id);
  if (problem.status >= 500) request.log.error({ err: error }, 'a request failed');
  else request.log.info({ code: problem.code, status: problem.status }, 'a request was refused');
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="studio"');
  const retry = problem.retryAfter;
  if (typeof retry === 'number') reply.header('retry-after', String(Math.ceil(retry)));
  // What is no address comes here past every hook.
  if (!reply.hasHeader('x-content-type-options')) reply.headers(always);
  // Past the route's own serializer, which knows the route's answers only.
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer((payload: unknown) => (typeof payload === 'string' ? payload : JSON.stringify(payload)))
    .send(problem);
}
