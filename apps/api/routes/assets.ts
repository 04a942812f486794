import type { Asset } from '@ai-film-studio/studio/storage/assets.ts';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';
import { microTimeAndId, pageFrom, pageOf, pageQuery, readCursor } from '../http/page.ts';

export const assetSchema = z
  .object({
    id: z.uuid(),
    projectId: z.uuid(),
    type: z.enum(['script', 'image', 'audio', 'video', 'document']),
    name: z.string().describe('As it was called where it came from.'),
    mediaType: z.string().describe('What it was found to be.'),
    bytes: z.int(),
    sha256: z.string(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    seconds: z.number().nullable(),
    createdAt: z.string(),
  })
  .meta({ id: 'Asset' });

/** A file as its owner sees it: not where it lies. */
export function shownAsset({ id, projectId, type, bytes, createdAt, metadata }: Asset): z.output<typeof assetSchema> {
  const { name, mediaType, sha256, width = null, height = null, seconds = null } = metadata;
  return { id, projectId, type, name, mediaType, bytes, sha256, width, height, seconds, createdAt };
}

const assetParams = z.object({ assetId: z.uuid() });

export const assetRoutes: Routes = (api, { assets }) => {
  api.route({
    method: 'GET',
    url: '/v1/projects/:projectId/assets',
    config: { access: 'projects:read', cache: true },
    schema: {
      operationId: 'listAssets',
      tags: ['assets'],
      summary: 'The files of a project, newest first',
      params: z.object({ projectId: z.uuid() }),
      querystring: pageQuery,
      response: { 200: pageOf(assetSchema) },
    },
    handler: async (request) => {
      const { limit, cursor } = request.query;
      const after = readCursor(cursor, microTimeAndId);
      const found = await assets.list(principalOf(request).userId, request.params.projectId, { limit, after });
      return pageFrom(found.map(shownAsset), limit, ({ createdAt, id }) => [createdAt, id]);
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/assets/:assetId',
    config: { access: 'projects:read', cache: true },
    schema: {
      operationId: 'getAsset',
      tags: ['assets'],
      summary: 'A file: what it is, not its bytes',
      params: assetParams,
      response: { 200: assetSchema },
    },
    handler: async (request) => shownAsset(await assets.get(principalOf(request).userId, request.params.assetId)),
  });

  api.route({
    method: 'GET',
    url: '/v1/assets/:assetId/content',
    config: { access: 'projects:read' },
    schema: {
      operationId: 'getAssetContent',
      tags: ['assets'],
      summary: 'The bytes of a file: sends you on to a link that is good for an hour and takes ranges',
      params: assetParams,
      querystring: z.object({
        download: z.stringbool().default(false).describe('Whether a browser shall save it instead of showing it.'),
      }),
      response: { 302: z.null() },
    },
    handler: async (request, reply) => {
      const link = await assets.link(principalOf(request).userId, request.params.assetId, request.query);
      // The link is a secret of its user, and does not last.
      return reply.header('cache-control', 'no-store').redirect(link, 302);
    },
  });

  api.route({
    method: 'DELETE',
    url: '/v1/assets/:assetId',
    config: { access: 'projects:write' },
    schema: {
      operationId: 'deleteAsset',
      tags: ['assets'],
      summary: 'Delete a file',
      params: assetParams,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await assets.remove(principalOf(request).userId, request.params.assetId);
      return reply.code(204).send(null);
    },
  });
};
