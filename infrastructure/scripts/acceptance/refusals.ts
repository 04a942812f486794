import { randomUUID } from 'node:crypto';
import { type Studio, StudioError, studioClient } from '@ai-film-studio/client';
import type { Look } from './steps.ts';

/** What is tried, and what the studio has to answer. */
interface Refused {
  readonly what: string;
  readonly status: number;
  readonly ask: () => Promise<unknown>;
}

/** Whether each of them is refused, by a problem that somebody can do something with. */
async function lookAtRefusals(look: Look, refused: readonly Refused[]): Promise<void> {
  for (const { what, status, ask } of refused) {
    const answer = await ask().then(
      () => null,
      (error: unknown) => error,
    );
    if (answer === null) look(false, `${what} was let through, and should be refused with ${status}.`);
    else if (!(answer instanceof StudioError)) throw answer;
    else {
      look(answer.status === status, `${what} was answered ${answer.status} ${answer.code}, and not ${status}.`);
      const { detail, code } = answer.problem;
      look(
        Boolean(detail) && Boolean(code) && answer.requestId !== '',
        `${what} was refused without a reason, a code or the number of the request.`,
      );
    }
  }
}

/** Bad input is refused and said to be. */
export function lookAtBadInput(look: Look, studio: Studio, url: URL, projectId: string): Promise<void> {
  const path = { projectId };
  const nobody = studioClient({ baseUrl: url.origin, credential: null });
  return lookAtRefusals(look, [
    {
      ...{ what: 'A draft without a word in it', status: 400 },
      ask: () =>
        studio.POST('/v1/projects/{projectId}/drafts', { params: { path }, body: { name: 'a.fountain', content: '' } }),
    },
    {
      ...{ what: 'A film in a style that there is not', status: 400 },
      ask: () =>
        studio.POST('/v1/projects/{projectId}/plan', {
          params: { path },
          // What its types would not let a program say.
          body: {
            kind: 'film',
            settings: { style: 'sepia' as 'noir', size: '1280x720', fps: '24', seed: 1, burnSubtitles: false },
          },
        }),
    },
    {
      ...{ what: 'A film that never was', status: 404 },
      ask: () => studio.GET('/v1/films/{filmId}', { params: { path: { filmId: randomUUID() } } }),
    },
    { ...{ what: 'A list of films of nobody', status: 401 }, ask: () => nobody.GET('/v1/films') },
  ]);
}

/** What is another user's is answered like what is not there, however it is asked for. */
export function lookAtStranger(
  look: Look,
  stranger: Studio,
  { projectId, filmId, draftId }: { readonly projectId: string; readonly filmId: string; readonly draftId: string },
): Promise<void> {
  const film = { params: { path: { filmId } } };
  const project = { params: { path: { projectId } } };
  const file = { params: { path: { filmId, name: 'film.mp4' } }, redirect: 'manual', parseAs: 'stream' } as const;
  const draft = { params: { path: { projectId, draftId } } };
  const all: Readonly<Record<string, () => Promise<unknown>>> = {
    'The film': () => stranger.GET('/v1/films/{filmId}', film),
    'The list of the film’s files': () => stranger.GET('/v1/films/{filmId}/files', film),
    'The film itself': () => stranger.GET('/v1/films/{filmId}/files/{name}', file),
    'The film’s jobs': () => stranger.GET('/v1/films/{filmId}/jobs', film),
    'The film’s shots': () => stranger.GET('/v1/films/{filmId}/shots', film),
    'The script': () => stranger.GET('/v1/projects/{projectId}/drafts/{draftId}', draft),
    'The project': () => stranger.GET('/v1/projects/{projectId}', project),
    'Filming in the project': () =>
      stranger.POST('/v1/projects/{projectId}/films', { ...project, body: { kind: 'draft' } }),
    'Deleting the film': () => stranger.DELETE('/v1/films/{filmId}', film),
    'Deleting the project': () => stranger.DELETE('/v1/projects/{projectId}', project),
  };
  return lookAtRefusals(
    look,
    Object.entries(all).map(([what, ask]) => ({ what: `${what}, asked for by another user,`, status: 404, ask })),
  );
}
