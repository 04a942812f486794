import { type Line, linesOf } from '@ai-film-studio/film';
import { z } from 'zod';
import { seedOf } from '../engines/animatic/random.ts';
import type { VoiceJob } from '../jobs/job.ts';
import type { JobRecord, StoredObject } from '../storage/store.ts';
import { trackStage } from './events.ts';
import type { Order, Studio } from './studio.ts';

/** A line's voice in the store. */
export interface VoicedLine {
  readonly line: Line;
  readonly seconds: number;
  readonly sound: StoredObject;
  readonly timing: StoredObject;
}

const factsSchema = z.object({ seconds: z.number() });

/** The voice job of every line of the film, in order. */
export function voiceJobs({ production, settings }: Pick<Order, 'production' | 'settings'>): readonly {
  readonly line: Line;
  readonly job: VoiceJob;
}[] {
  const spoken = production.storyboard.shots.flatMap((shot) =>
    shot.beats.flatMap(linesOf).map((line) => ({ line, shot })),
  );
  return spoken.map(({ line, shot }) => {
    const speaker = production.bible.cast.find(({ id }) => id === line.who);
    const voice = speaker?.voice ?? { base: 'rms', pitch: 0, stretch: 1, brightness: 0 };
    const request = {
      text: line.text,
      voice,
      emotion: line.emotion,
      treatment: line.treatment,
      interior: shot.interior,
      seed: seedOf(settings.seed, line.who),
    };
    return { line, job: { kind: 'voice', request, inputs: {} } };
  });
}

/** What a finished voice job made of a line. */
export function voicedLine(line: Line, { objects, facts }: JobRecord): VoicedLine {
  const { sound, timing } = objects;
  if (!sound || !timing) throw new Error(`The voice of "${line.text}" left no sound.`);
  return { line, seconds: factsSchema.parse(facts).seconds, sound, timing };
}

/** Speaks every line of the film. */
export async function speakLines(order: Order, { runner, report }: Studio): Promise<ReadonlyMap<string, VoicedLine>> {
  const jobs = voiceJobs(order);
  const track = trackStage(
    'voices',
    jobs.map(({ line }) => line.text.length),
    report,
  );
  const voiced = await Promise.all(
    jobs.map(async ({ line, job }, index): Promise<VoicedLine> => {
      const { record, made } = await runner.perform(job);
      track.finish(index, made);
      return voicedLine(line, record);
    }),
  );
  return new Map(voiced.map((voice) => [voice.line.id, voice]));
}
