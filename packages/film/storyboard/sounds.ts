import { withoutGoneWeather } from '../breakdown/moments.ts';

/** Every effect that a storyboard may ask for. An engine makes each, or leaves the moment silent. */
export const soundNames = [
  'doorbell',
  'knock',
  'door',
  'door-slam',
  'gunshot',
  'footsteps',
  'phone-ring',
  'glass',
  'thunder',
  'rain',
  'wind',
  'waves',
  'birds',
  'car',
  'applause',
  'crowd',
  'pour',
  'typing',
  'clock',
  'dishes',
  'splash',
  'leaves',
  'siren',
  'dog-bark',
  'engine',
  'heartbeat',
  'music-sting',
  'whistle',
  'bell',
] as const;
export type SoundName = (typeof soundNames)[number];

/** The first that matches wins: what is loud and rare stands before what is common. */
const heard: readonly (readonly [RegExp, SoundName])[] = [
  [/\b(ding[- ]?dong|door ?bells?)\b/i, 'doorbell'],
  [
    /\b(gun ?shots?|shots? (are|is|rings?|being) ?(fired|out)?|fires (a|the|his|her|twice|once)|pulls the trigger|bang!|pah!|pui!|pfft!|blam!|pow!|bam!)/i,
    'gunshot',
  ],
  [/\bslam(s|med|ming)?\b.*\b(door|drawer|gate)|\b(door|gate)\b.*\bslam/i, 'door-slam'],
  [/\bknock(s|ed|ing)?\b|\b(slams?|bangs?|pounds?) .*\b(fist|hand|table)\b/i, 'knock'],
  [/\b(phone|telephone|cell|cellphone|mobile)\b.*\b(rings?|ringing|buzz(es|ing)?|vibrates)\b/i, 'phone-ring'],
  [/\b(shatter|smash|crash)(es|ed|ing)?\b|\bbreaks? .*\bglass|\bclink(s|ing)?\b/i, 'glass'],
  [/\bthunder(?!ous)|\blightning\b/i, 'thunder'],
  [/\bsirens?\b/i, 'siren'],
  [/\b(barks?|barking|growls?)\b/i, 'dog-bark'],
  [/\bapplau(se|d|ds|ding)\b|\bclap(s|ping)\b/i, 'applause'],
  [/\bcheer(s|ing)\b|\bcrowds?\b|\bchatter/i, 'crowd'],
  [/\bmusic (rises|swells|stops|hits|stings?)|\bsting\b|\bdrum ?roll/i, 'music-sting'],
  [/\bheart ?beats?\b|\bheart (pounds|races|beats)/i, 'heartbeat'],
  [/\bwhistl(e|es|ing)\b|\bkettle\b/i, 'whistle'],
  [/\b(church |school )?bells?\b/i, 'bell'],
  [/\bsplash(es|ing)?\b|\bflush(es)?\b|\bthrows? .*\bnet\b/i, 'splash'],
  [
    /\bwaves?\b(?! (at|to|back|goodbye|from|it|them|in|her|his|a|the)\b)(?! \w+ly\b)(?![.!]?$)|\bwaves (break|roll|crash|lap)|\bsound of waves|\bsurf\b|\btide\b/i,
    'waves',
  ],
  [/\bpour(s|ed|ing)?\b|\bserves? .*\b(coffee|tea|wine|juice)\b/i, 'pour'],
  [/\btyp(es|ing)\b|\bkeyboard\b/i, 'typing'],
  [/\bdishes\b|\bdrops? .*\b(spoon|fork|knife|tray)\b|\bplates?\b|\bcutlery\b|\bclatter/i, 'dishes'],
  [/\b(clock|watch)\b.*\btick|\bticking\b/i, 'clock'],
  [/\bengine\b|\b(starts|drives|revs)\b.*\b(car|truck|van|bike)\b/i, 'engine'],
  [/\bcars?\b|\btraffic\b|\btaxi\b/i, 'car'],
  [/\brain(s|ing|y)?\b|\bdrizzle/i, 'rain'],
  [/\bwind\b|\bbreeze\b|\bgust/i, 'wind'],
  [/\bleaves\b(?= (rustle|fall|stir|whisper))|\brustl(e|es|ing)\b/i, 'leaves'],
  [
    /^(birds?|gulls?|seagulls?|crows)\b|\b(birds?|gulls?|seagulls?|crows) (sing|cry|call|chirp|take|circle|over)|\bbirdsong\b|\bchirp/i,
    'birds',
  ],
  [/\bdoors?\b.*\b(open|close|creak)|\b(opens?|closes?|shuts?|unlocks?)\b.*\bdoor\b/i, 'door'],
  [
    /\bfootsteps?\b|\b(marches|strides|stomps|paces|runs (?=to|in|off|away|across|up)|walks (away|off|out|in|toward|towards|up|along|into))\b/i,
    'footsteps',
  ],
];

/** The effect that an action makes, or `null` when it is silent. */
export function soundOf(action: string): SoundName | null {
  const there = withoutGoneWeather(action).replace(/\b(?:no|without|not a)\s+(?:\w+\s+)?\w+/gi, ' ');
  return heard.find(([words]) => words.test(there))?.[1] ?? null;
}
