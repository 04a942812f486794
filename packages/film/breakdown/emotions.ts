import { readable } from './prose.ts';
import type { Emotion } from './story-bible.ts';

/** Words of a parenthetical, stems where a stem is enough. The first that fits wins. */
const directions: readonly (readonly [RegExp, Emotion])[] = [
  [
    /\b(?:sarcas|sly|wry|smirk|teas|mischiev|cunning|conniv|cynic|mock|iron|winking|coy|devious|scheming|suspicious|flirt|rolling (?:his|her|their) eyes|deadpan|smug)/i,
    'sly',
  ],
  [
    /\b(?:ang|furious|shout|yell|scream|enraged|snap|bark|irritat|annoy|exasperat|through (?:gritted|clenched)|livid|outraged|rage|fum|hostile|bitter|heated|growl)/i,
    'angry',
  ],
  [
    /\b(?:afraid|fear|scared|terrif|nervous|anxious|panick?|trembl|frighten|worried|horrif|alarmed|shaking|uneasy|stammer|stutter)/i,
    'afraid',
  ],
  [
    /\b(?:crying|cries|sob|tear|weep|sad|heartbroken|griev|mourn|choked|broken|miserable|dejected|lonel|defeated|sniff|disappointed|hurt)/i,
    'sad',
  ],
  [
    /\b(?:tender|soft|gentl|loving|warm|whisper|kind|affection|sooth|consol|comfort|sweet|intimate|quiet|hush)/i,
    'tender',
  ],
  [
    /\b(?:surpris|shock|astonish|gasp|startl|amaz|stunned|disbelie|taken aback|speechless|incredul|wide-eyed|awe)/i,
    'surprised',
  ],
  [
    /\b(?:confus|puzzl|bewilder|perplex|unsure|uncertain|hesita|frown|baffl|lost|blank|doubt|sceptic|skeptic|pondering|thinking)/i,
    'confused',
  ],
  [/\b(?:disgust|revolted|repuls|grossed|nause|contempt|sneer|wrinkl)/i, 'disgusted'],
  [/\b(?:tired|exhaust|weary|sleep|yawn|groggy|sigh|bored|drained|drunk|faint|weak)/i, 'tired'],
  [
    /\b(?:determin|firm|resolut|stern|booming|proud|confident|command|serious|insist|cold|grim|steely|urgent|declar|announc|loud)/i,
    'determined',
  ],
  [
    /\b(?:excit|happ|smil|laugh|joy|cheer|delight|grin|giggl|beam|chuckl|ecstatic|elated|enthusias|glad|thrilled|pleased|singing|playful|bright|reliev|amused)/i,
    'happy',
  ],
];

const welcome =
  /\b(?:thank|thanks|hello|hi|hey there|hooray|yay|welcome|happy|good (?:morning|night|luck)|bravo|cheers|love|come back soon|we did it|over here|cheers|here['’]s to|to (?:family|us|you|love|life|health|friends|the future))\b/i;

/** An exclamation with one of these is no joy. */
const quarrelsome =
  /\b(?:hate|never|stop|don['’]t|can['’]t|won['’]t|you always|go away|get (?:out|away|off|down)|leave|liar|lied|lying|fault|police|freeze|drop it|give me|let (?:me|him|her|us) go|what have you|to bed|enough|nothing|wrong|sorry|no|not|why|hands (?:up|off))\b/i;

/** Words and signs of the line itself. Each rule needs to be nearly sure: most lines are said plainly. */
const lines: readonly (readonly [RegExp, Emotion])[] = [
  [/\?\s*!|!\s*\?/, 'surprised'],
  [
    /\b(?:damn(?:it)?|god ?damn|shut up|get out|how dare|i hate you|leave me alone|sick of|had it with|watch your tone|asshole|bastard|idiot|moron|bullshit|enough!|stop it!)/i,
    'angry',
  ],
  [/\b(?:help!|don't hurt|please don't|i'm (?:scared|afraid)|run!|watch out|oh god|oh no|who's there)/i, 'afraid'],
  [
    /\b(?:i'm so sorry|i miss|passed away|is dead|can't take it any|i'm crying|goodbye forever|lost (?:him|her|them)|i failed|alone now)/i,
    'sad',
  ],
  [
    /\b(?:i love you|my love|my dear|sweetheart|darling|honey|babe|baby|it's ok(?:ay)?\b|i'm here|there, there|don't cry)/i,
    'tender',
  ],
  [/\b(?:eww?|yuck|gross|disgusting|nasty|revolting)\b/i, 'disgusted'],
  [
    /\b(?:wow|oh my god|omg|no way|what\?!|i can't believe|unbelievable|holy)\b|^(?:what|huh|really|seriously)\?$|^whoa/i,
    'surprised',
  ],
  [
    /\b(?:i don't (?:know|understand)|what do you mean|huh\?|i'm confused|no clue|makes no sense|uh,|hmm+)/i,
    'confused',
  ],
  [
    /\b(?:ha ?ha|haha|hooray|yay|hurray|wonderful|fantastic|great!|thank you|thanks!|beautiful|congratulations|yes!|perfect!|awesome|yippee|ooo)/i,
    'happy',
  ],
  [/\b(?:i('m| am) (?:so )?(?:tired|exhausted)|need (?:some )?sleep|long day)\b/i, 'tired'],
  [
    /\b(?:i will|we will|we must|i won't|never again|trust me|let's go|let's do|this ends|mark my words|you have my word|stand up|for once and for all|no more)\b/i,
    'determined',
  ],
];

/**
 * The emotion in which a line is said: the parenthetical's if it names one, else what the words give away.
 *
 * @param parenthetical as written, without brackets, or `null`.
 * @param text the line.
 * @example emotionOf('rolling her eyes', 'Sure.') // 'sly'
 * @example emotionOf(null, 'What are you talking about?!') // 'surprised'
 */
export function emotionOf(parenthetical: string | null, text: string): Emotion {
  if (parenthetical !== null) {
    const said = readable(parenthetical);
    // `not angry` says what it is not.
    const directed = directions.find(([pattern]) => pattern.test(said.replace(/\b(?:not|without|no)\s+\w+/gi, '')));
    // `(shouting) Thank you!` is no anger.
    const loudly = directed?.[1] === 'angry' && /\b(?:shout|yell|scream|call)/i.test(said);
    if (loudly && (welcome.test(text) || !/!/.test(text))) return welcome.test(text) ? 'happy' : 'determined';
    if (directed !== undefined) return directed[1];
  }
  const words = readable(text).trim();
  const given = lines.find(([pattern]) => pattern.test(words));
  if (given !== undefined) return given[1];
  const capitals = words === words.toUpperCase() && words.length > 6;
  if (/!/.test(words) && !welcome.test(words) && (quarrelsome.test(words) || /!!/.test(words) || capitals))
    return 'angry';
  if (/!$/.test(words)) return 'happy';
  return 'neutral';
}
