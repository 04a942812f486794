import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '@ai-film-studio/studio';
import { resultLines, resultOf } from '../film-result.ts';
import { type Assignment, bibleName, filmScript } from '../film-script.ts';
import { type FilmOptions, settingsOf } from '../options.ts';
import { reporterFor } from '../reporter.ts';
import { defaultFolder, mainExample, openScript } from '../script-file.ts';
import { inWorkshop } from '../workshop.ts';

/** Options of `film` and `draft` alone. */
export interface MakeOptions extends FilmOptions {
  /** Films on a studio server; `true` for the one signed in at. */
  readonly server?: string | true;
}

/** What is to be filmed, of what the person typed. */
async function assignmentOf(
  path: string | undefined,
  options: FilmOptions,
  kind: Manifest['kind'],
): Promise<Assignment> {
  const script = await openScript(path ?? mainExample);
  const home = defaultFolder(script.path);
  const out = options.out ?? (kind === 'film' ? home : `${home}-draft`);
  // A draft, and a film in a folder that has no bible of its own yet, are made from the bible that a person corrects for the film.
  const corrected = out !== home && existsSync(join(home, bibleName)) && !existsSync(join(out, bibleName));
  const settings = settingsOf(options);
  return { script, out, settings, kind, strict: options.strict, ...(corrected ? { bibleFolder: home } : {}) };
}

/** `studio film` and `studio draft`. */
export async function film(path: string | undefined, options: MakeOptions, kind: Manifest['kind']): Promise<void> {
  const assignment = await assignmentOf(path, options, kind);
  const { server } = options;
  const reporter = reporterFor(options.json);
  try {
    if (server !== undefined) {
      const { filmOnServer } = await import('../server/film-on-server.ts');
      return await filmOnServer(
        assignment,
        { server: server === true ? undefined : server, store: options.store },
        reporter,
      );
    }
    await inWorkshop(options, reporter, async (workshop) => {
      const { manifest, drawn } = await filmScript(assignment, workshop);
      const news = drawn === null ? 'nothing changed' : `${drawn} drawn now`;
      const data = { ...resultOf(manifest, assignment.out), drawn: drawn ?? 0 };
      reporter.result(data, resultLines(manifest, assignment.out, news));
    });
  } finally {
    reporter.close();
  }
}
