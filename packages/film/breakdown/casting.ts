import { chance } from './seed.ts';
import type { CastMember, VoiceCasting } from './story-bible.ts';

/** Whom a voice is cast for. */
export interface Speaker {
  readonly id: string;
  readonly age: number;
  readonly gender: CastMember['gender'];
  readonly species: CastMember['look']['species'];
}

/** Whether a listener could take the one for the other: the same voice less than two semitones away. */
export function areConfusable(a: VoiceCasting, b: VoiceCasting): boolean {
  return a.base === b.base && Math.abs(a.pitch - b.pitch) < 2;
}

/** How an animal's voice differs from a person's: semitones, speed, timbre. */
const creatures: Readonly<
  Partial<Record<Speaker['species'], readonly [VoiceCasting['base'], number, number, number]>>
> = {
  squirrel: ['slt', 6, 0.88, 0.6],
  mouse: ['slt', 8, 0.86, 0.7],
  rabbit: ['slt', 5, 0.92, 0.5],
  bird: ['slt', 7, 0.9, 0.7],
  cat: ['slt', 2, 1.04, 0.3],
  fox: ['awb', 2, 0.96, 0.4],
  dog: ['rms', 2, 0.98, 0.1],
  owl: ['awb', -2, 1.14, -0.4],
  bear: ['rms', -5, 1.12, -0.7],
  robot: ['kal', 0, 1.02, 0.6],
};

/** Variants that suit, best first: base, semitones. Neighbours on the list are easy to tell apart. */
function variants({ id, age, gender, species }: Speaker): readonly (readonly [VoiceCasting['base'], number])[] {
  const creature = creatures[species];
  if (creature !== undefined) {
    const [base, pitch] = creature;
    return [
      [base, pitch],
      [base, pitch - 2],
      [base, pitch + 2],
      [base === 'slt' ? 'awb' : 'slt', pitch - 1],
    ];
  }
  if (age < 13)
    return [
      ['slt', age < 8 ? 6 : gender === 'male' ? 4 : 5],
      ['slt', 7],
      ['slt', 3],
      ['slt', 9],
      ['awb', 7],
    ];
  const flip = chance(id, 'voice') < 0.5;
  if (gender === 'female') {
    if (age < 20)
      return [
        ['slt', 2],
        ['slt', 4],
        ['slt', 0],
        ['slt', 6],
        ['slt', -2],
      ];
    if (age >= 62)
      return [
        ['slt', -3],
        ['slt', -5],
        ['slt', -1],
        ['slt', 1],
      ];
    return flip
      ? [
          ['slt', 0],
          ['slt', -2],
          ['slt', 2],
          ['slt', -4],
          ['slt', 4],
        ]
      : [
          ['slt', -1],
          ['slt', 1],
          ['slt', -3],
          ['slt', 3],
        ];
  }
  const [one, two]: ['rms' | 'awb', 'rms' | 'awb'] = flip ? ['rms', 'awb'] : ['awb', 'rms'];
  if (age < 18)
    return [
      [one, 3],
      [two, 3],
      [one, 5],
      [two, 5],
      ['kal', 3],
    ];
  if (age >= 58)
    return [
      [one, -2],
      [two, -3],
      ['kal', -2],
      [one, -4],
      [two, -5],
    ];
  return [
    [one, 0],
    [two, 0],
    [one, -2],
    [two, 2],
    ['kal', 0],
    [one, 2],
    [two, -2],
  ];
}

/** Every distinct variant, those of the speaker's own gender first: there is always one more voice for a full scene. */
function anyVariants({ gender }: Speaker): (readonly [VoiceCasting['base'], number])[] {
  const bases: VoiceCasting['base'][] =
    gender === 'female' ? ['slt', 'awb', 'rms', 'kal'] : ['rms', 'awb', 'kal', 'slt'];
  return bases.flatMap((base) => [0, -2, 2, -4, 4, -6, 6, -8, 8, 10].map((pitch) => [base, pitch] as const));
}

/**
 * Casts a voice for each speaker in turn: the best that suits and that nobody has with whom they share a scene.
 * A speaker added in other scenes changes nothing here, because only those who meet look at each other.
 * @param meets whether two speakers, by id, speak in one scene.
 * @param taken voices already cast that all of them meet.
 */
export function castVoices(
  speakers: readonly Speaker[],
  meets: (a: string, b: string) => boolean,
  taken: readonly VoiceCasting[] = [],
): VoiceCasting[] {
  const cast: VoiceCasting[] = [];
  speakers.forEach((speaker, index) => {
    const heard = [...taken, ...cast.filter((_, other) => meets(speaker.id, speakers[other]?.id ?? ''))];
    const suiting = variants(speaker)
      .concat(anyVariants(speaker))
      .map(([base, pitch]) => shaped(speaker, base, pitch));
    const distinct = suiting.find((voice) => !heard.some((other) => areConfusable(voice, other)));
    cast[index] = distinct ?? suiting[0] ?? shaped(speaker, 'slt', 0);
  });
  return cast;
}

function shaped(speaker: Speaker, base: VoiceCasting['base'], pitch: number): VoiceCasting {
  const creature = creatures[speaker.species];
  const spread = Math.round((chance(speaker.id, 'pace') - 0.5) * 8) / 100;
  const tone = Math.round((chance(speaker.id, 'tone') - 0.5) * 6) / 10;
  const [pace, timbre] =
    creature !== undefined
      ? [creature[2], creature[3]]
      : speaker.age < 13
        ? [0.93, 0.4]
        : speaker.age < 20
          ? [0.97, 0.2]
          : speaker.age >= 62
            ? [1.13, -0.5]
            : speaker.age >= 58
              ? [1.08, -0.35]
              : speaker.species === 'voice'
                ? [1.05, -0.1]
                : [1, 0];
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    base,
    pitch,
    stretch: round(pace + spread),
    brightness: round(Math.max(-1, Math.min(1, timbre + tone / 2))),
  };
}
