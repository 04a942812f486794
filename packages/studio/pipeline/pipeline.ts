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

/** What a film is joined from, in order. */
type Segments = readonly { readonly input: string; readonly frames: number; readonly clip: StoredObject }[];

/** How a film and a draft differ. */
interface Manner {
  readonly cuesOf: typeof filmCues;
  readonly shoot: typeof shootClips;
  readonly segmentsOf: (shots: readonly PicturedShot[], order: Order, studio: Studio) => Promise<Segments>;
}

/** The way from a storyboard to a film. What the store has is not made again. */
export const makeFilm = (order: Order, studio: Studio): Promise<MadeFilm> =>
  make(order, studio, { cuesOf: filmCues, shoot: shootClips, segmentsOf: async (shots) => clipsOf(shots) });

/** The same with one board a shot, and without music: to be seen in seconds. */
export const makeDraft = (order: Order, studio: Studio): Promise<MadeFilm> =>
  make(order, studio, { cuesOf: draftCues, shoot: drawBoards, segmentsOf: reelsOf });

/** The edit: lengths follow the speech. */
export function cutOf({ production, settings }: Order, voices: Voices): Cut {
  return cutShots(production.storyboard.shots, settings.rate, (line) => voices.get(line.id));
}

/** Sound and pictures are made beside each other; what is printed, while the film is joined. */
async function make(order: Order, studio: Studio, { cuesOf, shoot, segmentsOf }: Manner): Promise<MadeFilm> {
  const voices = await speakLines(order, studio);
  const cut = cutOf(order, voices);
  const mixing = mixSoundtrack(cuesOf(cut, order.settings), cut, voices, studio);
  const shooting = shoot(order, cut, voices, studio);
  const joining = shooting.then((shots) => segmentsOf(shots, order, studio));
  const printing = shooting.then((shots) => printPaper(order, cut, shots, studio));
  const assembling = Promise.all([joining, mixing]).then(([segments, { sound }]) =>
    assemble(order, cut, segments, sound, studio),
  );
  const [shots, soundtrack, paper, film] = await Promise.all([shooting, mixing, printing, assembling]);
  return { cut, voices, shots, paper, soundtrack, ...film };
}

const clipsOf = (shots: readonly PicturedShot[]): Segments =>
  shots.map(({ key, timed, picture }) => ({ input: key, frames: timed.range.frames, clip: picture }));

/** Boards of a reel: enough that starting ffmpeg costs little, few enough that every core has some. */
const boardsPerReel = 16;

function reelsOf(shots: readonly PicturedShot[], { settings }: Order, { runner }: Studio): Promise<Segments> {
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
  segments: Segments,
  sound: StoredObject,
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
