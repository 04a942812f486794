import { join, relative } from 'node:path';
import type { Manifest } from '@ai-film-studio/studio';

const length = (seconds: number) =>
  seconds < 60
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${String(Math.round(seconds % 60)).padStart(2, '0')} s`;

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What came of a film, for a program. */
export const resultOf = (manifest: Manifest, out: string) => ({
  film: join(out, 'film.mp4'),
  folder: out,
  frames: manifest.frames,
  seconds: manifest.seconds,
  shots: manifest.shots.length,
  unfilmed: manifest.unfilmed.length,
  downgrades: manifest.downgrades.length,
});

/** The same for a person. @param news what was new about it: `3 drawn now` */
export function resultLines(manifest: Manifest, out: string, news: string): readonly string[] {
  const folder = relative('', out) || '.';
  const { title, seconds, shots, unfilmed, downgrades, kind } = manifest;
  return [
    `${title}: ${length(seconds)}, ${shots.length} shots, ${news}.`,
    ...(unfilmed.length > 0
      ? [
          `Not filmed: ${counted(unfilmed.length, 'passage')} of the script (which and why: "unfilmed" in ${join(folder, 'film.json')}).`,
        ]
      : []),
    ...(downgrades.length > 0
      ? [`Done worse than asked: ${counted(downgrades.length, 'time')} (see "downgrades" there).`]
      : []),
    `The ${kind} is ${join(folder, 'film.mp4')}`,
  ];
}
