/** Places that no set shows, by the words of set-words.ts that send them to the nearest one. */
const standIns: Readonly<Record<'inside' | 'outside', ReadonlySet<string>>> = {
  inside: phrases(`
    bathroom|bath room|restroom|toilet|washroom|shower|closet|basement|cellar|laundry room|elevator|lift
    tunnel|subway|metro|underground|train|train car|carriage|bunker|prison|jail|dungeon|spaceship|airlock|submarine
    castle|palace|tent|yurt|igloo|lantern room|cell|ship cabin|berth
    classroom|school|library|laboratory|lab|courtroom|court|nightclub|club
    workshop|garage|gallery|museum|cave|cavern|lair|mine|ambulance
    bus|cockpit|plane|airplane|helicopter|warehouse|barbershop|salon de coiffure
    circus|ballroom|gym|gymnasium|stadium|arena|church|chapel|cathedral|temple|mosque`),
  outside: phrases(`
    castle|palace|tent|yurt|igloo|church|chapel|cathedral|temple|mosque|stadium|arena|circus
    train|platform|spaceship|submarine|plane|airplane|helicopter|airport
    graveyard|cemetery|battlefield|vineyard|swamp|waterfall|zoo|underwater|moon|mars|planet|volcano`),
};

/** Words for the open air that name a room as well when a heading says INT. */
const alsoRooms = phrases(`
  front door|doorstep|porch|front porch|doorway|back door|stoop|veranda|terrace|patio
  building|block|housing complex|exterior corridor|farm|ranch`);

function phrases(text: string): ReadonlySet<string> {
  return new Set(text.split(/[|\n]/).map((phrase) => phrase.trim()));
}

/**
 * Whether the set that a phrase stands for on a side of the wall is only the nearest that the studio has.
 * @param home the side of the phrase's own set: the open air has no inside.
 * @example isStandIn('submarine', 'inside', 'inside') // true
 */
export function isStandIn(phrase: string, side: 'inside' | 'outside', home: 'inside' | 'outside'): boolean {
  if (side === 'inside' && home === 'outside') return !alsoRooms.has(phrase);
  return standIns[side].has(phrase);
}
