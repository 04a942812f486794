import { partsOf } from '@ai-film-studio/studio/storage/upload-parts.ts';
import type { Upload } from '@ai-film-studio/studio/storage/upload-row.ts';
import { mostLinks } from '@ai-film-studio/studio/storage/uploads.ts';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';
import { assetSchema, shownAsset } from './assets.ts';

const partSchema = z
  .object({
    part: z.int().describe('Counts from 1.'),
    bytes: z.int().describe('What the body must have, to the byte.'),
    url: z.string().describe('PUT the bytes here, within the hour. No other header is needed.'),
  })
  .meta({ id: 'UploadPart' });

const uploadSchema = z
  .object({
    id: z.uuid(),
    projectId: z.uuid(),
    name: z.string(),
    bytes: z.int(),
    partBytes: z.int().describe('How long each part is but the last.'),
    parts: z.int().describe('How many parts there are.'),
    status: z.enum(['open', 'done', 'refused']),
    reason: z.string().nullable().describe('Why the file was refused.'),
    assetId: z.uuid().nullable().describe('The file in the project, once it is done.'),
    expiresAt: z.string().describe('What is not complete by then is dropped.'),
  })
  .meta({ id: 'Upload' });

const shown = (upload: Upload): z.output<typeof uploadSchema> => {
  const { id, projectId, name, bytes, partBytes, status, reason, assetId, expiresAt } = upload;
  const parts = partsOf(upload);
  return { id, projectId, name, bytes, partBytes, parts, status, reason, assetId, expiresAt: expiresAt.toISOString() };
};

/** Names are shown to people: no line breaks, nothing invisible that turns text around. What they look like as paths does not matter. */
const fileName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Bidi_Control}\p{Cs}]+$/u, 'no control characters');

const uploadParams = z.object({ uploadId: z.uuid() });

export const uploadRoutes: Routes = (api, { uploads }) => {
  const config = { access: 'projects:write', limit: 'upload' } as const;

  api.route({
    method: 'POST',
    url: '/v1/projects/:projectId/uploads',
    config,
    schema: {
      operationId: 'beginUpload',
      tags: ['uploads'],
      summary: 'Begin to upload a picture, clip or sound of up to 5 GB',
      description: `Send the parts to their links in any order, several at once if you like, then complete the upload. Links for the first ${mostLinks} parts are in the answer.`,
      params: z.object({ projectId: z.uuid() }),
      body: z.strictObject({
        name: fileName,
        bytes: z.int().min(1),
        type: z.string().max(200).default('').describe('As the browser calls it. The file is looked into in any case.'),
      }),
      response: { 201: z.object({ upload: uploadSchema, parts: z.array(partSchema) }) },
    },
    handler: async (request, reply) => {
      const { upload, parts } = await uploads.begin(
        principalOf(request).userId,
        request.params.projectId,
        request.body,
      );
      return reply
        .code(201)
        .header('location', `/v1/uploads/${upload.id}`)
        .send({ upload: shown(upload), parts: [...parts] });
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/uploads/:uploadId',
    config: { access: 'projects:write' },
    schema: {
      operationId: 'getUpload',
      tags: ['uploads'],
      summary: 'An upload, and which of its parts have arrived: for going on where it broke off',
      params: uploadParams,
      response: { 200: z.object({ upload: uploadSchema, arrived: z.array(z.int()) }) },
    },
    handler: async (request) => {
      const { upload, arrived } = await uploads.get(principalOf(request).userId, request.params.uploadId);
      return { upload: shown(upload), arrived: [...arrived] };
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/uploads/:uploadId/parts',
    config,
    schema: {
      operationId: 'getUploadLinks',
      tags: ['uploads'],
      summary: 'Fresh links for parts of an upload',
      params: uploadParams,
      body: z.strictObject({ parts: z.array(z.int().min(1)).min(1).max(mostLinks) }),
      response: { 200: z.object({ parts: z.array(partSchema) }) },
    },
    handler: async (request) => {
      const { userId } = principalOf(request);
      return { parts: [...(await uploads.links(userId, request.params.uploadId, request.body.parts))] };
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/uploads/:uploadId/complete',
    config,
    schema: {
      operationId: 'completeUpload',
      tags: ['uploads'],
      summary: 'Take the file in, once all its parts are there',
      description:
        'The file is looked into: what is not a picture, clip or sound through and through is refused for good.',
      params: uploadParams,
      response: { 200: assetSchema },
    },
    handler: async (request) =>
      shownAsset(await uploads.complete(principalOf(request).userId, request.params.uploadId)),
  });

  api.route({
    method: 'DELETE',
    url: '/v1/uploads/:uploadId',
    config,
    schema: {
      operationId: 'abortUpload',
      tags: ['uploads'],
      summary: 'Give an upload up',
      params: uploadParams,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await uploads.abort(principalOf(request).userId, request.params.uploadId);
      return reply.code(204).send(null);
    },
  });
};
