import type { Covered } from './coverage.ts';
import type { Setup } from './setup.ts';
import type { ShotSize } from './shot.ts';
import { otherView } from './views.ts';

/** Two frames alike in a row would jump: the second comes closer or steps back. */
export function withoutJumpCuts(covered: readonly Covered[]): readonly Covered[] {
  const result: Covered[] = [];
  let before: Setup | null = null;
  for (const each of covered) {
    if (!('setup' in each)) {
      result.push(each);
      continue;
    }
    const made: Setup =
      before === null
        ? each.setup
        : frameOf(before) === frameOf(each.setup)
          ? reframed(each.setup)
          : clearOf(before, each.setup);
    result.push({ setup: made });
    before = made;
  }
  return result;
}

/** What a viewer would take for the same frame. */
function frameOf({ subject, figures, foreground, size, camera, prop, card, place }: Setup): string {
  const people = figures.flatMap(({ who }) => (who === foreground ? [] : [who])).join();
  const seen =
    size === 'wide' || figures.length < 2 || foreground !== null || subject === null
      ? people
      : `${subject} among ${people}`;
  return [seen, size, camera.angle, prop, card?.heading, place?.set].join('|');
}

/** A face that is a little larger than a moment ago seems to hop: the step is a real one. */
function clearOf(before: Setup, next: Setup): Setup {
  const onlyOne = [before, next].every(
    ({ figures, prop, card }) => figures.length === 1 && prop === null && card === null,
  );
  if (!onlyOne || before.subject !== next.subject || before.camera.angle !== next.camera.angle) return next;
  if (before.size === 'close' && next.size === 'medium-close') return { ...next, size: 'medium' };
  if (before.size === 'medium-close' && next.size === 'close')
    return { ...next, size: next.rule.includes('strong') || next.kind === 'reaction' ? 'extreme-close' : 'medium' };
  return next;
}

const closerOrWider: Partial<Record<ShotSize, ShotSize>> = {
  'extreme-close': 'medium-close',
  close: 'medium',
  'medium-close': 'close',
  medium: 'close',
  full: 'medium',
  wide: 'full',
  insert: 'insert',
};

function reframed(setup: Setup): Setup {
  if (setup.figures.length === 0 && setup.prop === null && setup.card === null) return otherView(setup);
  if (setup.prop !== null || setup.card !== null)
    return { ...setup, camera: { ...setup.camera, angle: setup.camera.angle === 'front' ? 'front-left' : 'front' } };
  if (setup.foreground !== null)
    return {
      ...setup,
      kind: 'single',
      size: 'close',
      figures: setup.figures.filter(({ who }) => who === setup.subject),
      foreground: null,
      rule: 'close: the frame before was as wide',
    };
  if (setup.figures.length > 1) return { ...setup, size: setup.size === 'full' ? 'medium' : 'full' };
  const hands = setup.size === 'medium' && setup.deeds.some(({ gesture }) => gesture !== null);
  return { ...setup, size: (hands ? 'full' : closerOrWider[setup.size]) ?? 'medium' };
}
