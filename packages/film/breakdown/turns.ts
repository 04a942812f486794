import { isFilmed } from '../screenplay/scenes.ts';
import type { Scene } from '../screenplay/screenplay.ts';
import { cueKey } from './names.ts';
import { readable } from './prose.ts';

/** A cue with what is said and sung under it. */
export interface Turn {
  readonly kind: 'turn';
  /** See `cueKey`. */
  readonly key: string;
  readonly extensions: readonly string[];
  readonly parentheticals: readonly string[];
  readonly text: string;
  readonly line: number;
}

/** A stretch of action. */
export interface Business {
  readonly kind: 'business';
  readonly text: string;
  readonly line: number;
}

/** What happens in a scene, in order, in the two forms that the breakdown reads. */
export function eventsOf(scene: Scene): (Turn | Business)[] {
  const events: (Turn | Business)[] = [];
  let turn: { parentheticals: string[]; text: string } | null = null;
  for (const element of scene.elements) {
    if (element.kind === 'character') {
      const opened = { parentheticals: [] as string[], text: '' };
      const key = cueKey(element.name);
      events.push(
        Object.assign(opened, {
          kind: 'turn' as const,
          key: key === '' ? 'VOICE' : key,
          extensions: element.extensions.map((extension) => readable(extension).trim().toUpperCase()),
          line: element.lines.first,
        }),
      );
      turn = opened;
    } else if (turn !== null && element.kind === 'parenthetical') turn.parentheticals.push(readable(element.text));
    else if (turn !== null && (element.kind === 'dialogue' || element.kind === 'lyrics')) {
      turn.text += `${turn.text === '' ? '' : '\n'}${readable(element.text)}`;
    } else if (element.kind !== 'note' && element.kind !== 'blank') turn = null;
    if (isFilmed(element) && element.kind === 'action') {
      events.push({ kind: 'business', text: readable(element.text), line: element.lines.first });
    }
  }
  return events;
}

/** Whether the speaker is out of the picture: voice-over, off-screen, on the telephone. */
export function isUnseen(turn: Turn): boolean {
  return (
    turn.extensions.some((extension) =>
      /^(?:V\.? ?O|O\.? ?S|O\.? ?C|OFF|VOICE|ON (?:THE )?(?:PHONE|RADIO|TV|SCREEN)|PHONE|FILTERED|RADIO|PRE-?LAP|OVER )/.test(
        extension,
      ),
    ) ||
    turn.parentheticals.some((text) =>
      /^\s*(?:filtered|on (?:the )?(?:phone|speaker|radio)|through (?:the )?(?:phone|door|speaker))/i.test(text),
    )
  );
}
