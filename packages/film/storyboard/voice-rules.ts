import { speaksHere } from './appearances.ts';
import { choose, oneIn } from './hash.ts';
import { figureOf, isGrave, type SceneContext, type Setup } from './setup.ts';
import type { ShotSize } from './shot.ts';
import { alone, framed, type SpeechStep } from './speech-framing.ts';
import { viewOf } from './views.ts';

/** A voice that has no body here is heard over what is here: whoever listens, else the place. */
export function voiceFromElsewhere(context: SceneContext, speech: SpeechStep): Setup | null {
  const { company, notes } = context;
  const { moment, step } = speech;
  const speaker = figureOf(step, moment.who);
  if (speaksHere(moment) && speaker !== undefined) return null;
  const treatment = moment.lines[0]?.treatment;
  if (treatment === 'voice-over' && speaker !== undefined) {
    return framed(speech, {
      ...alone(speaker, 'medium-close'),
      kind: 'reaction',
      towards: null,
      rule: 'we hear a thought: the face that thinks it',
    });
  }
  const listener = figureOf(step, speech.addressee) ?? step.figures[0];
  const narrates = treatment === 'voice-over' && !company.embodied(moment.who);
  if (listener === undefined || narrates) {
    const pictured = narrated(context, speech);
    if (pictured !== null) return pictured;
    return viewOf({
      beats: moment.beats,
      key: moment.key,
      source: moment.source,
      speaker: moment.who,
      rule: 'a voice over pictures of the place, never a talking head',
    });
  }
  const size = isGrave(notes.mood)
    ? choose<ShotSize>(['close', 'medium-close'], moment.key)
    : choose<ShotSize>(['medium', 'medium-close'], moment.key);
  const rule =
    treatment === 'phone'
      ? 'the voice on the phone is heard on the face that listens'
      : 'a voice from elsewhere: the one who hears it';
  return framed(speech, { ...alone(listener, size), kind: 'reaction', towards: moment.who, rule });
}

/** A narrator speaks over the things and the people of the scene, where it has some; else over the place. */
function narrated({ props, seed }: SceneContext, speech: SpeechStep): Setup | null {
  const { moment, step } = speech;
  const [first, ...more] = props;
  if (first !== undefined && (step.figures.length > 0 || oneIn(3, seed, moment.key, 'thing'))) {
    return framed(speech, {
      kind: 'insert',
      size: 'insert',
      prop: choose([first, ...more], seed, moment.key),
      camera: { move: 'push-in', amount: 0.05, angle: 'front', reason: 'the voice is about it' },
      rule: 'a voice over a thing of the scene, never a talking head',
    });
  }
  if (step.figures.length === 0) return null;
  return framed(speech, {
    kind: 'master',
    size: 'wide',
    figures: step.figures,
    camera: { move: 'drift', amount: 0.03, angle: 'front', reason: 'the voice looks on from afar' },
    rule: 'a voice over the people it tells of',
  });
}
