import type { Emotion } from '@ai-film-studio/film';

/** How a feeling changes a voice. */
export interface Delivery {
  /** 1 is the usual length. */
  readonly stretch: number;
  readonly semitones: number;
  /** 1 is the usual rise and fall; 0 would be one note. */
  readonly range: number;
  readonly decibels: number;
  /** Depth of a tremble, in semitones. */
  readonly tremor: number;
}

/** Small: a line that overacts is worse than one that does not act. */
export const deliveries: Readonly<Record<Emotion, Delivery>> = {
  neutral: { stretch: 1, semitones: 0, range: 1, decibels: 0, tremor: 0 },
  happy: { stretch: 0.95, semitones: 1, range: 1.3, decibels: 0.5, tremor: 0 },
  tender: { stretch: 1.06, semitones: 0.3, range: 0.9, decibels: -2, tremor: 0 },
  sad: { stretch: 1.13, semitones: -0.8, range: 0.75, decibels: -2.5, tremor: 0 },
  angry: { stretch: 0.93, semitones: 1.2, range: 1.4, decibels: 2, tremor: 0 },
  afraid: { stretch: 0.92, semitones: 1.8, range: 1.1, decibels: -0.5, tremor: 0.35 },
  surprised: { stretch: 0.95, semitones: 1.8, range: 1.5, decibels: 1, tremor: 0 },
  confused: { stretch: 1.05, semitones: 0.5, range: 1.15, decibels: -0.5, tremor: 0 },
  determined: { stretch: 1, semitones: -0.3, range: 1.1, decibels: 1, tremor: 0 },
  sly: { stretch: 1.08, semitones: -0.5, range: 1.2, decibels: -1, tremor: 0 },
  tired: { stretch: 1.16, semitones: -1.2, range: 0.65, decibels: -2.5, tremor: 0 },
  disgusted: { stretch: 1.05, semitones: -0.6, range: 1.15, decibels: 0, tremor: 0 },
};
