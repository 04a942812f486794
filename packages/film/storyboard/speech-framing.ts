import type { Blocked, Figure } from './blocking.ts';
import type { SpeechMoment } from './moments.ts';
import { angleOn, type Setup, setup, still } from './setup.ts';
import type { ShotSize } from './shot.ts';

/** A speech where it stands: what the rules may look at. */
export interface SpeechStep {
  readonly step: Blocked;
  readonly moment: SpeechMoment;
  /** Whom it is said to, as far as they are there. */
  readonly addressee: string | null;
  /** How many speeches came before it in this exchange: 0 and 1 open it. */
  readonly turn: number;
  readonly lastOfScene: boolean;
  /** How near the camera comes, and how near it came when the same one spoke before: indices of `faceSizes`. */
  readonly closeness: number;
  readonly closenessBefore: number | null;
  /** The speeches before and after are strong as well: a quarrel at its height. */
  readonly heated: boolean;
  /** No speech next to it is as strong. */
  readonly peak: boolean;
}

/** A setup that holds the speech. */
export function framed(speech: SpeechStep, rest: Pick<Setup, 'kind' | 'size' | 'rule'> & Partial<Setup>): Setup {
  const { moment, addressee } = speech;
  return setup({
    key: moment.key,
    source: moment.source,
    beats: moment.beats,
    speaker: moment.who,
    towards: addressee,
    ...rest,
  });
}

/** Two of them in one frame. */
export function pairOf(speech: SpeechStep, people: readonly string[], step: Blocked, rule: string): Setup {
  const figures = step.figures.filter(({ who }) => people.includes(who));
  return framed(speech, {
    kind: figures.length > 1 ? 'two-shot' : 'single',
    size: 'medium',
    subject: speech.moment.who,
    figures,
    rule,
  });
}

/** One figure fills the frame. */
export function alone(
  figure: Figure | undefined,
  size: ShotSize,
): Pick<Setup, 'size' | 'subject' | 'figures' | 'camera'> {
  return {
    size,
    subject: figure?.who ?? null,
    figures: figure === undefined ? [] : [figure],
    camera: { ...still, angle: angleOn(figure) },
  };
}
