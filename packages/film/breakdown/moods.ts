import { emotionOf } from './emotions.ts';
import type { SceneEvents } from './identities.ts';
import type { Emotion, Mood, TimeOfDay } from './story-bible.ts';

type Feeling = Exclude<Mood, 'neutral'>;

/** Words that colour a scene, with their weight; stems. */
const words: Readonly<Record<Feeling, readonly (readonly [number, RegExp])[]>> = {
  calm: [
    [
      2,
      /\b(?:peaceful|serene|tranquil|stillness|gently?|softly|whisper\w*|ripples?|quiet\w*|drift\w*|breath\w*|hums?)\b/gi,
    ],
    [1, /\b(?:slow(?:ly)?|silence|silent|calm\w*|steam|tea|river|rest(?:s|ing)?|lull\w*)\b/gi],
  ],
  joyful: [
    [2, /\b(?:applau\w*|cheer\w*|celebrat\w*|danc\w*|party|laugh\w*|hooray|yay|hurray|birthday|jingle|wedding)\b/gi],
    [
      1,
      /\b(?:smil\w*|grin\w*|happy|joy\w*|delight\w*|sing\w*|wonderful|excited|bright(?:ly)?|fun|wow|great|colou?rful|play\w*)\b/gi,
    ],
  ],
  comic: [
    [
      2,
      /\b(?:joke\w*|funny|silly|ridicul\w*|clumsy|trips over|slips on|slapstick|goof\w*|absurd|wig|costumes?|taunt|literally|nuts|void where prohibited|common sense)\b/gi,
    ],
    [
      1,
      /\b(?:crazy|weird|moron|idiot|asshole|oops|awkward\w*|levitat\w*|superman|batman|giggl\w*|chuckl\w*|dumb|whoa|huh)\b/gi,
    ],
  ],
  romantic: [
    [3, /\b(?:kiss\w*|i love you|lovers?|marry me|embrac\w* (?:her|him) passion\w*)\b/gi],
    [
      1,
      /\b(?:romantic\w*|tender\w*|caress\w*|candlelight|hold hands|holding hands|flirt\w*|roses?|darling|my love)\b/gi,
    ],
  ],
  sad: [
    [
      2,
      /\b(?:cr(?:y|ies|ying)|sob\w*|tears?|weep\w*|funeral|grave|griev\w*|mourn\w*|heartbroken|lonely|goodbye|farewell)\b/gi,
    ],
    [1, /\b(?:sad\w*|alone|lost|forgotten|sorry|sigh\w*|miss you|empty|regret\w*|bowed head|head bowed|hurt)\b/gi],
  ],
  tense: [
    [
      3,
      /\b(?:gun\w*|pistol|rifle|knife|shots?|blood\w*|kill\w*|murder\w*|aim(?:s|ing)?|bullet\w*|threat\w*|bomb|hostage|assassin\w*|silencer)\b/gi,
    ],
    [
      1,
      /\b(?:storm\w*|lightning|glar\w*|shout\w*|yell\w*|scream\w*|slam\w*|crash\w*|hurr(?:y|ies)|chase\w*|runs? (?:away|for|from)|flees?|danger\w*|confus\w*|frown\w*|stares?|fear|liars?|(?:lies|lying|lied) to|all lies|targeted|regime|leave now|police|nagging|hesitant\w*|serious)\b/gi,
    ],
  ],
  eerie: [
    [
      2,
      /\b(?:ghost\w*|haunt\w*|eerie|creepy|uncanny|graveyard|skull|corpse|spirits?|vampire|witch\w*|supernatural|fog creeps)\b/gi,
    ],
    [1, /\b(?:creak\w*|shadow\w*|flicker\w*|dark(?:ness)?|strange|cold|pale|fog|whispers? from|vanish\w*)\b/gi],
  ],
  epic: [
    [
      2,
      /\b(?:battle\w*|army|armies|sword\w*|kingdom|throne|warriors?|hero\w*|destiny|galax\w*|spaceship|legions?|conquer\w*|dragon\w*)\b/gi,
    ],
    [1, /\b(?:vast|mountain peaks?|towering|soar\w*|triumph\w*|glor\w*|thunder\w*|victor\w*|majestic|generations)\b/gi],
  ],
};

const ofEmotion: Readonly<Partial<Record<Emotion, Feeling>>> = {
  happy: 'joyful',
  tender: 'romantic',
  sad: 'sad',
  angry: 'tense',
  afraid: 'tense',
  sly: 'comic',
};

/** How much a feeling needs, of a scene of about a page, before the scene is said to have it. */
const threshold = 3;

/** The mood of a scene by its words, the emotions of its lines and its punctuation; `neutral` when nothing stands out. */
export function moodOf(events: SceneEvents, timeOfDay: TimeOfDay): Mood {
  const scores = new Map<Feeling, number>();
  const add = (mood: Feeling, by: number) => scores.set(mood, (scores.get(mood) ?? 0) + by);
  let length = 0;
  for (const event of events) {
    length += event.text.length;
    // What is done weighs more than what is talked about.
    const weight = event.kind === 'business' ? 1.5 : 1;
    // Soldiers' tales at a kitchen table are no battle.
    const grand = event.kind === 'business' ? 1.5 : 0.3;
    const texts = event.kind === 'turn' ? [event.text, ...event.parentheticals] : [event.text];
    for (const mood of Object.keys(words) as Feeling[]) {
      // the table's own keys
      for (const [points, pattern] of words[mood]) {
        for (const text of texts)
          add(mood, (mood === 'epic' ? grand : weight) * points * (text.match(pattern) ?? []).length);
      }
    }
    if (event.kind !== 'turn') continue;
    const feeling = ofEmotion[emotionOf(event.parentheticals[0] ?? null, event.text)];
    // A single endearment is no romance.
    if (feeling !== undefined) add(feeling, feeling === 'romantic' ? 0.3 : 1);
    if (/\?!|!\?|!!/.test(event.text)) add('tense', 0.7);
  }
  if (timeOfDay === 'dawn') add('calm', 1);
  if (timeOfDay === 'night') add('eerie', 0.4);
  const [best] = [...scores].sort((a, b) => b[1] - a[1]);
  const needed = threshold * Math.max(0.7, Math.min(3, length / 1500));
  return best !== undefined && best[1] >= needed ? best[0] : 'neutral';
}
