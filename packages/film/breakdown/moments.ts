import type { Scene } from '../screenplay/screenplay.ts';
import type { SceneEvents } from './identities.ts';
import { readable } from './prose.ts';
import type { TimeOfDay, Weather } from './story-bible.ts';

export interface Moment {
  readonly timeOfDay: TimeOfDay;
  readonly weather: Weather;
}

/** The hour of a scene whatever the walls: `lamp` comes in when it is night inside. */
type Hour = Exclude<TimeOfDay, 'lamp'>;

const hours: readonly (readonly [RegExp, Hour])[] = [
  [/\bPRE-?DAWN\b|\bDAWN\b|\bSUN ?(?:RISE|UP)\b|\bDAYBREAK\b|\bFIRST LIGHT\b/, 'dawn'],
  [/\bSUN ?(?:SET|DOWN)\b|\b(?:MAGIC|GOLDEN) HOUR\b|\bAFTERNOON\b/, 'golden'],
  [/\bDUSK\b|\bTWILIGHT\b|\bNIGHTFALL\b|\bBLUE HOUR\b|\bEVENING\b/, 'dusk'],
  [/\bMID-?NIGHT\b|\bNIGHT(?:TIME)?\b|\bTONIGHT\b/, 'night'],
  [/\bMORNING\b/, 'morning'],
  [/\bNOON\b|\bMID-?DAY\b|\bDAY(?:TIME|LIGHT)?\b|\bLUNCH\b/, 'noon'],
];

/** What the action says of the hour. */
const signs: readonly (readonly [RegExp, Hour])[] = [
  [
    /\bsun(?:light)? (?:is )?(?:sets|setting|sinks|sinking|goes down|going down)\b|\bsunset\b|\blast (?:rays|light)\b|\blow sun\b/i,
    'golden',
  ],
  [/\bsun (?:is )?(?:rises|rising|comes up)\b|\bsunrise\b|\bdawn\b|\bfirst (?:light|rays)\b/i, 'dawn'],
  [
    /\bmoon(?:light|lit)?\b|\bstarry\b|\bstars (?:shine|glitter|twinkle|above)\b|\bstreet ?lamps?\b|\bcandle ?light\b|\bin the dark\b|\bmidnight\b/i,
    'night',
  ],
  [/\btwilight\b|\bdusk\b/i, 'dusk'],
  [/\bmorning (?:sun|light|mist)\b|\bbreakfast\b/i, 'morning'],
  [/\bmidday\b|\bblazing sun\b|\bnoon\b/i, 'noon'],
];

const weatherSigns: readonly (readonly [RegExp, Weather])[] = [
  [
    /\b(?:thunder(?!ous)\w*|lightning|hurricane|tempest|rainstorm)\b|\bstorms?\b(?! (?:out|in|off|into|away|past|over|through|toward)\b)|\bstormy\b/i,
    'storm',
  ],
  [/\b(?:rain(?:s|ing|y|fall)?|drizzl\w*|downpour|pouring down)\b(?! of)/i, 'rain'],
  [/\b(?:snow(?:s|ing|y|fall|flakes?|-covered)?|blizzard|sleet)\b/i, 'snow'],
  [/\b(?:fog(?:gy)?|mist(?:y|s)?|hazy)\b/i, 'fog'],
  [/\b(?:windy|gale|gusts?|breeze|howling wind|wind (?:howls|blows|whips|picks|rattles|tears)|the wind)\b/i, 'wind'],
  [/\b(?:cloudy|overcast|clouds|gr[ae]y sky|leaden sky)\b/i, 'cloud'],
];

const sky =
  '(?:rain\\w*|drizzle|downpour|storms?|thunder|lightning|snow\\w*|blizzard|fog|mist|haze|wind|gale|breeze|clouds?)';

/** Weather that is named because it is over, or is not there: `The rain has stopped`, `after the storm`, `no wind`. */
const weatherGone = new RegExp(
  [
    `\\b${sky}\\s+(?:(?:has|have|had|is|are|finally|just|slowly|suddenly)\\s+)*(?:stop(?:s|ped)|end(?:s|ed)|ceases?d?|over|gone|pass(?:es|ed)|lift(?:s|ed|ing)|clear(?:s|ed|ing)|dies|died|fades|part(?:s|ed)|thins)\\b`,
    `\\b(?:no|not a breath of|without(?: any)?|never any|stopped|stops|instead of|before|after|out of)\\s+(?:a |the |more )?(?:\\w+ )?${sky}\\b`,
    `\\b(?:isn['’]t|doesn['’]t|not|n['’]t|never)\\s+(?:\\w+ )?(?:rain|snow)(?:s|ing|y)?\\b`,
  ].join('|'),
  'gi',
);
const clearSigns =
  /\b(?:moon(?:light|lit)|starry|stars|sun(?:ny|shine|light|lit)|blue sky|clear sky|cloudless|bright sun|blazing sun)\b/i;

/** A text without the weather that is named because it is over, or is not there. */
export function withoutGoneWeather(text: string): string {
  return text.replace(weatherGone, ' ');
}

/** The sky that a scene tells of; `null` when it says nothing. */
function skyOf(text: string): Weather | null {
  const there = withoutGoneWeather(text);
  const named = weatherSigns.find(([pattern]) => pattern.test(there))?.[1];
  return named ?? (there !== text || clearSigns.test(there) ? 'clear' : null);
}

const carries = /CONT|SIM|SAME|LATER|MOMENT|MEANWHILE|INTERCUT/i;

function hourOf(text: string): Hour | null {
  const upper = text.toUpperCase();
  const named = hours.find(([pattern]) => pattern.test(upper));
  if (named !== undefined) return named[1];
  const clock = upper.match(/\b(\d{1,2})(?:[:.](\d{2}))? ?([AP])?\.?M?\b/);
  if (clock === null || (clock[2] === undefined && clock[3] === undefined)) return null;
  const hour =
    (Number(clock[1]) % 12) + (clock[3] === 'P' || (clock[3] === undefined && Number(clock[1]) >= 12) ? 12 : 0);
  return hour < 5 || hour >= 21
    ? 'night'
    : hour < 7
      ? 'dawn'
      : hour < 11
        ? 'morning'
        : hour < 16
          ? 'noon'
          : hour < 19
            ? 'golden'
            : 'dusk';
}

function inAction(events: SceneEvents): string {
  return events.flatMap((event) => (event.kind === 'business' ? [event.text] : [])).join('\n');
}

/**
 * The hour and the weather of each scene. CONTINUOUS, LATER and SAME carry both on from the scene before, and so does a bare
 * forced heading; INT. at night is lamplight.
 * @param interiors whether each scene is inside.
 */
export function momentsOf(
  scenes: readonly Scene[],
  events: readonly SceneEvents[],
  interiors: readonly boolean[],
): Moment[] {
  let hour: Hour | null = null;
  let weather: Weather = 'clear';
  return scenes.map((scene, index) => {
    const interior = interiors[index] ?? false;
    const heading = scene.heading;
    const action = inAction(events[index] ?? []);
    const outline = scene.elements.flatMap((element) =>
      element.kind === 'section' || element.kind === 'synopsis' ? [element.text] : [],
    );
    const time = heading?.time ?? '';
    const goesOn =
      index > 0 && (carries.test(time) || (heading !== null && heading.setting === null && heading.time === null));
    const seen = signs.find(([pattern]) => pattern.test(action))?.[1] ?? null;
    const written = hourOf(time);
    const fallback: Hour = interior ? 'morning' : 'golden';
    const now: Hour = written ?? (goesOn ? hour : null) ?? seen ?? hourOf(outline.join(' ')) ?? hour ?? fallback;
    weather = skyOf(`${heading === null ? '' : readable(heading.text)}\n${action}`) ?? (goesOn ? weather : 'clear');
    hour = now;
    return { timeOfDay: lightOf(now, time, interior), weather };
  });
}

function lightOf(hour: Hour, time: string, interior: boolean): TimeOfDay {
  const dark = hour === 'night' || (hour === 'dusk' && /EVENING/i.test(time));
  return interior && dark ? 'lamp' : hour;
}
