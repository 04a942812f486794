import type { Origin } from './first-names.ts';
import type { CastMember, Look } from './story-bible.ts';

/** What a passage says of a person; what it does not say is left out. */
export interface Said {
  age?: number;
  gender?: CastMember['gender'];
  species?: Look['species'];
  origin?: Origin;
  look: Partial<Look>;
}

/** Named colours of clothes, toned down to what cloth looks like in daylight. */
const cloth: Readonly<Record<string, string>> = {
  black: '#2b2c33',
  white: '#f0ede6',
  grey: '#8b8f96',
  gray: '#8b8f96',
  silver: '#aeb4bb',
  red: '#c0433f',
  crimson: '#a52f3b',
  scarlet: '#c43a34',
  burgundy: '#6e2c3a',
  orange: '#dd8236',
  yellow: '#e8c33f',
  gold: '#cfa43d',
  golden: '#cfa43d',
  beige: '#cdb996',
  brown: '#7a5638',
  green: '#4f8257',
  olive: '#6d713f',
  teal: '#3d7f83',
  turquoise: '#46a5a3',
  blue: '#3f68a8',
  navy: '#2b3d63',
  purple: '#73508f',
  violet: '#7d5ba0',
  pink: '#dd8fa6',
};
const clothNames = Object.keys(cloth).join('|');

const garments: readonly (readonly [RegExp, Partial<Look>])[] = [
  [/rain ?coat|trench ?coat|overcoat|lab coat|coat|parka|anorak|cloak/, { top: 'coat' }],
  [/hoodie|hooded sweatshirt/, { top: 'hoodie' }],
  [/t-?shirt|tank top|tee/, { top: 'tshirt' }],
  [/shirt|blouse|polo/, { top: 'shirt' }],
  [/sweater|pullover|jumper|cardigan|turtleneck|jersey/, { top: 'sweater' }],
  [/jacket|blazer|vest|waistcoat/, { top: 'jacket' }],
  [/suit|tuxedo|tux/, { top: 'suit', bottom: 'trousers' }],
  [/dress|gown|sundress/, { top: 'dress', bottom: 'dress' }],
  [/uniform|overalls|scrubs|jumpsuit/, { top: 'uniform' }],
  [/bathrobe|robe|kimono|habit|cassock/, { top: 'robe', bottom: 'robe' }],
  [/apron/, { top: 'apron' }],
  [/jeans|denims?/, { bottom: 'jeans' }],
  [/skirt|kilt/, { bottom: 'skirt' }],
  [/shorts/, { bottom: 'shorts' }],
  [/trousers|pants|slacks/, { bottom: 'trousers' }],
];

const hairColours: readonly (readonly [RegExp, Look['hairColour']])[] = [
  [
    /\b(?:red|ginger|copper|flaming)[- ](?:\w+[- ])?(?:hair|haired|curls|braids|ponytail|bun|bob)|red-?head|\bginger\b/,
    'red',
  ],
  [/\bauburn\b/, 'auburn'],
  [/\bblond(?:e|es)?\b|\b(?:fair|golden)[- ](?:\w+[- ])?hair/, 'blond'],
  [/\bbrunette\b|\bbrown[- ](?:\w+[- ])?(?:hair|curls|braids)/, 'brown'],
  [/\b(?:black|dark|raven)[- ](?:\w+[- ])?(?:hair|curls|braids)/, 'black'],
  [/\b(?:gr[ae]y|silver)[- ](?:\w+[- ])?(?:hair|haired|beard|curls|braids|bun)|gr[ae]ying/, 'grey'],
  [/\bwhite[- ](?:\w+[- ])?(?:hair|haired|beard)/, 'white'],
  [/\bblue[- ](?:\w+[- ])?hair/, 'blue'],
  [/\bpink[- ](?:\w+[- ])?hair/, 'pink'],
];

const hairStyles: readonly (readonly [RegExp, Look['hair']])[] = [
  [/\bbald(?:ing)?\b|shaven head|shaved head|hairless/, 'bald'],
  [/\bbuzz-?cut|crew ?cut|cropped hair/, 'buzz'],
  [/\bafro\b/, 'afro'],
  [/\bbraid(?:s|ed)\b|dreadlocks|\bdreads\b|cornrows|pigtails|plaits/, 'braids'],
  [/\bponytail/, 'ponytail'],
  [/\b(?:in a|hair ?bun|a tight|grey|gray) bun\b|\btopknot/, 'bun'],
  [/\bcurly\b|\bcurls\b|\bfrizzy/, 'curly'],
  [/\bwavy\b/, 'wavy'],
  [/\bbob(?:bed)?\b(?= hair| cut|,)|\bbob haircut/, 'bob'],
  [/\bshort[- ](?:\w+[- ])?hair/, 'short'],
  [/\blong[- ](?:\w+[- ])?hair|hair (?:down|falling)/, 'long'],
];

const marks: readonly (readonly [RegExp, Partial<Look>])[] = [
  [/\bfull beard|\bbeard(?:ed)?\b|\bbushy beard/, { beard: 'full' }],
  [/\bgoatee/, { beard: 'goatee' }],
  [/\bm(?:o)?ustach(?:e|io)(?:d|ed)?\b/, { beard: 'moustache' }],
  [/\bstubble|\bunshaven/, { beard: 'stubble' }],
  [/\bglasses\b(?! of)|\bspectacle[sd]|\bbespectacled/, { glasses: true }],
  [/\b(?:headscarf|head scarf|hijab|shawl over)/, { headwear: 'headscarf' }],
  [/\b(?:beanie|wool(?:l?en)? cap|knit cap)/, { headwear: 'beanie' }],
  [/\b(?:baseball cap|cap)\b/, { headwear: 'cap' }],
  [/\bhelmet|hard hat/, { headwear: 'helmet' }],
  [/\b(?:top hat|straw hat|fedora|bowler|stetson|cowboy hat|hat)\b/, { headwear: 'hat' }],
  [/\bhooded\b/, { headwear: 'hood' }],
  [/\b(?:petite|slim|slender|thin|skinny|lanky|wiry|frail|gaunt|slight)\b/, { build: 'slight' }],
  [/\b(?:broad(?:-shouldered)?|stocky|burly|muscular|brawny|athletic)\b/, { build: 'broad' }],
  [/\b(?:fat|heavy(?:-?set)?|overweight|plump|chubby|portly|stout|rotund|obese)\b/, { build: 'heavy' }],
  [/\b(?:pale|pallid|ashen)\b/, { skin: 'porcelain' }],
  [/\b(?:dark-skinned|ebony)\b/, { skin: 'deep' }],
  [/\b(?:brown-skinned)\b/, { skin: 'brown' }],
  [/\b(?:tanned|sunburnt|weather-?beaten|leathery)\b/, { skin: 'tan' }],
  [/\bblue[- ]eye[sd]/, { eyes: 'blue' }],
  [/\bgreen[- ]eye[sd]/, { eyes: 'green' }],
  [/\bhazel[- ]eye[sd]/, { eyes: 'hazel' }],
  [/\bgr[ae]y[- ]eye[sd]/, { eyes: 'grey' }],
  [/\bbrown[- ]eye[sd]/, { eyes: 'brown' }],
];

const peoples: readonly (readonly [RegExp, Look['skin'], Origin])[] = [
  [/\b(?:african|nigerian|ghanaian|senegalese|congolese|kenyan|sudanese|ugandan)(?:-american)?\b/, 'deep', 'african'],
  [/\b(?:ethiopian|eritrean|somali|jamaican|afro-\w+)\b/, 'brown', 'african'],
  [/\bblack (?:wo)?m[ae]n\b|\bblack (?:girl|boy|lady|guy|teen|kid|child)\b/, 'deep', 'african'],
  [/\b(?:indian|pakistani|bengali|bangladeshi|sri lankan|tamil|south asian|nepalese)\b/, 'brown', 'south-asian'],
  [
    /\b(?:mexican|latin[ao]?|latinx|hispanic|colombian|brazilian|peruvian|cuban|puerto rican|argentinian)\b/,
    'tan',
    'latin',
  ],
  [
    /\b(?:arab|arabic|middle eastern|lebanese|syrian|iraqi|iranian|persian|turkish|moroccan|egyptian|tunisian|algerian)\b/,
    'tan',
    'arab',
  ],
  [/\b(?:east asian|asian|chinese|japanese|korean|vietnamese|taiwanese|thai|filipin[ao])\b/, 'fair', 'east-asian'],
  [/\b(?:italian|greek|spanish|portuguese|mediterranean|sicilian)\b/, 'olive', 'european'],
  [/\b(?:swedish|norwegian|danish|finnish|icelandic|nordic|scandinavian)\b/, 'fair', 'nordic'],
  [
    /\b(?:irish|scottish|english|british|german|dutch|french|polish|russian|white (?:wo)?man|caucasian)\b/,
    'fair',
    'european',
  ],
];

const ageWords: readonly (readonly [RegExp, number])[] = [
  [/\bnewborn|\binfant\b/, 0],
  [/\btoddler\b/, 3],
  [/\blittle (?:girl|boy)\b|\bsmall (?:girl|boy|child)\b/, 7],
  [/\bteen(?:age|aged|ager|y)?\b|\badolescent\b|\bhigh-?school/, 16],
  [/\byoung (?:girl|boy)\b/, 10],
  [/\bcollege[- ]age|\bstudent\b/, 20],
  [/\byoung\b|\byouthful\b/, 25],
  [/\bmiddle[- ]aged\b/, 49],
  [/\bancient\b|\bvery old\b/, 86],
  [
    /\bold(?:er)? (?:wo)?man\b|\belderly\b|\baged\b(?! \d)|\bold (?:lady|gentleman|fisherman|sailor|farmer)\b|\bwizened\b/,
    74,
  ],
];

const tens = ['ten', 'twenties', 'thirties', 'forties', 'fifties', 'sixties', 'seventies', 'eighties', 'nineties'];

/** The age that a bracket or an apposition gives: `45`, `mid-30s`, `early twenties`, `17-year-old`, `9 years old`. */
export function readAge(text: string): number | null {
  const lower = text.toLowerCase();
  const decade = lower.match(
    /\b(early|mid|late)?[\s-]*(?:(\d)0'?s|(twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))\b/,
  );
  if (decade !== null) {
    const start = 10 * (decade[2] === undefined ? tens.indexOf(decade[3] ?? '') + 1 : Number(decade[2]));
    const within = { early: 2, mid: 5, late: 8 }[decade[1] ?? ''] ?? 5;
    return start + within;
  }
  const years = lower.match(
    /\b(\d{1,3})[\s-]*years?[\s-]*old\b|\baged? (\d{1,3})\b|\b(?:boy|girl|child|kid|man|woman) of (\d{1,3})\b|^\W*(\d{1,3})\W*$|^\W*(\d{1,3})\s*,/,
  );
  const number = years?.slice(1).find((group) => group !== undefined);
  return number === undefined || Number(number) > 120 ? null : Number(number);
}

const animals = /\b(squirrel|owl|dog|cat|fox|rabbit|bear|mouse|bird|robot)\b/;
const kinds: Readonly<Record<string, Look['species']>> = {
  puppy: 'dog',
  hound: 'dog',
  terrier: 'dog',
  kitten: 'cat',
  kitty: 'cat',
  bunny: 'rabbit',
  hare: 'rabbit',
  rat: 'mouse',
  sparrow: 'bird',
  robin: 'bird',
  parrot: 'bird',
  crow: 'bird',
  raven: 'bird',
  pigeon: 'bird',
  android: 'robot',
  droid: 'robot',
  chipmunk: 'squirrel',
  vixen: 'fox',
  cub: 'bear',
};

/** The animal that a word or a name is: `OWL MAESTRO` → `owl`. */
export function speciesOf(text: string): Look['species'] | null {
  const lower = text.toLowerCase();
  // Every word of the pattern is a species.
  const named = lower.match(animals)?.[1] as Look['species'] | undefined;
  if (named !== undefined) return named;
  const kind = Object.keys(kinds).find((word) => new RegExp(`\\b${word}\\b`).test(lower));
  return kind === undefined ? null : (kinds[kind] ?? null);
}

function wearIn(text: string): Partial<Look> {
  const found: Partial<Look> = {};
  for (const [garment, look] of garments) {
    const pattern = new RegExp(
      `(?:\\b(${clothNames})[- ](?:\\w+ )?)?\\b(?:${garment.source})\\b(?! (?:closet|rack|pocket|hanger|shop|store|stand|case|room))`,
    );
    const match = text.match(pattern);
    if (match === null) continue;
    const colour = cloth[match[1] ?? ''];
    const isTop = look.top !== undefined;
    if (isTop ? found.top !== undefined : found.bottom !== undefined) continue;
    Object.assign(found, look);
    if (colour === undefined) continue;
    if (isTop) found.topColour = colour;
    if (look.bottom !== undefined) found.bottomColour = colour;
  }
  return found;
}

/**
 * Reads a description of one person.
 * @example readDescription('30s, short red hair, yellow raincoat').look.hairColour // 'red'
 */
export function readDescription(passage: string): Said {
  const text = passage.toLowerCase();
  const look: Partial<Look> = { ...wearIn(text) };
  for (const [pattern, part] of [...marks].reverse()) if (pattern.test(text)) Object.assign(look, part);
  const hair = hairStyles.find(([pattern]) => pattern.test(text));
  if (hair !== undefined) look.hair = hair[1];
  const hairColour = hairColours.find(([pattern]) => pattern.test(text));
  if (hairColour !== undefined) look.hairColour = hairColour[1];
  if (/\btall\b|\btowering\b|\bgiant\b/.test(text)) look.height = 1.08;
  if (/\b(?:tiny|very short|diminutive)\b/.test(text)) look.height = 0.88;
  const people = peoples.find(([pattern]) => pattern.test(text));
  if (people !== undefined) look.skin ??= people[1];
  const age = readAge(passage) ?? ageWords.find(([pattern]) => pattern.test(text))?.[1];
  return {
    look,
    ...(people === undefined ? {} : { origin: people[2] }),
    ...(age === undefined || age === null ? {} : { age }),
  };
}

const nouns =
  'woman|man|girl|boy|lady|gentleman|guy|mother|father|blonde|brunette|actress|actor|wife|husband|widow|daughter|son|grandmother|grandfather|waitress|waiter|queen|king|princess|prince|nun|monk|witch|wizard|[a-z]{3,}(?:wo)?man';

/**
 * The gender that a noun in apposition gives: `HELEN (45), an african woman`, `a young woman, MAYA`.
 * Nouns further off may mean somebody else: `JOHN helps a woman`.
 */
export function genderInApposition(before: string, after: string): CastMember['gender'] | null {
  const behind = after.match(
    new RegExp(`^[\\s,]*(?:\\([^)]*\\))?[\\s,]*(?:\\d+,\\s*)?(?:is )?an? (?:[\\w-]+,? ){0,4}?(${nouns})\\b`, 'i'),
  );
  const ahead = before.match(new RegExp(`\\b(${nouns})(?: called| named)?,?\\s*$`, 'i'));
  const noun = behind?.[1] ?? ahead?.[1];
  if (noun === undefined) return null;
  return /^(?:\w*woman|girl|lady|mother|blonde|brunette|actress|wife|widow|daughter|grandmother|waitress|queen|princess|nun|witch)$/i.test(
    noun,
  )
    ? 'female'
    : 'male';
}
