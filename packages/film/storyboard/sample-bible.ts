import type { CastMember, Mood, SceneNotes, StoryBible } from '../breakdown/story-bible.ts';
import type { Scene } from '../screenplay/screenplay.ts';

/** A bible for tests, by hand: what a breakdown would find, with nothing left to inference. */
export function sampleBible(
  scenes: readonly Scene[],
  people: readonly { name: string; species?: CastMember['look']['species']; gender?: CastMember['gender'] }[],
  options: { set?: string; interior?: boolean; mood?: Mood; props?: StoryBible['props'] } = {},
): StoryBible {
  const interior = options.interior ?? true;
  const cast = people.map(member);
  const places = [...new Set(scenes.map((scene) => scene.heading?.place ?? 'ROOM'))].map((name) => ({
    id: name.toLowerCase().replace(/\W+/g, '-'),
    name,
    aliases: [name],
    interior,
    within: null,
    set: options.set ?? 'living-room',
  }));
  const props = options.props ?? [];
  const notes = scenes.map((scene): SceneNotes => {
    const words = scene.elements.map((element) => element.raw).join('\n');
    const there = cast.filter(({ name }) => words.toUpperCase().includes(name.toUpperCase()));
    return {
      id: scene.id,
      place: places.find(({ name }) => name === (scene.heading?.place ?? 'ROOM'))?.id ?? '',
      interior,
      timeOfDay: 'noon',
      weather: 'clear',
      mood: options.mood ?? 'neutral',
      cast: there.filter(({ look }) => look.species !== 'voice').map(({ id }) => id),
      heard: there.filter(({ look }) => look.species === 'voice').map(({ id }) => id),
      props: props.map(({ id }) => id),
    };
  });
  return { title: 'The Test', credits: ['Written by', 'Nobody'], cast, places, props, scenes: notes };
}

function member({
  name,
  species = 'human',
  gender = 'neutral',
}: {
  name: string;
  species?: CastMember['look']['species'];
  gender?: CastMember['gender'];
}): CastMember {
  return {
    id: name.toLowerCase(),
    name,
    aliases: [name.toUpperCase()],
    age: 30,
    gender,
    look: {
      species,
      skin: 'tan',
      hair: 'short',
      hairColour: 'black',
      beard: 'none',
      headwear: 'none',
      glasses: false,
      build: 'average',
      height: 1,
      eyes: 'brown',
      top: 'shirt',
      topColour: '#334455',
      bottom: 'jeans',
      bottomColour: '#223344',
    },
    voice: { base: 'slt', pitch: 0, stretch: 1, brightness: 0 },
    introducedAt: null,
  };
}
