import type { StoryBible } from '../breakdown/story-bible.ts';
import type { Beat, Facing, Shot, Staging } from './shot.ts';

/**
 * A shot in one line, for `studio plan`.
 *
 * @example describeShot(shot, bible) // '3-DDXWV-1x9f3ka  close  HELEN, three-quarter right, afraid — “Oh, god.” — push-in: the strong line'
 */
export function describeShot(shot: Shot, bible: StoryBible): string {
  const picture = shot.prop === null ? whoIsIn(shot, bible) : `the ${shot.prop}`;
  const parts = [picture, ...shot.beats.map((beat) => happening(beat, shot, bible)), cameraOf(shot), shot.rule];
  return `${shot.id}  ${shot.kind === shot.size ? shot.kind : `${shot.kind} ${shot.size}`}  ${parts.filter((part) => part !== '').join(' — ')}`;
}

function whoIsIn(shot: Shot, bible: StoryBible): string {
  if (shot.card !== null) return `“${[shot.card.heading, ...shot.card.lines].join(' / ')}”`;
  if (shot.staging.length === 0) return shot.kind === 'black' ? 'black' : `${shot.set}, ${shot.timeOfDay}`;
  return shot.staging.map((staging) => figure(staging, bible)).join('; ');
}

function figure(staging: Staging, bible: StoryBible): string {
  const { pose, gesture, holding, facing, emotion, foreground, walkTo } = staging;
  const name = nameOf(staging.who, bible).toUpperCase();
  if (foreground) return `over the shoulder of ${name}`;
  const doing = [
    pose === 'stand' ? '' : pose,
    gesture === 'none' ? '' : gesture,
    holding === null ? '' : `${holding} in hand`,
    walkTo === null ? '' : `to ${walkTo.toFixed(1)}`,
  ];
  return [name, words(facing), emotion === 'neutral' ? '' : emotion, ...doing].filter((part) => part !== '').join(', ');
}

function words(facing: Facing): string {
  return facing.replace(/-(left|right)$/, ' $1');
}

function happening(beat: Beat, shot: Shot, bible: StoryBible): string {
  if (beat.kind === 'pause') return `(${beat.seconds} s)`;
  if (beat.kind === 'dual') return beat.lines.map(({ who, text }) => `${nameOf(who, bible)}: “${text}”`).join(' with ');
  if (beat.kind === 'action') return beat.sound === null ? beat.text : `${beat.text} [${beat.sound}]`;
  const { who, text, treatment } = beat.line;
  const manner = treatment === 'plain' ? '' : ` (${treatment})`;
  return who === shot.subject && manner === '' ? `“${text}”` : `${nameOf(who, bible)}${manner}: “${text}”`;
}

function cameraOf({ camera }: Shot): string {
  if (camera.move === 'static') return '';
  return camera.reason === '' ? camera.move : `${camera.move}: ${camera.reason}`;
}

function nameOf(who: string, bible: StoryBible): string {
  return bible.cast.find(({ id }) => id === who)?.name ?? who;
}
