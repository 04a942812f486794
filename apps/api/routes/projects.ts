import { writtenBible } from '@ai-film-studio/studio/films/project-service.ts';
import { titleOf } from '@ai-film-studio/studio/films/understand.ts';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';
import { pageFrom, pageOf, pageQuery, readCursor, timeAndId } from '../http/page.ts';

const projectSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    description: z.string(),
    status: z.enum(['active', 'archived']),
    settings: z.record(z.string(), z.unknown()),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Project' });

const draftSchema = z
  .object({
    id: z.uuid(),
    projectId: z.uuid(),
    number: z.int(),
    name: z.string(),
    ending: z.enum(['.fountain', '.fdx']),
    sha256: z.string(),
    bytes: z.int(),
    createdAt: z.string(),
  })
  .meta({ id: 'Draft' });

const breakdownSchema = z
  .object({
    title: z.string(),
    cast: z.array(z.object({ id: z.string(), name: z.string(), age: z.int(), gender: z.string(), speeches: z.int() })),
    places: z.array(z.object({ id: z.string(), name: z.string(), set: z.string() })),
    scenes: z.array(
      z.object({
        id: z.string(),
        place: z.string(),
        timeOfDay: z.string(),
        mood: z.string(),
        cast: z.array(z.string()),
      }),
    ),
    shots: z.int(),
    guesses: z
      .array(z.object({ place: z.string(), set: z.string() }))
      .describe('Places that the studio has no set for, or that the script does not name: filmed on the nearest.'),
    unfilmed: z.array(z.object({ line: z.int(), text: z.string(), reason: z.string() })),
  })
  .meta({ id: 'Breakdown' });

/** Names are shown to people: no line breaks, nothing invisible that turns text around. */
const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Bidi_Control}]+$/u, 'no control characters');

const settingsSchema = z
  .record(z.string().max(100), z.unknown())
  .refine((settings) => JSON.stringify(settings).length <= 10_000, 'at most 10,000 characters of JSON');

const patchSchema = z.strictObject({
  name: nameSchema.optional(),
  description: z.string().max(10_000).optional(),
  status: z.enum(['active', 'archived']).optional(),
  settings: settingsSchema.optional(),
});

const projectParams = z.object({ projectId: z.uuid() });

/** Larger than any screenplay: the longest of the corpus has 14 kB, a feature film about 250. */
const longestScript = 2 * 1024 * 1024;

export const projectRoutes: Routes = (api, { projects, understanding, deleteProject }) => {
  api.route({
    method: 'POST',
    url: '/v1/projects',
    config: { access: 'projects:write' },
    schema: {
      operationId: 'createProject',
      tags: ['projects'],
      summary: 'Make a project',
      body: patchSchema.omit({ status: true }).extend({ name: nameSchema }),
      response: { 201: projectSchema },
    },
    handler: async (request, reply) => {
      const project = await projects.create(principalOf(request).userId, request.body);
      return reply.code(201).header('location', `/v1/projects/${project.id}`).send(project);
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/projects',
    config: { access: 'projects:read', cache: true },
    schema: {
      operationId: 'listProjects',
      tags: ['projects'],
      summary: 'Your projects, newest first',
      querystring: pageQuery,
      response: { 200: pageOf(projectSchema) },
    },
    handler: async (request) => {
      const { limit, cursor } = request.query;
      const found = await projects.list(principalOf(request).userId, limit, readCursor(cursor, timeAndId));
      return pageFrom(found, limit, ({ createdAt, id }) => [createdAt, id]);
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/projects/:projectId',
    config: { access: 'projects:read', cache: true },
    schema: {
      operationId: 'getProject',
      tags: ['projects'],
      summary: 'A project',
      params: projectParams,
      response: { 200: projectSchema },
    },
    handler: (request) => projects.get(principalOf(request).userId, request.params.projectId),
  });

  api.route({
    method: 'PATCH',
    url: '/v1/projects/:projectId',
    config: { access: 'projects:write' },
    schema: {
      operationId: 'changeProject',
      tags: ['projects'],
      summary: 'Change a project',
      params: projectParams,
      body: patchSchema,
      response: { 200: projectSchema },
    },
    handler: (request) => projects.change(principalOf(request).userId, request.params.projectId, request.body),
  });

  api.route({
    method: 'DELETE',
    url: '/v1/projects/:projectId',
    config: { access: 'projects:write' },
    schema: {
      operationId: 'deleteProject',
      tags: ['projects'],
      summary: 'Delete a project with its films and everything in storage that no other project needs',
      params: projectParams,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { userId } = principalOf(request);
      await projects.get(userId, request.params.projectId);
      await deleteProject(userId, request.params.projectId);
      return reply.code(204).send(null);
    },
  });

  api.route({
    method: 'POST',
    url: '/v1/projects/:projectId/drafts',
    bodyLimit: 2 * longestScript,
    config: { access: 'projects:write' },
    schema: {
      operationId: 'addDraft',
      tags: ['scripts'],
      summary: 'Hand in a draft of the script: Fountain, Final Draft (FDX) or plain text',
      params: projectParams,
      body: z.strictObject({
        name: nameSchema.describe('What you call it: the-last-ferry.fountain'),
        content: z.string().min(1).max(longestScript),
      }),
      response: { 201: z.object({ draft: draftSchema, breakdown: breakdownSchema }) },
    },
    handler: async (request, reply) => {
      const { userId } = principalOf(request);
      const { projectId } = request.params;
      const { name, content } = request.body;
      await projects.get(userId, projectId);
      const text = { name, bytes: new TextEncoder().encode(content) };
      // Read before it is taken in: a script with a fault is refused with the place of the fault.
      const breakdown = await understanding.breakDown(userId, {
        draft: text,
        bible: writtenBible(await projects.bible(userId, projectId)),
        seed: 1,
        untitled: titleOf(text.name),
      });
      const ending = /^\s*<\?xml|<FinalDraft/.test(content.slice(0, 2_000)) ? '.fdx' : '.fountain';
      const draft = await projects.addDraft(userId, projectId, text, ending);
      return reply.code(201).send({ draft, breakdown });
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/projects/:projectId/drafts',
    config: { access: 'projects:read', cache: true },
    schema: {
      operationId: 'listDrafts',
      tags: ['scripts'],
      summary: 'The drafts of a project, newest first',
      params: projectParams,
      response: { 200: z.object({ items: z.array(draftSchema) }) },
    },
    handler: async (request) => ({
      items: await projects.drafts(principalOf(request).userId, request.params.projectId),
    }),
  });

  api.route({
    method: 'GET',
    url: '/v1/projects/:projectId/drafts/:draftId',
    config: { access: 'projects:read', cache: true },
    schema: {
      operationId: 'getDraft',
      tags: ['scripts'],
      summary: 'A draft with its text, as it was handed in',
      params: projectParams.extend({ draftId: z.uuid() }),
      response: { 200: draftSchema.extend({ content: z.string() }) },
    },
    handler: async (request) => {
      const { projectId, draftId } = request.params;
      const { draft, text } = await projects.draft(principalOf(request).userId, projectId, draftId);
      return { ...draft, content: new TextDecoder().decode(text.bytes) };
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/projects/:projectId/breakdown',
    config: { access: 'projects:read', cache: true },
    schema: {
      operationId: 'getBreakdown',
      tags: ['scripts'],
      summary:
        'What the studio understood of a draft, with your corrections: cast, places, scenes, and what is not filmed',
      params: projectParams,
      querystring: z.object({ draftId: z.uuid().optional().describe('The newest, when left out.') }),
      response: { 200: breakdownSchema },
    },
    handler: async (request) => {
      const { userId } = principalOf(request);
      const { projectId } = request.params;
      await projects.get(userId, projectId);
      const { text } = await projects.draft(userId, projectId, request.query.draftId ?? null);
      return understanding.breakDown(userId, {
        draft: text,
        bible: writtenBible(await projects.bible(userId, projectId)),
        seed: 1,
        untitled: titleOf(text.name),
      });
    },
  });

  api.route({
    method: 'GET',
    url: '/v1/projects/:projectId/bible',
    config: { access: 'projects:read' },
    schema: {
      operationId: 'getBible',
      tags: ['scripts'],
      summary: 'The story bible as YAML, to be corrected; its version is the ETag',
      params: projectParams,
      response: {
        200: z.object({ text: z.string(), version: z.int().describe('0 as long as nobody has corrected it.') }),
      },
    },
    handler: async (request, reply) => {
      const { userId } = principalOf(request);
      const { projectId } = request.params;
      await projects.get(userId, projectId);
      const written = await projects.bible(userId, projectId);
      const { text } = await projects.draft(userId, projectId, null);
      const { bible } = await understanding.breakDown(userId, {
        draft: text,
        bible: writtenBible(written),
        seed: 1,
        untitled: titleOf(text.name),
      });
      const version = written?.version ?? 0;
      return reply.header('etag', `"${version}"`).send({ text: bible, version });
    },
  });

  api.route({
    method: 'PUT',
    url: '/v1/projects/:projectId/bible',
    bodyLimit: 2 * longestScript,
    config: { access: 'projects:write' },
    schema: {
      operationId: 'writeBible',
      tags: ['scripts'],
      summary: 'Correct the story bible; `If-Match` must be the ETag that you read',
      params: projectParams,
      headers: z.object({ 'if-match': z.string().regex(/^"\d{1,9}"$/) }),
      body: z.strictObject({ text: z.string().min(1).max(longestScript) }),
      response: { 200: z.object({ version: z.int() }) },
    },
    handler: async (request, reply) => {
      const { userId } = principalOf(request);
      const { projectId } = request.params;
      await projects.get(userId, projectId);
      const expected = Number(request.headers['if-match'].slice(1, -1));
      const before = await projects.bible(userId, projectId);
      if ((before?.version ?? 0) !== expected)
        throw new Refusal(
          'precondition-failed',
          'bible-changed',
          'The bible has changed since you read it: read it again and correct that.',
        );
      const { text } = await projects.draft(userId, projectId, null);
      const read = (bible: Parameters<typeof understanding.breakDown>[1]['bible']) =>
        understanding.breakDown(userId, { draft: text, bible, seed: 1, untitled: titleOf(text.name) });
      const { inferred } = await read(writtenBible(before));
      // Read with the corrections before they are kept: what cannot be understood is refused with its line.
      await read({ text: request.body.text, inferred: inferred });
      const version = await projects.writeBible(userId, projectId, request.body.text, inferred, expected);
      return reply.header('etag', `"${version}"`).send({ version });
    },
  });
};
