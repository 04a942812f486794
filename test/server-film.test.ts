import { createHash } from 'node:crypto';
import { copyFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { answerOf, studioClient } from '@ai-film-studio/client';
import { manifestSchema } from '@ai-film-studio/studio';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Ended,
  edited,
  eventsOf,
  processesNaming,
  type Running,
  startStudio,
  studio,
  studioDone,
  type TestFolder,
  testFolder,
} from './run-studio.ts';
import { killStudio, type ServedStudio, serveStudio, stopStudio } from './served-studio.ts';

const script = 'one-line.fountain';
const resultSchema = z.object({ folder: z.string(), cost: z.number(), projectId: z.string() });

let place: TestFolder;
let there: TestFolder;
let server: ServedStudio;
const config = () => ({ XDG_CONFIG_HOME: join(place.path, 'config'), STUDIO_SERVER: '', STUDIO_API_KEY: '' });
// A worker that was killed is known to be dead after the lease of its jobs.
const serve = (port: string) =>
  serveStudio(there.path, { PORT: port, LOG_LEVEL: 'warn', JOB_LEASE: '3', RATE_LIMIT_FACTOR: '100' });
const inPlace = () => ({ cwd: place.path, env: config() });
const resultIn = (ended: Ended) => resultSchema.parse(eventsOf(ended).at(-1));

/** Waits for an event that a running command with --json prints. */
async function heard(running: Running, isIt: (event: Record<string, unknown>) => boolean): Promise<void> {
  if (!running.child.stdout) throw new Error('Nothing can be heard of the command.');
  for await (const line of createInterface({ input: running.child.stdout })) if (isIt(JSON.parse(line))) return;
  throw new Error(`It was not heard: ${(await running.ended).stderr}`);
}

const credentialsFile = () => join(place.path, 'config/ai-film-studio/credentials.json');
const credentials = async () =>
  z.object({ server: z.string(), key: z.string() }).parse(JSON.parse(await readFile(credentialsFile(), 'utf8')));

const sha256 = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

/** The names of a film's files, each with whether it is what its manifest says. */
async function checked(folder: string): Promise<Readonly<Record<string, boolean>>> {
  const { files } = manifestSchema.parse(JSON.parse(await readFile(join(folder, 'film.json'), 'utf8')));
  const whole = Object.entries(files).map(async ([name, file]) => {
    return [name, (await sha256(join(folder, name))) === file.sha256] as const;
  });
  return Object.fromEntries(await Promise.all(whole));
}

beforeAll(async () => {
  [place, there] = [await testFolder(script), await testFolder()];
  server = await serve('0');
});

afterAll(async () => {
  await stopStudio(server);
  expect(await processesNaming(there.path)).toEqual([]);
  await Promise.all([place.remove(), there.remove()]);
});

it('without a key nothing is sent to a server, and it is said how to get one', async () => {
  const ended = await studio(['draft', script, '--server', server.address], inPlace());
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain(`studio login --server ${server.address}`);
});

it('the link of the first start signs in once, and leaves a key that nobody else on the machine can read', async () => {
  const link = server.link ?? '';
  const { stdout } = await studioDone(['login', '--link', link], inPlace());
  expect(stdout).toContain(`Signed in at ${server.address}`);
  expect((await stat(credentialsFile())).mode & 0o777).toBe(0o600);
  const again = await studio(['login', '--link', link], inPlace());
  expect(again.code).toBe(2);
});

it('a key is not shown to another server', async () => {
  const ended = await studio(['draft', script, '--server', 'http://127.0.0.1:9'], inPlace());
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('You are not signed in at http://127.0.0.1:9');
});

it('a draft that a server made is whole here, and its film is the one that this machine makes, byte for byte', async () => {
  const { folder } = resultIn(await studioDone(['draft', script, '--server', '--json'], inPlace()));
  const files = await checked(join(place.path, folder));
  expect(Object.values(files)).not.toContain(false);
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['film.mp4', 'film.srt', 'poster.jpg', 'storyboard.pdf']));
  const elsewhere = join(place.path, 'here');
  await studioDone(['draft', script, '--out', elsewhere, '--store', '.studio/other'], inPlace());
  expect(await sha256(join(elsewhere, 'film.mp4'))).toBe(await sha256(join(place.path, folder, 'film.mp4')));
});

it('a film goes on and ends though its server is killed in the middle of it and started again', async () => {
  const running = startStudio(['film', script, '--server', '--json'], inPlace());
  await heard(running, ({ event, stage, done }) => event === 'stage' && stage === 'pictures' && Number(done) > 0);
  await killStudio(server);
  server = await serve(new URL(server.address).port);
  const ended = await running.ended;
  expect(ended.stderr).toBe('');
  const { folder, cost } = resultIn(ended);
  expect(cost).toBeGreaterThan(0);
  expect(Object.values(await checked(join(place.path, folder)))).not.toContain(false);
});

it('the same film again costs nothing, and is brought back where it was thrown away', async () => {
  await rm(join(place.path, 'films'), { recursive: true });
  const { folder, cost } = resultIn(await studioDone(['film', script, '--server', '--json'], inPlace()));
  expect(cost).toBe(0);
  expect(Object.values(await checked(join(place.path, folder)))).not.toContain(false);
});

it('who stops watching is told that the film goes on, and the same command watches the same film to its end', async () => {
  const film = ['film', script, '--server', '--json', '--seed', '7', '--out', 'seventh'];
  const running = startStudio(film, inPlace());
  await heard(running, ({ event }) => event === 'stage');
  running.child.kill('SIGINT');
  const stopped = await running.ended;
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toContain('the film goes on');
  const ended = await studioDone(film, inPlace());
  expect(eventsOf(ended)[0]).toEqual({ event: 'note', text: 'It is being made already: going on watching.' });
});

it('a bible that was corrected here is sent, and only then: what was corrected elsewhere meanwhile stays', async () => {
  await copyFile(join(place.path, script), join(place.path, 'mine.fountain'));
  const draft = () => studioDone(['draft', 'mine.fountain', '--server', '--json'], inPlace());
  const { folder, projectId } = resultIn(await draft());
  const bible = join(place.path, folder, 'bible.yaml');
  const filmed = async () => {
    const { bible } = manifestSchema.parse(JSON.parse(await readFile(join(place.path, folder, 'film.json'), 'utf8')));
    return bible.filmed.cast[0]?.look.hairColour;
  };
  expect(await filmed()).toBe('red');
  await writeFile(bible, edited(await readFile(bible, 'utf8'), 'hairColour: red', 'hairColour: blue'));
  await draft();
  expect(await filmed()).toBe('blue');

  const { server: baseUrl, key: apiKey } = await credentials();
  const client = studioClient({ baseUrl, credential: { apiKey } });
  const params = { path: { projectId } };
  const { text, version } = await answerOf(client.GET('/v1/projects/{projectId}/bible', { params }));
  await client.PUT('/v1/projects/{projectId}/bible', {
    params: { ...params, header: { 'if-match': `"${version}"` } },
    body: { text: edited(text, 'hairColour: blue', 'hairColour: pink') },
  });
  await draft();
  expect(await filmed()).toBe('pink');
});

it('a server that is away is told of, with a code of its own', async () => {
  const env = { ...config(), STUDIO_SERVER: 'http://127.0.0.1:9', STUDIO_API_KEY: 'fs_live_x' };
  const ended = await studio(['draft', script, '--server'], { cwd: place.path, env });
  expect(ended.code).toBe(3);
  expect(ended.stderr).toContain('No studio answers at http://127.0.0.1:9');
});
