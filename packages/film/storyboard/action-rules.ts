import type { ActionReading } from './action-reading.ts';
import type { Blocked } from './blocking.ts';
import { choose, oneIn } from './hash.ts';
import type { ActionMoment } from './moments.ts';
import { lastThing } from './props.ts';
import { angleOn, figureOf, isGrave, type SceneContext, type Setup, setup, still } from './setup.ts';
import type { Beat, ShotSize } from './shot.ts';
import { alone } from './speech-framing.ts';
import { viewOf } from './views.ts';

/** An action where it stands. */
interface ActionStep {
  readonly step: Blocked;
  readonly moment: ActionMoment;
  readonly reading: ActionReading;
  /** The scene has shown its people: from then on its wide pictures hold them. */
  readonly peopled: boolean;
  /** Who spoke last, for a held beat looks at the other. */
  readonly lastSpeaker: string | null;
}

/** The rules for deeds, by what the sentence asks to see. */
export function coverAction(context: SceneContext, action: ActionStep): Setup {
  switch (action.reading.look) {
    case 'push':
      return slowPush(context, action) ?? onThing(action) ?? onPlace(action);
    case 'pov':
      return throughTheirEyes(action);
    case 'move':
      return onTheirWay(action) ?? onPlace(action);
    case 'insert':
      return onThing(action) ?? onPlace(action);
    case 'group':
      return onAllWhoAct(action) ?? onFace(context, action) ?? onPlace(action);
    case 'face':
      return onFace(context, action) ?? onPlace(action);
    case 'body':
      return onBody(context, action) ?? onPlace(action);
    case 'heard':
      return onWhoHears(context, action) ?? onPlace(action);
    case 'held':
      return heldBeat(context, action) ?? onPlace(action);
    case 'view':
      return onPlace(action);
  }
}

/** A picture of a place is read faster than a deed. */
function viewBeatOf(action: ActionStep): Beat {
  const words = action.moment.text.split(/\s+/).length;
  const seconds = Math.min(action.moment.seconds, Math.max(1.4, Math.min(3.6, 0.7 + 0.18 * words)));
  return { ...beatOf(action), seconds: Math.round(seconds * 10) / 10 };
}

function beatOf({ moment }: ActionStep): Extract<Beat, { kind: 'action' }> {
  return { kind: 'action', text: moment.text, seconds: moment.seconds, sound: moment.sound, source: moment.source };
}

function framed(action: ActionStep, rest: Pick<Setup, 'kind' | 'size' | 'rule'> & Partial<Setup>): Setup {
  const { moment, reading } = action;
  return setup({ key: moment.key, source: moment.source, beats: [beatOf(action)], deeds: reading.deeds, ...rest });
}

function actorIn({ step, reading }: ActionStep) {
  return reading.actors.map((who) => figureOf(step, who)).find((figure) => figure !== undefined);
}

/** Whom a look or a deed goes to: someone else whom the sentence names, else whoever else is there. */
function otherThan(who: string, { step, reading }: ActionStep): string | null {
  const named = [...reading.named, ...reading.actors].find((id) => id !== who && figureOf(step, id));
  return named ?? step.figures.find((figure) => figure.who !== who)?.who ?? null;
}

/** The script asks the camera to move in. */
function slowPush(_: SceneContext, action: ActionStep): Setup | null {
  const figure = actorIn(action);
  if (figure === undefined) return onDoor(action);
  return framed(action, {
    ...alone(figure, 'medium-close'),
    kind: 'single',
    towards: otherThan(figure.who, action),
    camera: { move: 'push-in', amount: 0.14, angle: angleOn(figure), reason: 'the script moves in on the face' },
    rule: 'the script asks us to come closer',
  });
}

/** A door that we move in on hides somebody. */
function onDoor(action: ActionStep): Setup | null {
  if (!/\bdoor\b/i.test(action.moment.text)) return null;
  return framed(action, {
    kind: 'insert',
    size: 'insert',
    prop: 'door',
    camera: { move: 'push-in', amount: 0.1, angle: 'front', reason: 'the script moves in on the door' },
    rule: 'the script asks us to come closer',
  });
}

/** A thing that the story touches fills the frame. */
function onThing(action: ActionStep): Setup | null {
  const { prop } = action.reading;
  if (prop === null) return null;
  return framed(action, {
    kind: 'insert',
    size: 'insert',
    prop,
    camera: { move: 'push-in', amount: 0.04, angle: 'front', reason: 'the thing matters' },
    rule: 'insert: the thing that the story touches',
  });
}

/** What one of them sees is seen from where they stand. */
function throughTheirEyes(action: ActionStep): Setup {
  const others = action.step.figures.filter(({ who }) => !action.reading.actors.includes(who));
  const seen = lastThing(action.moment.text);
  if (
    seen !== null &&
    action.reading.named.every((who) => action.reading.actors.includes(who)) &&
    !/\b(no|nobody|empty)\b/i.test(action.moment.text)
  )
    return framed(action, {
      kind: 'insert',
      size: 'insert',
      prop: seen,
      camera: { move: 'handheld', amount: 0.02, angle: 'front', reason: 'we see with their eyes' },
      rule: 'point of view: the thing that one of them sees',
    });
  const empty = /\b(empty|no one|nobody|nothing)\b|\bno \w+/i.test(action.moment.text);
  return framed(action, {
    kind: 'insert',
    size: 'wide',
    figures: empty ? [] : others,
    camera: { move: 'handheld', amount: 0.02, angle: 'reverse', reason: 'we see with their eyes' },
    rule: 'point of view: what one of them sees',
  });
}

/** A way is seen whole: where from, where to. */
function onTheirWay(action: ActionStep): Setup | null {
  const walker = action.step.figures.find(({ walkTo, who }) => walkTo !== null && action.reading.actors.includes(who));
  if (walker?.walkTo == null) return onBodyOf(action, 'full');
  const right = walker.walkTo > walker.slot;
  const leaves = Math.abs(walker.walkTo) > 1.4;
  const comes = Math.abs(walker.slot) > 1.4;
  const company = action.step.figures.length > 1;
  return framed(action, {
    kind: company ? 'master' : 'single',
    size: company ? 'wide' : 'full',
    subject: walker.who,
    figures: action.step.figures,
    towards: comes || leaves ? null : otherThan(walker.who, action),
    camera:
      comes || leaves
        ? still
        : { move: right ? 'pan-right' : 'pan-left', amount: 0.05, angle: 'front', reason: 'the camera walks along' },
    atLeast: Math.max(1.8, 0.8 + 1.25 * Math.abs(walker.walkTo - walker.slot)),
    rule: comes
      ? 'a walk-in: the frame waits for who comes'
      : leaves
        ? 'a walk-out: the frame lets them go'
        : 'a way is seen whole',
  });
}

/** Deeds of several are seen in one frame. */
function onAllWhoAct(action: ActionStep): Setup | null {
  const embrace = action.reading.deeds.some(({ gesture }) => gesture === 'embrace');
  const figures = action.step.figures.filter(
    ({ who, pose }) =>
      action.reading.actors.includes(who) || action.reading.named.includes(who) || (embrace && pose !== 'lie'),
  );
  if (figures.length < 2) return null;
  const near = figures.every(
    ({ slot, walkTo }) => Math.abs((walkTo ?? slot) - (figures[0]?.walkTo ?? figures[0]?.slot ?? 0)) < 0.3,
  );
  return framed(action, {
    kind: figures.length > 2 ? 'master' : 'two-shot',
    size: figures.length > 2 ? 'wide' : 'full',
    subject: figures[0]?.who ?? null,
    figures,
    towards: figures[1]?.who ?? null,
    camera: near ? { move: 'push-in', amount: 0.1, angle: 'front', reason: 'they are close' } : still,
    rule: 'what they do together is seen in one frame',
  });
}

/** What only a face can tell is seen close. */
function onFace({ notes }: SceneContext, action: ActionStep): Setup | null {
  const figure = actorIn(action);
  if (figure === undefined) return null;
  const deeds = action.reading.deeds.filter(({ who }) => who === figure.who);
  const behind = deeds.some(({ fromBehind }) => fromBehind);
  const strong = deeds.some(({ emotion }) => emotion !== null && emotion !== 'tired' && emotion !== 'happy');
  const size: ShotSize = behind
    ? 'medium'
    : strong && isGrave(notes.mood)
      ? choose<ShotSize>(['close', 'close', 'close', 'extreme-close'], action.moment.key)
      : strong
        ? 'close'
        : 'medium-close';
  return framed(action, {
    ...alone(figure, size),
    kind: 'reaction',
    towards: otherThan(figure.who, action),
    camera: {
      ...still,
      angle: angleOn(figure),
      ...(strong && !behind && oneIn(2, action.moment.key, 'push')
        ? { move: 'push-in', amount: 0.04, reason: 'the face tells it' }
        : {}),
    },
    rule: 'what only a face can tell is seen close',
  });
}

/** What hands and body do is seen with room around them. */
function onBody(_: SceneContext, action: ActionStep): Setup | null {
  if (action.reading.deeds.some(({ gesture }) => gesture === 'embrace')) {
    const both = onAllWhoAct(action);
    if (both !== null) return both;
  }
  const changesPose = action.reading.deeds.some(({ pose, already }) => pose !== null && !already);
  return onBodyOf(action, changesPose ? 'full' : 'medium');
}

function onBodyOf(action: ActionStep, size: ShotSize): Setup | null {
  const figure = actorIn(action);
  if (figure === undefined) return null;
  return framed(action, {
    ...alone(figure, size),
    kind: 'single',
    towards: otherThan(figure.who, action),
    rule: 'what hands do is seen with room around them',
  });
}

/** A sound is seen on the one who hears it; a shot, on the one who fires. */
function onWhoHears(_: SceneContext, action: ActionStep): Setup | null {
  const { step, lastSpeaker, moment } = action;
  const shooter = step.figures.find(({ held }) => held === 'aim');
  if (moment.sound === 'gunshot' && shooter !== undefined) {
    return framed(action, {
      ...alone(shooter, 'medium'),
      kind: 'single',
      towards: otherThan(shooter.who, action),
      rule: 'the shot is seen on the one who fires',
    });
  }
  const hearer = step.figures.find(({ who }) => who !== lastSpeaker) ?? step.figures[0];
  if (hearer === undefined) return null;
  return framed(action, {
    ...alone(hearer, 'medium'),
    kind: 'reaction',
    rule: 'a sound is seen on the one who hears it',
  });
}

/** Silence is held on the one who has to bear it. */
function heldBeat(_: SceneContext, action: ActionStep): Setup | null {
  const { step, lastSpeaker } = action;
  const figure = step.figures.find(({ who }) => who !== lastSpeaker) ?? step.figures[0];
  if (figure === undefined) return null;
  return framed(action, {
    ...alone(figure, 'medium-close'),
    kind: 'reaction',
    towards: lastSpeaker,
    rule: 'a silence is held on the one who hears it',
  });
}

/** Where nobody acts, the place does; those who are in it stay in it. */
function onPlace(action: ActionStep): Setup {
  const { moment, step } = action;
  if (step.figures.length > 0 && action.peopled) {
    return framed(action, {
      kind: 'master',
      size: 'wide',
      beats: [viewBeatOf(action)],
      subject: null,
      figures: step.figures,
      camera: { move: 'drift', amount: 0.02, angle: 'front', reason: 'time passes over them' },
      rule: 'nobody acts: the place, with those who are in it',
    });
  }
  return {
    ...viewOf({
      beats: [viewBeatOf(action)],
      key: moment.key,
      source: moment.source,
      rule: 'nobody acts here: the place does',
    }),
    deeds: action.reading.deeds,
  };
}
