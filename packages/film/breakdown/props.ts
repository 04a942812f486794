import type { Scene } from '../screenplay/screenplay.ts';
import { slug } from './names.ts';
import { readable } from './prose.ts';
import type { Prop } from './story-bible.ts';
import { eventsOf } from './turns.ts';

/** What a word of the action shows: the name in the bible, its drawable kind, and the words. Longer phrases stand first. */
const table: readonly (readonly [string, Prop['kind'], string])[] = [
  ['Kitchen drawer', 'drawer', 'kitchen drawer|drawer'],
  ['Phone', 'phone', 'cell ?phone|mobile phone|smart ?phone|telephone|phone|mobile|handset|receiver'],
  ['Grocery bags', 'bag', 'grocery bags?|groceries|shopping bags?'],
  ['Bag', 'bag', 'backpack|rucksack|suitcase|handbag|purse|duffel bag|bag|sack|satchel|luggage'],
  ['Briefcase', 'briefcase', 'briefcase|attach[eé] case'],
  ['Coffee cup', 'cup', 'cups? of (?:coffee|tea)|coffee cup|tea ?cup|coffee mug|espresso|cappuccino|latte|cups?|mugs?'],
  [
    'Glass',
    'glass',
    '(?:wine |champagne )?glass(?:es)? of \\w+|wine ?glass|champagne glass|drinking glass|tumbler|goblet|(?:a|his|her|the|their|raises? (?:his|her|their|a)) glass',
  ],
  ['Bottle', 'bottle', 'bottles?|flask'],
  ['Business card', 'letter', 'business card'],
  [
    'Photograph',
    'photograph',
    'photographs?|(?:framed )?photos?|polaroid|snapshot|picture frame|(?:old |closer at the )?picture|portrait',
  ],
  [
    'Letter',
    'letter',
    'letters?|envelopes?|notes?(?= (?:from|on|in|under|reads))|telegram|postcard|invitation|scroll|parchment|map',
  ],
  ['Folder', 'folder', 'folders?|dossier|files?(?= (?:across|on))|documents?|paperwork'],
  ['Notebook', 'book', 'notebook|diary|journal|school books?|textbook|books?|bible|manuscript|screenplay|sketchbook'],
  ['Gun', 'gun', 'guns?(?! smoke)|pistol|revolver|rifle|shotgun|ruger|handgun|weapon|9mm|glock'],
  ['Knife', 'knife', '(?:kitchen )?knife|knives|dagger|blade|sword|machete|scalpel'],
  ['Hand mixer', 'mixer', '(?:kitchen )?hand mixer|mixer|blender|whisk'],
  ['Keys', 'key', 'keys?(?!board)|keychain'],
  ['Lantern', 'lantern', 'lanterns?|oil lamp|torch|flashlight'],
  ['Lamp', 'lamp', '(?:desk |table |bedside |floor )lamp|lamp'],
  ['Flowers', 'flower', 'flowers?|bouquet|roses?|tulips?|daisy|daisies|sunflowers?'],
  ['Money', 'money', 'money|cash|banknotes?|coins?|dollar bills?|wallet|wad of bills'],
  ['Ring', 'ring', '(?:wedding|engagement|diamond|gold|golden|silver) ring|(?:a|the|his|her) ring(?! of)'],
  ['Clock', 'clock', 'clock|pocket watch|wrist ?watch|stopwatch|hourglass|(?:his|her) watch'],
  ['Laptop', 'laptop', 'laptop|computer|keyboard|tablet'],
  ['Microphone', 'microphone', 'microphone|mic'],
  ['Ball', 'ball', '(?:happy fun |foot|basket|tennis |beach |bowling |crystal |base)?ball(?!room|et)'],
  ['Candle', 'candle', 'candles?'],
  [
    'Box',
    'box',
    '(?:cardboard |music |jewelry |gift )?box(?:es)?|chest|crate|parcel|package|gift|present(?= (?:from|wrapped))',
  ],
  [
    'Food',
    'food',
    '(?:pack of )?candy|bread|sandwich(?:es)?|cake|pizza|soup|apples?|fruit|nuts?|acorns?|cookies?|dinner|breakfast|sushi|burger|noodles|pie|cheese|crumbs?|plate of \\w+',
  ],
  ['Hat', 'hat', 'hat|fedora|bowler|crown|top hat'],
  ['Cigarette', 'cigarette', 'cigarettes?|cigars?|pipe(?= smoke)'],
  [
    'Instrument',
    'instrument',
    'guitar|violin|piano|cello|trumpet|flute|drums?|accordion|saxophone|harp|banjo|ukulele|harmonica',
  ],
  ['Crutch', 'object', 'crutch(?:es)?|walking stick|cane'],
  ['Door', 'door', '(?:front |back |bedroom |bathroom )?door(?!bell|step|way|man)'],
];

const patterns = table.map(([name, kind, words]) => ({
  prop: { id: slug(name), name, kind },
  pattern: new RegExp(`(?<![\\p{L}\\p{N}'-])(?:${words})(?![\\p{L}\\p{N}])`, 'giu'),
}));

/** A thing named in the action, and where in the text. */
export interface PropMention {
  readonly prop: Prop;
  readonly index: number;
}

/**
 * The things that a stretch of action shows, in order. An insert shot shows one of them.
 * @example propsIn('He opens his briefcase, takes out a folder.').map(({ prop }) => prop.kind) // ['briefcase', 'folder']
 */
export function propsIn(text: string): PropMention[] {
  const action = readable(text);
  const found = new Map<string, PropMention>();
  for (const { prop, pattern } of patterns) {
    for (const match of action.matchAll(pattern)) {
      const before = action.slice(0, match.index);
      // `NO GUN`, `without a phone`: not there to be seen.
      if (/\b(?:no|without|without an?)\s+$/i.test(before)) continue;
      found.set(prop.id, { prop, index: match.index });
      break;
    }
  }
  return [...found.values()].sort((a, b) => a.index - b.index);
}

/** The things used or seen in a scene: in its action, and the telephone that somebody speaks into. What is only talked about is not there. */
export function propsOf(scene: Scene): Prop[] {
  const found = new Map<string, Prop>();
  for (const event of eventsOf(scene)) {
    const seen = event.kind === 'business' ? propsIn(event.text) : event.parentheticals.flatMap(propsIn);
    for (const { prop } of seen) found.set(prop.id, prop);
  }
  return [...found.values()];
}
