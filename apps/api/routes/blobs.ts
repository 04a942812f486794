import type { Readable } from 'node:stream';
import { answerLink } from '@ai-film-studio/studio/storage/blob-http.ts';
import type { LocalBlobs } from '@ai-film-studio/studio/storage/local-blobs.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Routes } from '../http/api.ts';

/** Bytes of a body. A part of an upload is smaller; how long it is to be exactly, its link says. */
const bodyLimit = 64 * 1024 ** 2;

async function answer(blobs: LocalBlobs, request: FastifyRequest, body: Readable, reply: FastifyReply) {
  const { method, url, headers } = request;
  const answered = await answerLink(blobs, { method, url, headers, body });
  // Whoever has the link may show it on their page, as they may one of S3.
  reply.code(answered.status).headers({ ...answered.headers, 'cross-origin-resource-policy': 'cross-origin' });
  return reply.send(answered.body ?? undefined);
}

/** Signed links to the storage on this machine: who has one needs no session. With S3 there is nothing here, S3 answers its own. */
export const blobRoutes: Routes = (api, { localBlobs }) => {
  if (!localBlobs) return;
  api.register(async (scope) => {
    // What comes in goes to the disk as it comes: no parser may gather it in memory.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    const common = {
      url: '/v1/blobs/*',
      config: { access: 'public', limit: 'none' },
      schema: { hide: true },
    } as const;
    scope.route({
      ...common,
      method: ['GET', 'HEAD'],
      exposeHeadRoute: false,
      handler: (request, reply) => answer(localBlobs, request, request.raw, reply),
    });
    scope.route({
      ...common,
      method: 'PUT',
      bodyLimit,
      handler: (request, reply) =>
        answer(localBlobs, request, request.raw, reply).catch((error: unknown) => {
          // What was not read of the body would stand in the way of the next request.
          reply.header('connection', 'close');
          throw error;
        }),
    });
  });
};
