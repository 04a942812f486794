import type { Place, StoryBible } from './story-bible.ts';

/**
 * The places of a film that are filmed on a set which is only the nearest that there is, each once, in the bible's order.
 * A place in which no scene plays is left out.
 * @example nearestSets(bible) // [{ place: 'Submarine Engine Room', set: 'hallway' }]
 */
export function nearestSets(bible: StoryBible): readonly { readonly place: string; readonly set: string }[] {
  const filmed = new Set(bible.scenes.map(({ place }) => place));
  return bible.places
    .filter(({ id, nearest }) => nearest === true && filmed.has(id))
    .map((place) => ({ place: nameOf(place), set: place.set }));
}

/** A scene without a heading plays in a place that is only called after its set. */
function nameOf({ name, aliases, set }: Place): string {
  const isUnnamed = aliases.length === 0 && name.toLowerCase() === set.replace('-', ' ');
  return isUnnamed ? 'A place that the script does not name' : name;
}
