import {
  beards,
  bottoms,
  builds,
  genders,
  hairColours,
  hairStyles,
  headwears,
  lookSchema,
  moods,
  propSchema,
  setNames,
  skins,
  species,
  timesOfDay,
  tops,
  voices,
  weathers,
} from './story-bible.ts';

/** What stands at the top of a bible's file: how to correct it, and the values allowed. */
export const bibleHeader = ` The story bible: what the studio understood of the screenplay. Correct it here; what you change is kept for ever,
 whatever the script becomes, and everything you leave alone goes on following the script.

   Change a value     write another one in its place.
   Give it back       delete the field's line: the studio fills it in again.
   Merge two people   add the one's alias to the other's aliases.
   Take out           delete the whole entry under cast (if they never speak) or under props.
   Add                write a new entry: \`bob: { name: Bob, age: 30 }\`, and put bob into a scene's cast.

 Values that are allowed:
   gender      ${genders.join(' | ')}
   species     ${species.join(' | ')}
   skin        ${skins.join(' | ')}
   hair        ${hairStyles.join(' | ')}
   hairColour  ${hairColours.join(' | ')}
   beard       ${beards.join(' | ')}
   headwear    ${headwears.join(' | ')}
   build       ${builds.join(' | ')}
   eyes        ${lookSchema.shape.eyes.options.join(' | ')}
   top         ${tops.join(' | ')}
   bottom      ${bottoms.join(' | ')}
   colours     "#rrggbb", in quotes
   height      1 is a grown-up, 0.72 a child of eight
   voice       base ${voices.join(' | ')}; pitch in semitones, -8 to 10; stretch 0.7 to 1.6, above 1 is slower; brightness -1 to 1
   set         ${setNames.slice(0, 12).join(' | ')} |
               ${setNames.slice(12).join(' | ')}
   nearest     true: the studio has no set for this place and films it on the nearest; write another set, or false to be content
   timeOfDay   ${timesOfDay.join(' | ')}
   weather     ${weathers.join(' | ')}
   mood        ${moods.join(' | ')}
   prop kind   ${propSchema.shape.kind.options.slice(0, 18).join(' | ')} |
               ${propSchema.shape.kind.options.slice(18).join(' | ')}`;
