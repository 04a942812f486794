import { deleteFilm } from '@ai-film-studio/studio/films/film-deletion.ts';
import { z } from 'zod';
import { principalOf, type Routes } from '../http/api.ts';

export const filmDeletionRoutes: Routes = (api, services) => {
  api.route({
    method: 'DELETE',
    url: '/v1/films/:filmId',
    config: { access: 'projects:write' },
    schema: {
      operationId: 'deleteFilm',
      tags: ['films'],
      summary: 'Delete a film, stopping it if it runs; what was made for it may stay in storage until its project goes',
      params: z.object({ filmId: z.uuid() }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await deleteFilm(services, principalOf(request).userId, request.params.filmId);
      return reply.code(204).send(null);
    },
  });
};
