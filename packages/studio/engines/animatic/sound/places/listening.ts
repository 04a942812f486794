import { type SetName, setNames, type TimeOfDay, type Weather } from '@ai-film-studio/film';
import type { AmbienceRequest } from '../../../engine.ts';
import type { LayerName } from './layers.ts';

/** What is heard somewhere, each with its loudness: 1 is its usual one. */
export type Listening = Readonly<Partial<Record<LayerName, number>>>;

/** Each place by itself, whatever the hour and the weather. */
const ofSet: Readonly<Record<SetName, Listening>> = {
  kitchen: { roomTone: 1, fridge: 1, wallClock: 0.8 },
  'living-room': { roomTone: 1, wallClock: 0.9, creaks: 0.5 },
  bedroom: { roomTone: 0.8, wallClock: 0.4 },
  hallway: { roomTone: 1.2, ventilation: 0.4, creaks: 0.6 },
  cafe: { roomTone: 1, guests: 1, cups: 1, ventilation: 0.4 },
  office: { roomTone: 1, ventilation: 1, keyboards: 1, guests: 0.18 },
  studio: { roomTone: 0.6, ventilation: 0.6 },
  'tree-hollow': { roomTone: 0.5, leaves: 0.5, creaks: 1 },
  hospital: { roomTone: 1, ventilation: 1, monitor: 1, guests: 0.1 },
  car: { drive: 1 },
  shop: { roomTone: 1, fridge: 0.6, guests: 0.35, ventilation: 0.6 },
  stage: { roomTone: 1.6, ventilation: 0.5, guests: 0.25 },
  street: { traffic: 1, passers: 0.8 },
  'cafe-terrace': { traffic: 0.6, guests: 0.8, cups: 0.8, leaves: 0.2 },
  riverbank: { river: 1, leaves: 0.6 },
  forest: { leaves: 1.2, hush: 0.5 },
  harbour: { lapping: 1, gulls: 0.8, wind: 0.3 },
  field: { wind: 0.5, leaves: 0.4 },
  mountain: { wind: 1.1, hush: 0.6 },
  rooftop: { traffic: 0.6, wind: 0.6 },
  beach: { surf: 1, wind: 0.2, gulls: 0.4 },
  park: { leaves: 0.8, traffic: 0.35, passers: 0.4 },
  'front-door': { traffic: 0.45, leaves: 0.5 },
  desert: { wind: 0.8, hush: 0.4 },
};

/** Places where animals live nearby; how many of them. */
const wild: Readonly<Partial<Record<SetName, number>>> = {
  'tree-hollow': 0.5,
  street: 0.25,
  'cafe-terrace': 0.35,
  riverbank: 1,
  forest: 1.2,
  field: 0.9,
  mountain: 0.25,
  rooftop: 0.2,
  beach: 0.15,
  park: 1,
  'front-door': 0.7,
  desert: 0.1,
};

const birdsAt: Readonly<Record<TimeOfDay, number>> = {
  dawn: 1.3,
  morning: 1.1,
  noon: 0.5,
  golden: 0.7,
  dusk: 0.35,
  night: 0,
  lamp: 0,
};
const cricketsAt: Readonly<Record<TimeOfDay, number>> = {
  dawn: 0.1,
  morning: 0,
  noon: 0.1,
  golden: 0.3,
  dusk: 0.8,
  night: 1,
  lamp: 1,
};
/** How much of a city or a room full of people is left at an hour. */
const peopleAt: Readonly<Record<TimeOfDay, number>> = {
  dawn: 0.4,
  morning: 1,
  noon: 1,
  golden: 1,
  dusk: 0.8,
  night: 0.45,
  lamp: 0.5,
};
const people: readonly LayerName[] = ['traffic', 'guests', 'cups', 'passers', 'keyboards'];

const weatherOutside: Readonly<Record<Weather, Listening>> = {
  clear: {},
  cloud: { wind: 0.12 },
  rain: { rain: 1 },
  storm: { rain: 1.3, wind: 1.1, thunder: 1 },
  snow: { hush: 1, wind: 0.15 },
  fog: { hush: 0.8 },
  wind: { wind: 1.1, leaves: 0.7 },
};
const weatherInside: Readonly<Record<Weather, Listening>> = {
  clear: {},
  cloud: {},
  rain: { rainOnWindow: 1 },
  storm: { rainOnWindow: 1.2, wind: 0.45, thunder: 0.6 },
  snow: { hush: 0.5 },
  fog: {},
  wind: { wind: 0.4, creaks: 0.6 },
};
/** In such weather no bird sings; snow and fog swallow the rest. */
const quietWeathers: Readonly<Partial<Record<Weather, number>>> = {
  rain: 0.1,
  storm: 0,
  snow: 0.15,
  fog: 0.4,
  wind: 0.4,
};

/** What of the city and the garden comes in through a window. */
const throughWindow: Readonly<Partial<Record<SetName, number>>> = {
  kitchen: 0.25,
  'living-room': 0.25,
  bedroom: 0.2,
  cafe: 0.3,
  office: 0.2,
  shop: 0.35,
  'tree-hollow': 0.6,
};

/** What is heard at a place, an hour and in a weather. A set that is not known sounds like a room or a street. */
export function listening(request: Pick<AmbienceRequest, 'set' | 'interior' | 'timeOfDay' | 'weather'>): Listening {
  const set = setNames.find((name) => name === request.set) ?? (request.interior ? 'living-room' : 'street');
  const heard: Partial<Record<LayerName, number>> = { ...ofSet[set] };
  for (const name of people) heard[name] = (heard[name] ?? 0) * peopleAt[request.timeOfDay];
  const more = (listening: Listening) => {
    for (const [name, level] of Object.entries(listening))
      heard[name as LayerName] = Math.max(heard[name as LayerName] ?? 0, level);
  };
  const still = quietWeathers[request.weather] ?? 1;
  const near = request.interior ? (throughWindow[set] ?? 0) * 0.6 : (wild[set] ?? 0);
  heard.birds = near * birdsAt[request.timeOfDay] * still;
  heard.crickets = near * cricketsAt[request.timeOfDay] * still;
  if (request.interior && throughWindow[set] && set !== 'tree-hollow')
    heard.traffic = (throughWindow[set] ?? 0) * peopleAt[request.timeOfDay];
  more(request.interior ? weatherInside[request.weather] : weatherOutside[request.weather]);
  if (request.weather === 'snow' && heard.traffic) heard.traffic *= 0.5;
  return Object.fromEntries(Object.entries(heard).filter(([, level]) => level > 0.01));
}
