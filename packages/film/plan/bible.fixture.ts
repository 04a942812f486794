import type { CastMember, Look, StoryBible } from '../breakdown/story-bible.ts';
import type { FilmSettings } from './shot-key.ts';

/** A bible of two people in two places, for tests. */

const look: Look = {
  species: 'human',
  skin: 'brown',
  hair: 'bob',
  hairColour: 'black',
  beard: 'none',
  headwear: 'none',
  glasses: false,
  build: 'average',
  height: 1,
  eyes: 'brown',
  top: 'shirt',
  topColour: '#aa3344',
  bottom: 'jeans',
  bottomColour: '#223355',
};

export function member(id: string, over: Partial<Look> = {}): CastMember {
  return {
    id,
    name: id.toUpperCase(),
    aliases: [id.toUpperCase()],
    age: 40,
    gender: 'neutral',
    look: { ...look, ...over },
    voice: { base: 'slt', pitch: 0, stretch: 1, brightness: 0 },
    introducedAt: 3,
  };
}

export function bible(cast: readonly CastMember[] = [member('helen'), member('marcus')]): StoryBible {
  const place = { aliases: [], interior: true, within: null };
  return {
    title: 'Coffee',
    credits: [],
    cast: [...cast],
    places: [{ ...place, id: 'kitchen', name: 'Kitchen', set: 'kitchen' }],
    props: [],
    scenes: [],
  };
}

export const settings: FilmSettings = {
  width: 1280,
  height: 720,
  rate: { num: 24, den: 1 },
  seed: 1,
  style: 'gouache',
  burnSubtitles: false,
  engine: 'animatic 1',
};
