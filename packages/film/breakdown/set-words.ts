import { isStandIn } from './stand-ins.ts';
import type { SetName } from './story-bible.ts';

/** Which set a word of a heading means, inside and outside; the side that comes first to mind is `home`. */
export interface SetWord {
  readonly inside: SetName;
  readonly outside: SetName;
  readonly home: 'inside' | 'outside';
  /** Rooms are parts of a building: a KITCHEN right after a HALLWAY is in the same apartment. */
  readonly room: boolean;
  /** The side on which the set is only the nearest that there is: no set shows a bathroom, nor a train station from within. */
  readonly nearest: { readonly inside: boolean; readonly outside: boolean };
}

const table: Readonly<Record<string, { home: SetWord['home']; other: SetName; room?: true; words: string }>> = {
  kitchen: { home: 'inside', other: 'front-door', room: true, words: 'kitchen|kitchenette|pantry|galley|scullery' },
  'living-room': {
    home: 'inside',
    other: 'front-door',
    room: true,
    words: `living room|livingroom|lounge|sitting room|parlor|parlour|den|family room|dining room|dining area|salon|drawing room|playroom|game room`,
  },
  'living-room*': {
    home: 'inside',
    other: 'front-door',
    words:
      'apartment|flat|lantern room|house|home|villa|cottage|cabin|mansion|penthouse|loft|condo|trailer|hut|lodge|farmhouse|castle|palace|tent|yurt|igloo',
  },
  bedroom: {
    home: 'inside',
    other: 'front-door',
    room: true,
    words: `bedroom|bed room|dorm|dormitory|nursery|guest room|hotel room|motel room|attic|master bedroom|children's room|girl's room|boy's room|kid's room`,
  },
  'bedroom*': { home: 'inside', other: 'street', words: 'hotel|motel|inn|hostel|cell|ship cabin|berth' },
  hallway: {
    home: 'inside',
    other: 'street',
    room: true,
    words: `hallway|hall|corridor|stairwell|staircase|stairs|landing|foyer|entrance|entry|entryway|vestibule|lobby|elevator|lift|passage|passageway|bathroom|bath room|restroom|toilet|washroom|shower|closet|basement|cellar|laundry room|bathroom door|bedroom door`,
  },
  'hallway*': {
    home: 'inside',
    other: 'street',
    words:
      'tunnel|subway|metro|underground|train|train car|carriage|bunker|prison|jail|dungeon|spaceship|airlock|submarine|waiting hall',
  },
  'front-door': {
    home: 'outside',
    other: 'hallway',
    room: true,
    words: 'front door|doorstep|porch|front porch|doorway|back door|stoop|front yard|driveway|veranda|gate',
  },
  cafe: {
    home: 'inside',
    other: 'cafe-terrace',
    words:
      'cafe|café|coffee shop|coffeehouse|coffee house|restaurant|diner|bar|pub|tavern|bistro|pizzeria|canteen|cafeteria|tea room|saloon|nightclub|club|bakery|ice cream parlor',
  },
  'cafe-terrace': {
    home: 'outside',
    other: 'cafe',
    words:
      'terrace|patio|beer garden|sidewalk cafe|sidewalk café|street cafe|street café|pavement cafe|pavement café|outdoor cafe',
  },
  office: {
    home: 'inside',
    other: 'street',
    words:
      'office|headquarters|hq|boardroom|conference room|meeting room|police station|precinct|interrogation room|bank|newsroom|cubicle|reception|classroom|school|university|college|library|laboratory|lab|study|embassy|courtroom|court|agency|control room|bureau|company',
  },
  studio: {
    home: 'inside',
    other: 'street',
    words:
      'studio|tv studio|television studio|recording studio|radio station|sound stage|soundstage|workshop|garage|art studio|atelier|gallery|museum|recording booth',
  },
  'tree-hollow': {
    home: 'inside',
    other: 'forest',
    words: 'tree hollow|hollow tree|hollow|treehouse|tree house|burrow|nest|den of the fox|cave|cavern|lair|mine',
  },
  hospital: {
    home: 'inside',
    other: 'street',
    words:
      'hospital|hospital room|ward|clinic|emergency room|icu|surgery|operating room|operating theatre|waiting room|morgue|infirmary|sanatorium|ambulance',
  },
  car: {
    home: 'inside',
    other: 'street',
    words:
      'car|taxi|cab|truck|van|limo|limousine|suv|sedan|bus|vehicle|pickup|minivan|police car|cockpit|plane|airplane|helicopter',
  },
  shop: {
    home: 'inside',
    other: 'street',
    words:
      'shop|store|supermarket|grocery|market|boutique|mall|pharmacy|bookstore|bookshop|convenience store|department store|gas station|hardware store|barbershop|salon de coiffure|warehouse|pawn shop|newsstand',
  },
  stage: {
    home: 'inside',
    other: 'street',
    words:
      'stage|theater|theatre|opera|auditorium|concert hall|backstage|cinema|circus|ballroom|gym|gymnasium|stadium|arena|church|chapel|cathedral|temple|mosque|convention|convention center|conference floor|dressing room|comedy club',
  },
  street: {
    home: 'outside',
    other: 'hallway',
    words: `street|road|alley|alleyway|avenue|boulevard|sidewalk|pavement|city|town|village|downtown|square|plaza|block|building|suburb|suburban|housing complex|neighborhood|neighbourhood|crosswalk|intersection|parking lot|car park|bus stop|highway|bridge|station|train station|platform|airport|marketplace|courtyard|corner|skyline|manhattan|london|paris|new york|berlin|tokyo|exterior corridor`,
  },
  riverbank: {
    home: 'outside',
    other: 'living-room',
    words:
      'riverbank|river bank|river|riverbed|stream|creek|brook|lake|lakeside|lakeshore|pond|waterfall|bank of the river|canal|ganges|nile|swamp|marsh|jetty on the lake',
  },
  forest: {
    home: 'outside',
    other: 'tree-hollow',
    words:
      'forest road|forest path|forest trail|forest|woods|wood|jungle|rainforest|woodland|grove|clearing|thicket|campsite|camp|campfire|undergrowth|trees',
  },
  harbour: {
    home: 'outside',
    other: 'hallway',
    words: 'harbour|harbor|port|dock|docks|pier|quay|wharf|marina|boat|ship|yacht|ferry|fishing boat|deck|lighthouse',
  },
  field: {
    home: 'outside',
    other: 'living-room',
    words:
      'field|farm|meadow|pasture|prairie|countryside|cornfield|wheat field|barn|vineyard|hill|hillside|hilltop|country road|plain|plains|steppe|battlefield|orchard|ranch|graveyard|cemetery',
  },
  mountain: {
    home: 'outside',
    other: 'tree-hollow',
    words:
      'mountain road|mountain pass|mountain path|mountain trail|mountain|mountains|mountainside|cliff|peak|summit|ridge|valley|glacier|canyon|volcano|alps|snowfield|ledge|precipice',
  },
  rooftop: {
    home: 'outside',
    other: 'living-room',
    words: 'rooftop|roof|balcony|fire escape|roof terrace|terrace roof|parapet',
  },
  beach: {
    home: 'outside',
    other: 'living-room',
    words: 'beach|seaside|shore|coast|sea|ocean|island|bay|dunes by the sea|lagoon|cove|waterfront|seashore|underwater',
  },
  park: {
    home: 'outside',
    other: 'living-room',
    words:
      'park|garden|gardens|playground|bench|backyard|back yard|yard|lawn|zoo|picnic|botanical garden|greenhouse|schoolyard|playing field|fountain',
  },
  desert: {
    home: 'outside',
    other: 'tree-hollow',
    words:
      'desert|desert road|desert highway|dune|dunes|sahara|oasis|wasteland|moon|mars|planet|salt flat|badlands|mesa',
  },
};

interface Phrase {
  readonly word: SetWord;
  readonly length: number;
}

const phrases = new Map<string, Phrase>();
for (const [key, { home, other, room, words }] of Object.entries(table)) {
  // Keys of the table are names of sets, some with a star for a second entry.
  const set = key.replace('*', '') as SetName;
  const sides = home === 'inside' ? { inside: set, outside: other } : { inside: other, outside: set };
  for (const phrase of words.split('|')) {
    const nearest = { inside: isStandIn(phrase, 'inside', home), outside: isStandIn(phrase, 'outside', home) };
    phrases.set(phrase, { word: { ...sides, home, room: room === true, nearest }, length: phrase.split(' ').length });
  }
}
const longest = Math.max(...[...phrases.values()].map(({ length }) => length));

function phraseAt(words: readonly string[], from: number): Phrase | null {
  for (let length = longest; length > 0; length -= 1) {
    const text = words.slice(from, from + length).join(' ');
    const phrase = phrases.get(text) ?? phrases.get(text.replace(/s$/, ''));
    if (phrase?.length === length) return phrase;
  }
  return null;
}

/** Words for places in a text in order; a phrase hides the words within it (`train station` is no `train`). */
export function setWordsIn(text: string): Phrase[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  const found: Phrase[] = [];
  for (let index = 0; index < words.length; ) {
    const phrase = phraseAt(words, index);
    if (phrase !== null) found.push(phrase);
    index += phrase?.length ?? 1;
  }
  return found;
}
