import type { Figure } from './blocking.ts';
import { unlike } from './closeness.ts';
import { choose, oneIn } from './hash.ts';
import { lastThing } from './props.ts';
import { angleOn, figureOf, isGrave, lengthOf, type SceneContext, type Setup, still } from './setup.ts';
import type { Camera, ShotSize } from './shot.ts';
import { alone, framed, pairOf, type SpeechStep } from './speech-framing.ts';
import { strengthOf } from './strength.ts';
import { voiceFromElsewhere } from './voice-rules.ts';

/** The rules for words, the most particular first: the first that answers frames the shot. */
export function coverSpeech(context: SceneContext, speech: SpeechStep): Setup {
  return (
    voiceFromElsewhere(context, speech) ??
    bothAtOnce(context, speech) ??
    onTheMove(context, speech) ??
    toTheAudience(context, speech) ??
    wordsOnTheThing(context, speech) ??
    wordsOnTheListener(context, speech) ??
    heightOfAQuarrel(context, speech) ??
    strongLine(context, speech) ??
    openingOfAnExchange(context, speech) ??
    backToThePair(context, speech) ??
    singleOf(context, speech)
  );
}

/** Two who speak at once share a frame, or nobody could tell. */
function bothAtOnce(_: SceneContext, speech: SpeechStep): Setup | null {
  const { moment, step } = speech;
  if (moment.withWhom === null) return null;
  return pairOf(speech, [moment.who, moment.withWhom], step, 'they speak at once: both in one frame');
}

/** One who walks while talking is followed. */
function onTheMove(_: SceneContext, speech: SpeechStep): Setup | null {
  const speaker = figureOf(speech.step, speech.moment.who);
  if (speaker?.walkTo == null) return null;
  return framed(speech, {
    ...alone(speaker, 'medium'),
    kind: 'single',
    camera: {
      move: speaker.walkTo > speaker.slot ? 'pan-right' : 'pan-left',
      amount: 0.06,
      angle: 'front',
      reason: 'the camera walks along',
    },
    rule: 'one who walks and talks is followed',
  });
}

/** An announcer talks to us. */
function toTheAudience({ company, place }: SceneContext, speech: SpeechStep): Setup | null {
  const { moment, step } = speech;
  const speaker = figureOf(step, moment.who);
  const announces =
    isAnnouncer(company.member(moment.who)?.name ?? '') || saidToUs(moment.lines[0]?.parenthetical ?? '');
  const stageAlone =
    step.figures.length === 1 && (place.set === 'studio' || place.set === 'stage') && !isOnThePhone(speaker);
  if (speaker === undefined || !(announces || stageAlone)) return null;
  const strong = strengthOf(moment.lines) >= 2;
  return framed(speech, {
    ...alone(speaker, strong ? 'medium-close' : 'medium'),
    kind: 'single',
    towards: 'camera',
    camera: {
      ...still,
      move: strong ? 'push-in' : 'static',
      amount: strong ? 0.08 : 0,
      reason: strong ? 'the pitch comes at us' : '',
    },
    rule: 'an announcer speaks to the audience',
  });
}

function saidToUs(manner: string): boolean {
  return /\b(in)?to (the )?(camera|audience)\b|\bto us\b/i.test(manner);
}

function isAnnouncer(name: string): boolean {
  return /\b(announcer|host|presenter|anchor|newsreader|reporter|moderator|mc|salesman|master of ceremonies)\b/i.test(
    name,
  );
}

/** In a long speech that comes to speak of a thing on the table, we look at the thing. */
function wordsOnTheThing({ props }: SceneContext, speech: SpeechStep): Setup | null {
  const { moment } = speech;
  const prop = lastThing(moment.lines.map(({ text }) => text).join(' '));
  const spoken = moment.lines.every(({ treatment }) => treatment === 'plain');
  if (moment.part === 0 || !spoken || prop === null || !props.includes(prop)) return null;
  return framed(speech, {
    kind: 'insert',
    size: 'insert',
    prop,
    camera: { move: 'push-in', amount: 0.04, angle: 'front', reason: 'the words are about it' },
    rule: 'cutaway: the thing that the words are about',
  });
}

/** In the middle of a quarrel both are seen at once, one against the other. */
function heightOfAQuarrel(_: SceneContext, speech: SpeechStep): Setup | null {
  const { moment, addressee, step, heated } = speech;
  if (!heated || addressee === null || !figureOf(step, addressee) || !figureOf(step, moment.who)) return null;
  if (!oneIn(3, moment.key, 'both')) return null;
  return pairOf(speech, [moment.who, addressee], step, 'the height of the quarrel: one against the other');
}

/** In a long speech we look once at the face that hears it. */
function wordsOnTheListener({ notes }: SceneContext, speech: SpeechStep): Setup | null {
  const { moment, step, addressee } = speech;
  const listener = figureOf(step, addressee);
  const inTheMiddle = moment.parts > 2 ? moment.part % 3 === 1 : moment.part === 1 && oneIn(2, moment.key, 'listens');
  const strong = strengthOf(moment.lines) >= 2 || speech.lastOfScene;
  if (listener === undefined || !inTheMiddle || strong || moment.lines[0]?.treatment === 'sung') return null;
  const size = isGrave(notes.mood) ? 'close' : 'medium-close';
  return framed(speech, {
    ...alone(listener, size),
    kind: 'reaction',
    towards: moment.who,
    rule: 'a long speech: the words go on over the face that hears them',
  });
}

/** The strong line is said in close-up. */
function strongLine({ notes }: SceneContext, speech: SpeechStep): Setup | null {
  const { moment, step, lastOfScene } = speech;
  const speaker = figureOf(step, moment.who);
  if (speaker === undefined || strengthOf(moment.lines) + (lastOfScene ? 1 : 0) < 2) return null;
  const angry = moment.lines.some(({ emotion }) => emotion === 'angry');
  const push = lastOfScene || oneIn(2, moment.key, 'push');
  const camera: Camera = push
    ? {
        move: 'push-in',
        amount: 0.08,
        angle: angleOn(speaker),
        reason: lastOfScene ? 'the last line of the scene' : 'the strong line',
      }
    : {
        move: angry ? 'handheld' : 'static',
        amount: angry ? 0.012 : 0,
        angle: angleOn(speaker),
        reason: angry ? 'the quarrel shakes the frame' : '',
      };
  const peak = speech.peak && (strengthOf(moment.lines) >= 2.5 || oneIn(2, moment.key, 'peak'));
  const size = isGrave(notes.mood) && peak ? 'extreme-close' : 'close';
  return framed(speech, {
    ...alone(speaker, size),
    kind: 'single',
    camera,
    rule: lastOfScene ? 'close on the last line of the scene' : 'close on the strong line',
  });
}

/** An exchange opens over the shoulder, so that we know who stands where. */
function openingOfAnExchange({ company }: SceneContext, speech: SpeechStep): Setup | null {
  if (speech.addressee !== null && isAnnouncer(company.member(speech.addressee)?.name ?? '')) return null;
  if (speech.turn > 1 && !oneIn(5, speech.moment.key, 'shoulder')) return null;
  const speaker = figureOf(speech.step, speech.moment.who);
  const listener = figureOf(speech.step, speech.addressee);
  if (speaker === undefined || listener === undefined || isOnThePhone(speaker) || tooFar(speaker, listener))
    return null;
  return framed(speech, {
    kind: 'over-the-shoulder',
    size: 'medium',
    subject: speaker.who,
    figures: [speaker, listener],
    foreground: listener.who,
    camera: { ...still, angle: angleOn(speaker) },
    rule:
      speech.turn > 1
        ? 'over the shoulder: the two are in this together'
        : 'over the shoulder: an exchange opens with both in the frame',
  });
}

/** Nobody shoots over the shoulder of one who lies on the floor. */
function tooFar(speaker: Figure, listener: Figure): boolean {
  return listener.pose === 'lie' || speaker.pose === 'lie' || listener.walkTo !== null;
}

/** Now and then a short line is seen from farther off, so that the pair is not lost among faces. */
function backToThePair(_: SceneContext, speech: SpeechStep): Setup | null {
  const { moment, addressee, step } = speech;
  if (addressee === null || !figureOf(step, addressee) || lengthOf(moment.beats) > 5 || !oneIn(7, moment.key, 'pair'))
    return null;
  const pair = pairOf(speech, [moment.who, addressee], step, 'back to the two of them, so that the place is not lost');
  return pair.figures.length > 1 ? { ...pair, size: choose<ShotSize>(['medium', 'full'], moment.key, 'far') } : pair;
}

/** Shot and reverse shot: who speaks is seen. */
function singleOf({ notes }: SceneContext, speech: SpeechStep): Setup {
  const { moment, step } = speech;
  const speaker = figureOf(step, moment.who);
  const uneasy = notes.mood === 'tense' || notes.mood === 'eerie';
  const camera: Camera = uneasy
    ? { move: 'drift', amount: 0.015, angle: angleOn(speaker), reason: 'nobody is at ease here' }
    : lengthOf(moment.beats) > 6.5
      ? { move: 'push-in', amount: 0.03, angle: angleOn(speaker), reason: 'a long line draws us in' }
      : { ...still, angle: angleOn(speaker) };
  const rule = speech.addressee === null ? 'who speaks is seen' : 'shot and reverse shot: who speaks is seen';
  const sung = moment.lines[0]?.treatment === 'sung';
  if (sung)
    return framed(speech, {
      ...alone(speaker, choose<ShotSize>(['medium', 'full', 'medium-close'], moment.key)),
      kind: 'single',
      rule: 'a song: the singer',
      camera: { ...camera, move: 'drift', amount: 0.03, reason: 'the camera sways with the song' },
    });
  const size = unlike(speech.closeness, speech.closenessBefore, moment.key);
  return framed(speech, { ...alone(speaker, size), kind: 'single', camera, rule });
}

function isOnThePhone(figure: Figure | undefined): boolean {
  return figure?.held === 'phone';
}
