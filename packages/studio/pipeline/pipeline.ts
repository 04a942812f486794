import { type Cut, cutShots, type SubtitleCue, subtitlesOf, writeSrt } from '@ai-film-studio/film';
import type { AnimaticJob, AssembleJob } from '../jobs/job.ts';
import type { StoredObject } from '../storage/store.ts';
import { trackStage } from './events.ts';
import { drawBoards, type PicturedShot, shootClips } from './pictures.ts';
import { mixSoundtrack, type Soundtrack } from './soundtrack.ts';
import type { Order, Studio } from './studio.ts';
import { speakLines, type VoicedLine } from './voices.ts';

/** A film with all of its parts in the store. */
export interface MadeFilm {
  readonly cut: Cut;
  readonly voices: ReadonlyMap<string, VoicedLine>;
  readonly shots: readonly PicturedShot[];
  readonly soundtrack: Soundtrack;
  readonly subtitles: readonly SubtitleCue[];
  readonly film: StoredObject;
}

/** The way from a storyboard to a film. What the store has is not made again. */
export async function makeFilm(order: Order, studio: Studio): Promise<MadeFilm> {
  const voices = await speakLines(order, studio);
  const cut = cutOf(order, voices);
  const [soundtrack, shots] = await Promise.all([
    mixSoundtrack(order, cut, voices, studio),
    shootClips(order, cut, voices, studio),
  ]);
  return assemble('assemble', { cut, voices, shots, soundtrack }, order, studio);
}

/** The same with one board a shot: to be seen in seconds. */
export async function makeDraft(order: Order, studio: Studio): Promise<MadeFilm> {
  const voices = await speakLines(order, studio);
  const cut = cutOf(order, voices);
  const [soundtrack, shots] = await Promise.all([
    mixSoundtrack(order, cut, voices, studio),
    drawBoards(order, cut, voices, studio),
  ]);
  return assemble('animatic', { cut, voices, shots, soundtrack }, order, studio);
}

/** The edit: lengths follow the speech. */
export function cutOf({ production, settings }: Order, voices: ReadonlyMap<string, VoicedLine>): Cut {
  return cutShots(production.storyboard.shots, settings.rate, (line) => voices.get(line.id));
}

async function assemble(
  kind: (AssembleJob | AnimaticJob)['kind'],
  parts: Omit<MadeFilm, 'film' | 'subtitles'>,
  { production, settings }: Order,
  { runner, report }: Studio,
): Promise<MadeFilm> {
  const track = trackStage('assembly', [1], report);
  const nameOf = (id: string) => production.bible.cast.find((member) => member.id === id)?.name ?? id;
  const subtitles = subtitlesOf(parts.cut, nameOf);
  const clips = parts.shots.map(({ key, timed }) => ({ input: key, frames: timed.range.frames }));
  const { record, made } = await runner.perform({
    kind,
    request: {
      clips,
      subtitles: subtitles.length > 0 ? writeSrt(subtitles, settings.rate) : null,
      rate: settings.rate,
      title: production.bible.title,
    },
    inputs: {
      ...Object.fromEntries(parts.shots.map(({ key, picture }) => [key, picture])),
      sound: parts.soundtrack.sound,
    },
  });
  track.finish(0, made);
  const { film } = record.objects;
  if (!film) throw new Error('Assembly left no film.');
  return { ...parts, subtitles, film };
}
