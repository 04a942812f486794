import { type Cut, cutShots, type SubtitleCue, subtitlesOf, writeSrt } from '@ai-film-studio/film';
import type { AssembleJob, ReelJob } from '../jobs/job.ts';
import type { StoredObject } from '../storage/store.ts';
import { trackStage } from './events.ts';
import { type Paper, printPaper } from './paper.ts';
import { drawBoards, type PicturedShot, shootClips } from './pictures.ts';
import { draftCues, filmCues, mixSoundtrack, type Soundtrack } from './soundtrack.ts';
import type { Order, Studio } from './studio.ts';
import { speakLines, type VoicedLine } from './voices.ts';

/** A film with all of its parts in the store. */
export interface MadeFilm {
  readonly cut: Cut;
  readonly voices: ReadonlyMap<string, VoicedLine>;
  readonly shots: readonly PicturedShot[];
  readonly paper: Paper;
  readonly soundtrack: Soundtrack;
  readonly subtitles: readonly SubtitleCue[];
  readonly film: StoredObject;
}

type Voices = MadeFilm['voices'];

/** The picture side of a film: its shots, on paper, and the segments that it is joined from. */
interface Pictures extends Pick<MadeFilm, 'shots' | 'paper'> {
  readonly segments: readonly { readonly input: string; readonly frames: number; readonly clip: StoredObject }[];
}

/** The way from a storyboard to a film. What the store has is not made again. */
export function makeFilm(order: Order, studio: Studio): Promise<MadeFilm> {
  return make(order, studio, filmCues, async (cut, voices) => {
    const shots = await shootClips(order, cut, voices, studio);
    const segments = shots.map(({ key, timed, picture }) => ({
      input: key,
      frames: timed.range.frames,
      clip: picture,
    }));
    return { shots, segments, paper: await printPaper(order, cut, shots, studio) };
  });
}

/** The same with one board a shot, and without music: to be seen in seconds. */
export function makeDraft(order: Order, studio: Studio): Promise<MadeFilm> {
  return make(order, studio, draftCues, async (cut, voices) => {
    const shots = await drawBoards(order, cut, voices, studio);
    const [segments, paper] = await Promise.all([reelsOf(order, shots, studio), printPaper(order, cut, shots, studio)]);
    return { shots, segments, paper };
  });
}

/** The edit: lengths follow the speech. */
export function cutOf({ production, settings }: Order, voices: Voices): Cut {
  return cutShots(production.storyboard.shots, settings.rate, (line) => voices.get(line.id));
}

async function make(
  order: Order,
  studio: Studio,
  cuesOf: typeof filmCues,
  picture: (cut: Cut, voices: Voices) => Promise<Pictures>,
): Promise<MadeFilm> {
  const voices = await speakLines(order, studio);
  const cut = cutOf(order, voices);
  const [soundtrack, pictures] = await Promise.all([
    mixSoundtrack(cuesOf(cut, order.settings), cut, voices, studio),
    picture(cut, voices),
  ]);
  const { shots, paper } = pictures;
  return { cut, voices, shots, paper, soundtrack, ...(await assemble(order, cut, pictures, soundtrack, studio)) };
}

/** Boards of a reel: enough that starting ffmpeg costs little, few enough that every core has some. */
const boardsPerReel = 16;

function reelsOf(
  { settings }: Order,
  shots: readonly PicturedShot[],
  { runner }: Studio,
): Promise<Pictures['segments']> {
  const reels = Array.from({ length: Math.ceil(shots.length / boardsPerReel) }, (_, reel) =>
    shots.slice(reel * boardsPerReel, (reel + 1) * boardsPerReel),
  );
  return Promise.all(
    reels.map(async (boarded) => {
      const boards = boarded.map(({ key, timed }) => ({ input: key, frames: timed.range.frames }));
      const inputs = Object.fromEntries(boarded.map(({ key, picture }) => [key, picture]));
      const job: ReelJob = { kind: 'reel', request: { boards, rate: settings.rate }, inputs };
      const { key, record } = await runner.perform(job);
      const { clip } = record.objects;
      if (!clip) throw new Error('A reel left no clip.');
      return { input: key, frames: boards.reduce((sum, { frames }) => sum + frames, 0), clip };
    }),
  );
}

async function assemble(
  { production, settings }: Order,
  cut: Cut,
  { segments }: Pictures,
  { sound }: Soundtrack,
  { runner, report }: Studio,
): Promise<Pick<MadeFilm, 'subtitles' | 'film'>> {
  const track = trackStage('assembly', [1], report);
  const nameOf = (id: string) => production.bible.cast.find((member) => member.id === id)?.name ?? id;
  const subtitles = subtitlesOf(cut, nameOf);
  const job: AssembleJob = {
    kind: 'assemble',
    request: {
      clips: segments.map(({ input, frames }) => ({ input, frames })),
      subtitles: subtitles.length > 0 ? writeSrt(subtitles, settings.rate) : null,
      rate: settings.rate,
      title: production.bible.title,
    },
    inputs: { ...Object.fromEntries(segments.map(({ input, clip }) => [input, clip])), sound },
  };
  const { record, made } = await runner.perform(job);
  track.finish(0, made);
  const { film } = record.objects;
  if (!film) throw new Error('Assembly left no film.');
  return { subtitles, film };
}
