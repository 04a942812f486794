import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bibleName, filmScript } from '../film-script.ts';
import { type FilmOptions, settingsOf } from '../options.ts';
import { reporterFor } from '../reporter.ts';
import { defaultFolder, mainExample, openScript } from '../script-file.ts';
import { inWorkshop } from '../workshop.ts';

const length = (seconds: number) =>
  seconds < 60
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${String(Math.round(seconds % 60)).padStart(2, '0')} s`;

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** `studio film` and `studio draft`. */
export async function film(path: string | undefined, options: FilmOptions, kind: 'film' | 'draft'): Promise<void> {
  const script = await openScript(path ?? mainExample);
  const home = defaultFolder(script.path);
  const out = options.out ?? (kind === 'film' ? home : `${home}-draft`);
  // A draft, and a film in a folder that has no bible of its own yet, are made from the bible that a person corrects for the film.
  const corrected = out !== home && existsSync(join(home, bibleName)) && !existsSync(join(out, bibleName));
  const reporter = reporterFor(options.json);
  try {
    await inWorkshop(options, reporter, async (workshop) => {
      const { manifest, drawn } = await filmScript(
        {
          script,
          out,
          settings: settingsOf(options),
          kind,
          strict: options.strict,
          ...(corrected ? { bibleFolder: home } : {}),
        },
        workshop,
      );
      const folder = relative('', out) || '.';
      const shots = manifest.shots.length;
      reporter.result(
        {
          film: join(out, 'film.mp4'),
          folder: out,
          frames: manifest.frames,
          seconds: manifest.seconds,
          shots,
          drawn: drawn ?? 0,
          unfilmed: manifest.unfilmed.length,
          downgrades: manifest.downgrades.length,
        },
        [
          `${manifest.title}: ${length(manifest.seconds)}, ${shots} shots, ${drawn === null ? 'nothing changed' : `${drawn} drawn now`}.`,
          ...(manifest.unfilmed.length > 0
            ? [
                `Not filmed: ${counted(manifest.unfilmed.length, 'passage')} of the script (which and why: "unfilmed" in ${join(folder, 'film.json')}).`,
              ]
            : []),
          ...(manifest.downgrades.length > 0
            ? [`Done worse than asked: ${counted(manifest.downgrades.length, 'time')} (see "downgrades" there).`]
            : []),
          `The ${kind} is ${join(folder, 'film.mp4')}`,
        ],
      );
    });
  } finally {
    reporter.close();
  }
}
