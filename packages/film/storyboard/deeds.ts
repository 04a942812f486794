import type { Emotion } from '../breakdown/story-bible.ts';
import type { Company } from './company.ts';
import { type Grip, gripOf, leavesAHand } from './grips.ts';
import { besideWhom, comesClose } from './nearness.ts';
import type { Eyeline, Gesture, Pose } from './shot.ts';

/** What one person does in one clause of an action. */
export interface Deed {
  readonly who: string;
  readonly pose: Pose | null;
  /** True when the clause tells of a state (`is seated`) rather than of a change (`sits down`). */
  readonly already: boolean;
  readonly gesture: Gesture | null;
  readonly emotion: Emotion | null;
  readonly eyeline: Eyeline | null;
  readonly move: 'enter' | 'exit' | 'approach' | 'stroll' | 'vanish' | null;
  /** The walk leads away from the others. */
  readonly away: boolean;
  /** Seen from behind. */
  readonly fromBehind: boolean;
  /** Lets go of what a held gesture held: puts the gun down, hangs up. */
  readonly letsGo: boolean;
  /** What the hands take or leave. */
  readonly grip: Grip | null;
  /** Whom they are, or come, close to. */
  readonly near: string | null;
}

const moves: readonly (readonly [RegExp, NonNullable<Deed['move']>])[] = [
  [/^no\b|\bvanish(es)?\b|\bis gone\b/i, 'vanish'],
  [
    /\b(exits?|storms? (out|off)|walks? (out|off|away)|heads? (out|off)|runs? (out|off|away)|(follows|chases|runs after) (him|her|them|it) (in|into|out|through|down)|goes out|hurries (out|off)|disappears|is on (his|her|their) way (back|out)|leaves(?= *$|[.!]| the (room|kitchen|house|apartment|flat|office|building|bar|caf[eé]|shop|store|stage|hall|bathroom|bedroom|table)))\b/i,
    'exit',
  ],
  [
    /\b(enters?|comes? (in|into|back|out|home|through)|walks? (in|into|up to)|marches( in)?|bursts? (in|into)|arrives?|appears?|returns?|steps? (in|into|inside|out)|emerges?|(rushes|runs|barges|slips|hurries|strolls) (in|into))\b/i,
    'enter',
  ],
  [
    /\b(approach(es)?|(walk|walks|limps?|runs?|steps?|moves?|goes|strides?|crosses|hurries) (back )?(toward|towards|over|across|to)\b)/i,
    'approach',
  ],
  [
    /\b(runs?(?! (down|out of|through (his|her|their)))|running|sprints?|sprinting|races|dashes|flees|fleeing|chas(es|ing)|follows|scurr(y|ies)|gallops|trots)\b/i,
    'stroll',
  ],
  [/\b(walks?|walking|strolls?|strolling|paces|pacing|wanders?|jogs?|jogging|limps?|limping|hikes?)\b/i, 'stroll'],
];

const poses: readonly (readonly [RegExp, Pose])[] = [
  [/\b(stands? up|gets? up|rises|stand|stands|standing|jumps? (up|to (his|her) feet))\b/i, 'stand'],
  [/\b(seated|sits?|sitting|sat|takes? a seat|perched|slumps? (down|into))\b/i, 'sit'],
  [/\b(kneels?|kneeling|crouch(es|ing)?|squats?|on (his|her) knees)\b/i, 'kneel'],
  [
    /\b(lies?|lying|asleep|sleeps|sleeping|collapses?|tipping over|falls? (down|over|to the (floor|ground))|unconscious|drops dead)\b/i,
    'lie',
  ],
];

/** The first that matches wins: what the whole body does stands before what a hand does. */
const gestures: readonly (readonly [RegExp, Gesture])[] = [
  [
    /\b(hugs?|hugging|embrac(e|es|ing)|holds? each other|comforts?|holds? .{2,24} (tight|close)|in (his|her|their) arms)\b/i,
    'embrace',
  ],
  [
    /\b(aims?|aiming)\b|\bpoints? (at|the|a|his|her) ?.*\b(gun|pistol|rifle|weapon)\b|\braises? .*\b(gun|pistol|rifle)\b|\bwhips? out .*\b(gun|pistol|9mm|ruger)/i,
    'aim',
  ],
  [
    /\b(on the phone|(speaks|speaking|talks|talking) .*cell ?phone|dials?|phone to (his|her) ear|answers? the phone|into the phone)\b/i,
    'phone',
  ],
  [
    /\b(palms? (his|her)|covers? (his|her|their) (mouth|face|eyes)|face in (his|her)|wipes? .*\btears?|cry|cries|crying|sobs?|sobbing|weeps?|weeping)\b/i,
    'hands-to-face',
  ],
  [
    /\b(sips?|takes? .{0,12}\bsips?|drinks?|drinking|gulps?|swigs?)\b|\b(raises|lifts) (a|the|his|her|their) (\w+ )?(cup|mug|glass|bottle)\b/i,
    'drink',
  ],
  [/\b(cigarette|cigar|smokes?|smoking|takes? a drag)\b/i, 'smoke'],
  [/\b(types?|typing)\b/i, 'type'],
  [/\b(writes?|writing|scribbles?|signs?|jots?|sketches)\b/i, 'write'],
  [/\bwav(es|ing) (at|to|back|goodbye|from|it|the|a|his|her|their)\b|\bwav(es|ing)( \w+ly)?[.!]?$/i, 'wave'],
  [/\bpoints?\b|\bpointing\b/i, 'point'],
  [/\bshrugs?\b/i, 'shrug'],
  [/\bshakes? (his|her|their) head\b/i, 'shake-head'],
  [/\bnods?\b/i, 'nod'],
  [/\b(crosses|folds) (his|her|their) arms|arms (crossed|folded)/i, 'arms-crossed'],
  [/\b(carr(y|ies|ying)|lugs?|hauls?|with (his|her) (crutch|briefcase|bag|suitcase))\b/i, 'carry'],
  [
    /\b(slides?|(?<!\b(?:his|her|their|one|both|other|with|in) )hands?|takes?|grabs?|picks?|opens?|pulls?|gives?|puts?|places?|serves?|reaches|offers?|throws?|tosses|folds?|pours?|drops?|attends?|polishes|closes|knocks?|lights|pushes|wipes|helps?|sets?|lays?|lifts?(?! (her|his|their) (head|eyes|gaze|face|hand|arm|chin))|holds? out|hangs?)\b/i,
    'reach',
  ],
];

const feelings: readonly (readonly [RegExp, Emotion])[] = [
  [/\b(gasp(s|ed)?|shocked|startled|stunned|gapes?|wide-eyed|speechless|taken a?back)\b/i, 'surprised'],
  [/\b(tears?|cries|crying|sobs?|weeps?|weeping|heartbroken|grief|sadly|mourns?)\b/i, 'sad'],
  [
    /\b(glar(e|es|ing)|rage|furious|angr(y|ily)|slams?|snarls?|embittered|scowls?|fuming|rolls? (her|his) eyes|rolling (her|his) eyes)\b/i,
    'angry',
  ],
  [/\b(afraid|scared|terrified|trembl(e|es|ing)|fear|frightened|panics?|nervous(ly)?)\b/i, 'afraid'],
  [/\b(smirks?|grins?|sly|cynical(ly)?|wicked(ly)?|winks?|guilty|cunning(ly)?|conniving(ly)?)\b/i, 'sly'],
  [/\b(confused|perplexed|puzzled|frowns?|hesitant(ly)?|hesitates?|disbelief|baffled|squints?)\b/i, 'confused'],
  [/\b(smil(e|es|ing)|laugh(s|ing)?|chuckles?|beams?|delighted|cheers?|joy|giggles?|happy|happily)\b/i, 'happy'],
  [
    /\b(embrac(e|es|ing)|hugs?|kiss(es)?|comforts?|tender(ly)?|gently|caress(es)?|strokes?|holds? each other|holds? .{2,24} tight)\b/i,
    'tender',
  ],
  [/\b(sighs?|weary|tired|exhausted|yawns?|slumps?|head bowed)\b/i, 'tired'],
  [/\b(serious|determined|resolute|unmoved|stern|steel(s|y)|aims?|aiming|burning)\b/i, 'determined'],
  [/\b(disgust(ed)?|grimaces?|recoils?|(pulls|makes) a face)\b/i, 'disgusted'],
];

/** Words for what only a face can tell. */
export const faceWords =
  /\b(looks?|glar(e|es)|smil(e|es)|grins?|smirks?|tears?|gasps?|gapes?|eyes|frowns?|sighs?|speechless|stares?|thinks|perplexed|confused|silent|watches|notices|expression|trembl|cry|cries|crying|chuckles?|laughs?|shocked|unmoved|head)\b/i;

/**
 * Who does what in a sentence, clause by clause. A clause belongs to the one it names first, or to its pronoun, or to the clause before.
 *
 * @param recent whom the scene spoke of or heard before, latest last
 */
export function deedsOf(sentence: string, recent: readonly string[], company: Company): readonly Deed[] {
  const deeds: Deed[] = [];
  let actors: readonly string[] = [];
  /** `Anna and Bert sit`: Anna waits for the verb. */
  let waiting: readonly string[] = [];
  const lately = [...recent];
  const clauses = clausesOf(sentence);
  for (const [index, clause] of clauses.entries()) {
    actors = actorsOf(clause, lately, company) ?? losesAThing(clause, company) ?? actors;
    if (isOnlyAName(clause, company)) {
      waiting = [...waiting, ...actors];
      for (const { who } of company.named(clause)) remember(lately, who);
      continue;
    }
    if (/^who\b/i.test(clause) && waiting.length > 0) {
      actors = waiting.slice(-1);
      waiting = [];
    }
    const group = everybody.test(clause) && company.named(clause).length === 0;
    if (group) actors = groupOf(clause, sentence, lately, company);
    else if (waiting.length > 0) actors = [...new Set([...waiting, ...actors])];
    waiting = [];
    const grip = gripOf(clause, clauses[index + 1] ?? '');
    for (const who of actors) {
      // One thing is in one hand, though two do it together.
      const own = who === actors[0] ? grip : null;
      deeds.push(
        deedOf(who, clause, own, besideWhom(who, clause, actors, lately, company, first(moves, clause) === 'approach')),
      );
    }
    for (const { who } of company.named(clause)) remember(lately, who);
  }
  return deeds.filter(({ who }) => company.embodied(who));
}

export function remember(recent: string[], who: string): void {
  const at = recent.indexOf(who);
  if (at >= 0) recent.splice(at, 1);
  recent.push(who);
}

export function clausesOf(sentence: string): readonly string[] {
  return sentence
    .split(/[,;:]\s+|\s+[–—-]+\s+|\s+(?:while|as|but|then|until|when|before|after|and)\s+/i)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
}

function actorsOf(clause: string, recent: readonly string[], company: Company): readonly string[] | null {
  if (/^we hear\b/i.test(clause)) return null;
  const named = company.named(clause);
  const shown = /^we (see|find|follow|watch|meet|discover)\b/i.test(clause);
  const inverted = /^(in|out|enter|there|here|back)\b|\bcomes?\b/i.test(clause);
  const vanished = /^no\b/i.test(clause);
  const part =
    /(?:'|’)s (?:\w+ )?(?:face|eyes?|cheeks?|smile|mouth|lips|head|expression)\b/i.test(clause) && clause.length < 50;
  const first = named.filter(
    ({ at }) => inverted || vanished || part || shown || clause.slice(0, at).split(/\s+/).filter(Boolean).length <= 2,
  );
  if (first[0] !== undefined) return [first[0].who];
  const pronoun = /^(?:(?:\S+\s+)?(he|she|they)|(his|her|their))\b/i
    .exec(clause)?.[0]
    ?.toLowerCase()
    .split(/\s+/)
    .at(-1);
  if (pronoun === undefined) return null;
  if (pronoun === 'they' || pronoun === 'their') return recent.slice(-2);
  const gender = pronoun === 'he' || pronoun === 'his' ? 'male' : 'female';
  const known = recent.findLast((who) => company.member(who)?.gender === gender);
  const match =
    known ??
    recent.findLast((who) => company.member(who)?.gender === 'neutral') ??
    (recent.length === 1 ? recent[0] : undefined);
  return match === undefined ? null : [match];
}

/** `Anna`, `BERT (50)`: a name that waits for its verb. */
function isOnlyAName(clause: string, company: Company): boolean {
  const words = clause
    .replace(/\(.*?\)/g, '')
    .replace(/^the /i, '')
    .trim()
    .toLowerCase();
  const member = company.member(company.named(clause)[0]?.who ?? '');
  return member !== null && [member.name, ...member.aliases].some((name) => name.toLowerCase() === words);
}

const everybody =
  /^(?:they|everyone|everybody|all|the (?:family|others|friends|crew|guests|group|two|three|four|five)|(?:two|three|four|five|six|seven) (?:people|friends|men|women|kids|children|siblings|of them)|both)\b/i;

/** `Five people sit around a table: …`: those whom the sentence names, else those who are there. */
function groupOf(clause: string, sentence: string, recent: readonly string[], company: Company): readonly string[] {
  const named = company.named(sentence).map(({ who }) => who);
  if (named.length > 1) return named;
  // `Two children run by`: strangers, when the scene knows of no two.
  if (recent.length < 2) return [];
  return /^(they|both|the two|two)\b/i.test(clause) ? recent.slice(-2) : recent;
}

/** `The cup slips out of Anna's hand`: a thing acts, but it is she who loses it. */
function losesAThing(clause: string, company: Company): readonly string[] | null {
  const owner = leavesAHand(clause) ? company.named(clause)[0] : undefined;
  return owner === undefined ? null : [owner.who];
}

function deedOf(who: string, clause: string, grip: Grip | null, near: string | null): Deed {
  return {
    who,
    pose: first(poses, clause),
    already: /\b(seated|sitting|standing|lying|kneeling|is|are|still)\b/i.test(clause),
    gesture: first(gestures, clause),
    grip,
    near,
    emotion: first(feelings, clause),
    eyeline: eyelineOf(clause),
    move: first(moves, clause) ?? (near !== null && comesClose.test(clause) ? 'approach' : null),
    away: /\baway\b/i.test(clause),
    fromBehind: /\bfrom (the |be)?(back|behind|hind)\b|\bthe back of\b/i.test(clause),
    letsGo:
      /\b(lowers?|hangs? up|puts? (it |the \w+ |her \w+ |his \w+ )?(down|away)|slips out|drops|embrac|ends? the call|holding (?!.*\b(gun|pistol|rifle)\b))\b/i.test(
        clause,
      ),
  };
}

function eyelineOf(clause: string): Eyeline | null {
  if (/\b(in)?to (the )?camera\b|\bat us\b/i.test(clause)) return 'camera';
  if (/\blooks? up\b|\braises? (his|her) (bowed )?head\b|\bto the (sky|ceiling|stars)\b/i.test(clause)) return 'up';
  if (
    /\blooks? down\b|head bowed|\bbows\b|\b(at|of) the (picture|photograph|photo|letter|floor|ground|knife|phone|page|book|envelope)\b|\breads?\b|\btexting\b/i.test(
      clause,
    )
  )
    return 'down';
  return null;
}

function first<T>(table: readonly (readonly [RegExp, T])[], clause: string): T | null {
  return table.find(([words]) => words.test(clause))?.[1] ?? null;
}
