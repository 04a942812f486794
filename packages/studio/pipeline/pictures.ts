import {
  type CastMember,
  type Cut,
  contentKey,
  linesOf,
  type Shot,
  shotContent,
  type TimedShot,
} from '@ai-film-studio/film';
import type { Player, ShotPicture } from '../engines/engine.ts';
import type { BoardJob, ClipJob, ConformJob, UnvoicedPicture } from '../jobs/job.ts';
import type { DoneJob } from '../jobs/local-runner.ts';
import { linePrefix, outgoingPrefix } from '../jobs/picture.ts';
import type { StoredObject } from '../storage/store.ts';
import { trackStage } from './events.ts';
import type { Order, Studio } from './studio.ts';
import type { VoicedLine } from './voices.ts';

/** A shot with its pictures in the store. */
export interface PicturedShot {
  readonly timed: TimedShot;
  readonly key: string;
  /** The segment of the film, or in a draft the board. */
  readonly picture: StoredObject;
  readonly still: StoredObject;
  /** The still for paper. */
  readonly small: StoredObject;
  readonly made: boolean;
}

/** What of a shot is seen: without its id, its lines in the script and the reasons for readers. */
function seen({
  id: _id,
  scene: _scene,
  source: _source,
  beats: _beats,
  rule: _rule,
  atLeast: _atLeast,
  tail: _tail,
  ...shot
}: Shot): ShotPicture {
  return { ...shot, camera: { ...shot.camera, reason: '' } };
}

function player({ id, age, gender, look }: CastMember): Player {
  return { id, age, gender, look };
}

function pictureOf(timed: TimedShot, before: TimedShot | undefined, order: Order): UnvoicedPicture {
  const { production, settings, decisions } = order;
  const { shot } = timed;
  const { bible } = production;
  const content = contentKey(shotContent(shot, bible, before?.shot ?? null));
  const take = decisions?.get(shot.id)?.take ?? 0;
  const staged = new Set(shot.staging.map(({ who }) => who));
  const texts = new Map(shot.beats.flatMap(linesOf).map((line) => [line.id, line.text]));
  return {
    shot: seen(shot),
    take: take === 0 ? content : contentKey({ content, take }),
    // By id, as the plan compares them: the order of the bible does not matter to a picture.
    cast: bible.cast
      .filter(({ id }) => staged.has(id))
      .map(player)
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    frames: timed.range.frames,
    lines: timed.lines.map(({ lineId, who, range }) => ({
      who,
      text: texts.get(lineId) ?? '',
      start: range.start,
      frames: range.frames,
    })),
    settings,
    outgoing: shot.transitionIn.kind === 'dissolve' && before ? pictureOf(before, undefined, order) : null,
  };
}

/** The frame that stands for a shot: past its beginning and, where somebody speaks, in the middle of the first line. */
function tellingFrame({ range, lines, shot }: TimedShot): number {
  const line = lines[0];
  if (shot.card) return Math.floor(range.frames / 2);
  return Math.min(
    range.frames - 1,
    line ? line.range.start + Math.floor(line.range.frames * 0.4) : Math.floor(range.frames * 0.45),
  );
}

/** The timings of a shot's lines by their number, and those of the shot it dissolves from. */
function timingsOf(
  timed: TimedShot,
  before: TimedShot | undefined,
  voices: ReadonlyMap<string, VoicedLine>,
): Record<string, StoredObject> {
  const named = (from: TimedShot | undefined, prefix: string) =>
    (from?.lines ?? []).flatMap(({ lineId }, index) => {
      const voice = voices.get(lineId);
      return voice ? [[`${prefix}${index}`, voice.timing] as const] : [];
    });
  const outgoing = timed.shot.transitionIn.kind === 'dissolve' ? named(before, outgoingPrefix) : [];
  return Object.fromEntries([...named(timed, linePrefix), ...outgoing]);
}

/** The clip job of every shot of a cut, in order. */
export function clipJobs(order: Order, cut: Cut, voices: ReadonlyMap<string, VoicedLine>): readonly ClipJob[] {
  return cut.shots.map((timed, index) => {
    const before = cut.shots[index - 1];
    const picture = pictureOf(timed, before, order);
    return {
      kind: 'clip',
      request: { picture, stillAt: tellingFrame(timed) },
      inputs: timingsOf(timed, before, voices),
    };
  });
}

/** Boards are half as wide and high as the film: a quarter of the work, and enough to judge it by. */
function boardJobs(order: Order, cut: Cut, voices: ReadonlyMap<string, VoicedLine>): readonly BoardJob[] {
  const half = { ...order.settings, width: order.settings.width / 2, height: order.settings.height / 2 };
  return clipJobs({ ...order, settings: half }, cut, voices).map(({ request, inputs }) => ({
    kind: 'board',
    request: { picture: request.picture, frame: request.stillAt },
    inputs,
  }));
}

/** A shot that shows what a person has put there is fitted, not drawn. */
function conformJobs(
  { settings, decisions }: Order,
  cut: Cut,
  jobs: readonly (ClipJob | BoardJob)[],
): readonly (ClipJob | BoardJob | ConformJob)[] {
  return cut.shots.map((timed, index) => {
    const job = jobs[index];
    if (!job) throw new Error(`Shot ${timed.shot.id} has no job.`);
    const put = decisions?.get(timed.shot.id)?.picture;
    if (!put) return job;
    const { width, height } = job.request.picture.settings;
    const { rate, burnSubtitles } = settings;
    return {
      kind: 'conform',
      request: {
        mediaType: put.mediaType,
        frames: timed.range.frames,
        stillAt: tellingFrame(timed),
        settings: { width, height, rate, burnSubtitles },
      },
      inputs: { media: put.object },
    };
  });
}

async function pictured(
  jobs: readonly (ClipJob | BoardJob | ConformJob)[],
  cut: Cut,
  studio: Studio,
  take: (done: DoneJob) => StoredObject | undefined,
): Promise<readonly PicturedShot[]> {
  const track = trackStage(
    'pictures',
    cut.shots.map(({ range }) => range.frames),
    studio.report,
  );
  return Promise.all(
    cut.shots.map(async (timed, index): Promise<PicturedShot> => {
      const job = jobs[index];
      if (!job) throw new Error(`Shot ${timed.shot.id} has no job.`);
      const { place, timeOfDay, weather } = timed.shot;
      const done = await studio.runner.perform(job, {
        near: `${place} ${timeOfDay} ${weather}`,
        progress: (share) => track.progress(index, share),
      });
      const picture = take(done);
      const { still } = done.record.objects;
      if (!picture || !still) throw new Error(`Shot ${timed.shot.id} left no picture.`);
      track.finish(index, done.made);
      return { timed, key: done.key, picture, still, small: done.record.objects.small ?? still, made: done.made };
    }),
  );
}

/** Draws every shot of the film. */
export function shootClips(
  order: Order,
  cut: Cut,
  voices: ReadonlyMap<string, VoicedLine>,
  studio: Studio,
): Promise<readonly PicturedShot[]> {
  return pictured(
    conformJobs(order, cut, clipJobs(order, cut, voices)),
    cut,
    studio,
    ({ record }) => record.objects.clip,
  );
}

/** Draws one board of every shot. */
export function drawBoards(
  order: Order,
  cut: Cut,
  voices: ReadonlyMap<string, VoicedLine>,
  studio: Studio,
): Promise<readonly PicturedShot[]> {
  return pictured(
    conformJobs(order, cut, boardJobs(order, cut, voices)),
    cut,
    studio,
    ({ record }) => record.objects.still,
  );
}
