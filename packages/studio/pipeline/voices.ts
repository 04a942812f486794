import { type Line, linesOf } from '@ai-film-studio/film';
import { z } from 'zod';
import { seedOf } from '../engines/animatic/random.ts';
import type { VoiceJob } from '../jobs/job.ts';
import type { StoredObject } from '../storage/store.ts';
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

/** Speaks every line of the film. */
export async function speakLines(
  { production, settings }: Order,
  { runner, report }: Studio,
): Promise<ReadonlyMap<string, VoicedLine>> {
  const spoken = production.storyboard.shots.flatMap((shot) =>
    shot.beats.flatMap(linesOf).map((line) => ({ line, shot })),
  );
  const track = trackStage(
    'voices',
    spoken.map(({ line }) => line.text.length),
    report,
  );
  const voiced = await Promise.all(
    spoken.map(async ({ line, shot }, index): Promise<VoicedLine> => {
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
      const { record, made } = await runner.perform({ kind: 'voice', request, inputs: {} } satisfies VoiceJob);
      const { sound, timing } = record.objects;
      if (!sound || !timing) throw new Error(`The voice of "${line.text}" left no sound.`);
      track.finish(index, made);
      return { line, seconds: factsSchema.parse(record.facts).seconds, sound, timing };
    }),
  );
  return new Map(voiced.map((voice) => [voice.line.id, voice]));
}
