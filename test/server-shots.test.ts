import { readFile } from 'node:fs/promises';
import { answerOf, type Studio, studioClient } from '@ai-film-studio/client';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestFolder, testFolder } from './run-studio.ts';
import { type ServedStudio, serveStudio, stopStudio } from './served-studio.ts';

/** A shot of a finished film. */
interface Filmed {
  readonly id: string;
  readonly key: string;
  readonly picture: string;
}

describe('shots of a film on a server', () => {
  let folder: TestFolder;
  let server: ServedStudio;
  let studio: Studio;
  let projectId = '';
  beforeAll(async () => {
    folder = await testFolder();
    server = await serveStudio(folder.path, { PORT: '0', LOG_LEVEL: 'warn', RATE_LIMIT_FACTOR: '100' });
    const token = server.link?.split('#token=')[1] ?? '';
    const open = studioClient({ baseUrl: server.address, credential: null });
    const session = await answerOf(open.POST('/v1/sessions/link', { body: { token, refreshTokenIn: 'body' } }));
    if (session.status !== 'signed-in') throw new Error('The link did not let us in.');
    studio = studioClient({ baseUrl: server.address, credential: { accessToken: async () => session.accessToken } });
    projectId = (await answerOf(studio.POST('/v1/projects', { body: { name: 'One Line' } }))).id;
    const content = await readFile(new URL('./scripts/one-line.fountain', import.meta.url), 'utf8');
    const params = { path: { projectId } };
    await answerOf(
      studio.POST('/v1/projects/{projectId}/drafts', { params, body: { name: 'one-line.fountain', content } }),
    );
  });
  afterAll(async () => {
    await stopStudio(server);
    await folder.remove();
  });

  const plan = () =>
    answerOf(studio.POST('/v1/projects/{projectId}/plan', { params: { path: { projectId } }, body: {} }));
  /** Films the project and waits for the end. */
  async function film() {
    const begun = await answerOf(
      studio.POST('/v1/projects/{projectId}/films', { params: { path: { projectId } }, body: {} }),
    );
    const params = { path: { filmId: begun.id } };
    for await (const _ of studio.watchFilm(begun.id));
    const ended = await answerOf(studio.GET('/v1/films/{filmId}', { params }));
    expect(ended).toMatchObject({ status: 'done', error: null });
    const { items } = await answerOf(studio.GET('/v1/films/{filmId}/shots', { params }));
    return { film: ended, shots: items satisfies readonly Filmed[] };
  }
  const decide = (shotId: string, body: { take?: number; locked?: boolean; replacementId?: string | null }) =>
    answerOf(
      studio.PATCH('/v1/projects/{projectId}/shots/{shotId}', { params: { path: { projectId, shotId } }, body }),
    );
  const differing = (before: readonly Filmed[], after: readonly Filmed[]) =>
    after.filter(({ picture }, index) => picture !== before[index]?.picture).map(({ id }) => id);

  /** An image as a browser uploads it: parts by their links, then the word that all are there. */
  async function upload(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const params = { path: { projectId } };
    const body = { name: 'snow.png', bytes: bytes.length, type: 'image/png' };
    const { upload: begun, parts } = await answerOf(studio.POST('/v1/projects/{projectId}/uploads', { params, body }));
    for (const { part, url, bytes: length } of parts) {
      const from = (part - 1) * length;
      const put = await fetch(url, { method: 'PUT', body: bytes.slice(from, from + length) });
      expect(put.ok).toBe(true);
    }
    const done = await answerOf(
      studio.POST('/v1/uploads/{uploadId}/complete', { params: { path: { uploadId: begun.id } } }),
    );
    return done.id;
  }

  it('are drawn anew, replaced and locked one by one; the others stay, and only what is drawn is paid', async () => {
    const first = await film();
    expect(first.film.cost).toBeGreaterThan(0);
    const again = await film();
    expect(again.film.cost).toBe(0);
    expect(differing(first.shots, again.shots)).toEqual([]);

    const spoken = first.shots.find(({ id }) => !/title|credits|black/.test(id))?.id ?? '';
    await decide(spoken, { take: 1 });
    expect((await plan()).work.shots).toBe(1);
    const retaken = await film();
    expect(differing(first.shots, retaken.shots)).toEqual([spoken]);
    expect(retaken.film.cost).toBeGreaterThan(0);
    expect(retaken.film.cost ?? 0).toBeLessThan(first.film.cost ?? 0);

    const canvas = createCanvas(640, 480);
    const drawing = canvas.getContext('2d');
    drawing.fillStyle = '#c33';
    drawing.fillRect(0, 0, 640, 480);
    const replacementId = await upload(new Uint8Array(await canvas.encode('png')));
    await decide(spoken, { replacementId });
    const replaced = await film();
    expect(differing(retaken.shots, replaced.shots)).toEqual([spoken]);
    expect(replaced.film.cost).toBe(0);

    // The take that is chosen again was drawn before; locked, it stays whatever is chosen.
    await decide(spoken, { replacementId: null, take: 0 });
    const back = await film();
    expect(differing(first.shots, back.shots)).toEqual([]);
    await decide(spoken, { locked: true });
    await decide(spoken, { take: 7 });
    const locked = await film();
    expect(locked.film.cost).toBe(0);
    await decide(spoken, { locked: false });
    expect((await plan()).work.shots).toBe(1);
  });
});
