import { type Identity, namesInCue, type SceneEvents } from './identities.ts';
import type { Mention, mentionFinder } from './mentions.ts';
import { isVoiceName } from './roles.ts';
import { isUnseen } from './turns.ts';

/** Who is in a scene, as numbers in the list of identities, in the order in which they appear. */
export interface Presence {
  /** There to be seen, though silent. */
  readonly seen: readonly number[];
  /** Only heard. */
  readonly heard: readonly number[];
  /** Who has a line, seen or not: their voices must differ. */
  readonly speaking: readonly number[];
}

/** Parts of a body that show the one they belong to: `a tear runs down Sarah's face`. */
const body =
  /^'s?\s+(?:\p{L}+\s+)?(?:face|eyes?|hands?|arms?|shoulders?|head|forehead|lips|mouth|cheeks?|fingers?|legs?|feet|back|hair|lap|chest|gaze|smile|look|expression|body|tears?)\b/iu;
/** What stands before somebody who is only thought of, heard, or absent. */
const absent =
  /\b(?:no|without|not|(?:photo|photograph|picture|portrait|painting|statue|voice|name|thought|memory|memories|sound|letter|call|text|message|news)s? (?:of|from|for|to)|thinks? (?:of|about)|thinking (?:of|about)|dreams? of|looks? for|looking for|waits? for|waiting for|calls?|calling|dials?|texts?|phones?|misses|remembers)\s+(?:the\s+|her\s+|his\s+)?$/i;
const heardOnly = /\bhears?\s+(?:\p{L}+\s+){0,2}$/iu;

type Sight = 'seen' | 'heard' | 'absent';

function sightOf(text: string, { start, end }: Mention): Sight {
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (heardOnly.test(before) || /^'S?\s+VOICE\b/i.test(after)) return 'heard';
  if (absent.test(before) || /^'S?\s+POV\b/i.test(after)) return 'absent';
  if (/^\s+POV\b/.test(after)) return 'seen';
  return /^'s?\s/iu.test(after) && !body.test(after) ? 'absent' : 'seen';
}

/** Who is in a scene: whoever speaks there and is not out of the picture, and whoever its action names. */
export function presenceIn(
  events: SceneEvents,
  identities: readonly Identity[],
  voices: ReadonlySet<number>,
  find: ReturnType<typeof mentionFinder>,
): Presence {
  const seen = new Set<number>();
  const heard = new Set<number>();
  const speaking = new Set<number>();
  const numberOf = (key: string) => identities.findIndex(({ aliases }) => aliases.includes(key));
  for (const event of events) {
    if (event.kind === 'turn') {
      for (const name of namesInCue(event.key, (key) => numberOf(key) !== -1)) {
        const who = numberOf(name);
        if (who === -1) continue;
        speaking.add(who);
        (voices.has(who) || isUnseen(event) || isVoiceName(event.key) ? heard : seen).add(who);
      }
      continue;
    }
    for (const mention of find(event.text)) {
      const sight = sightOf(event.text, mention);
      if (sight === 'heard') heard.add(mention.who);
      else if (sight === 'seen' && !voices.has(mention.who)) seen.add(mention.who);
    }
  }
  return { seen: [...seen], heard: [...heard].filter((who) => !seen.has(who)), speaking: [...speaking] };
}
