import { join, resolve } from 'node:path';
import { printBible } from '@ai-film-studio/film';
import { LocalStore, layOut } from '@ai-film-studio/studio';
import { exitCodes, Failure } from '../failure.ts';
import { resultLines, resultOf } from '../film-result.ts';
import { type Assignment, bibleName, keepBible, refuseDowngrades, refuseFile, textAt } from '../film-script.ts';
import type { Reporter } from '../reporter.ts';
import { accountFor } from './account.ts';
import { downloadFilm } from './download.ts';
import { patience, reach, serverFailure } from './reach.ts';
import { beginFilm, watchFilm } from './remote-film.ts';
import { untilStopped } from './until-stopped.ts';

/**
 * `studio film --server`: films on a server and brings the film here, into the folder that it would have if it were made here. Whoever stops it
 * stops watching only; the same command goes on with the film.
 */
export async function filmOnServer(
  assignment: Assignment,
  options: { readonly server: string | undefined; readonly store: string },
  reporter: Reporter,
): Promise<void> {
  const { out, strict } = assignment;
  await refuseFile(out);
  const { server, key } = await accountFor(options.server, process.env);
  // Only a film that was begun goes on.
  let stopped = 'Stopped before the film was begun.';
  await untilStopped(
    () => stopped,
    async (signal) => {
      try {
        const written = await textAt(join(out, bibleName));
        const begun = await beginFilm(reach(server, { apiKey: key }, signal), assignment, reporter);
        stopped = `Not watched any more: the film goes on at ${server}. The same command with --server watches it again.`;
        const studio = reach(server, { apiKey: key }, signal, patience.long);
        const film = await watchFilm(studio, begun, reporter);
        if (film.status !== 'done') throw new Failure(overBecause(film), exitCodes.failed);
        if (strict) refuseDowngrades(film.downgrades);
        const store = await LocalStore.open(resolve(options.store));
        const { files, manifest } = await downloadFilm({ studio, server, filmId: film.id, store, signal });
        await layOut(files, out, store, [assignment.script.path]);
        if (!assignment.bibleFolder) await keepBible(out, written, printBible(manifest.bible.filmed));
        const cost = film.cost ?? 0;
        const data = { ...resultOf(manifest, out), cost, filmId: film.id, projectId: film.projectId, server };
        reporter.result(data, resultLines(manifest, out, `${cost} credits`));
      } catch (error) {
        throw serverFailure(error, server);
      }
    },
  );
}

const overBecause = ({ status, error }: { readonly status: string; readonly error: string | null }): string =>
  status === 'cancelled' ? 'The film was cancelled.' : `The film failed: ${error ?? 'the server does not say why.'}`;
