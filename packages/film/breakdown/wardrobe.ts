import { preference } from './seed.ts';
import type { CastMember, Look } from './story-bible.ts';
import type { Traits } from './traits.ts';

/** Colours of cloth that go together under every palette: a painter's box rather than a rainbow. */
const tops = {
  '#b5533c': 3, // brick
  '#3d6b7d': 3, // petrol
  '#d9a441': 3, // ochre
  '#5f7f5a': 3, // sage
  '#7a4a63': 3, // plum
  '#4a5f94': 3, // denim blue
  '#c9796b': 2, // coral
  '#8aa0a8': 2, // mist
  '#e0cfae': 2, // cream
  '#6f8f8a': 2, // eucalyptus
  '#94663f': 2, // caramel
  '#a33f4f': 2, // berry
  '#6c6a9c': 2, // lavender grey
  '#2f5d50': 2, // bottle green
  '#d58f56': 2, // apricot
  '#39465c': 2, // slate
} as const;

const bottoms = {
  '#3b4252': 3,
  '#4b4a46': 3,
  '#5a4c3f': 2,
  '#6d675c': 2,
  '#2e3a4f': 2,
  '#52604f': 1,
  '#7d6a52': 1,
} as const;

const genders = { female: 1, male: 1 } as const;

/** How people are for a gender and an age, as weights. */
function weights(gender: CastMember['gender'], age: number, skin: Look['skin']) {
  const dark = skin === 'deep' || skin === 'brown';
  const child = age < 13;
  const old = age >= 62;
  const hair: Partial<Record<Look['hair'], number>> =
    gender === 'female'
      ? {
          bob: 3,
          long: old ? 1 : 3,
          wavy: 3,
          ponytail: old ? 0 : 3,
          bun: child ? 1 : 3,
          braids: dark || child ? 4 : 0.5,
          curly: 2,
          short: old ? 4 : 0.5,
          afro: dark ? 3 : 0,
        }
      : {
          short: 3,
          parted: 3,
          buzz: dark ? 4 : 1,
          curly: 2,
          bald: age > 40 ? 2 : 0,
          wavy: child ? 1 : 0.5,
          afro: dark ? 1.5 : 0,
        };
  const fairHair: Partial<Record<Look['hairColour'], number>> = { brown: 4, black: 2, blond: 3, auburn: 2, red: 1 };
  const hairColour: Partial<Record<Look['hairColour'], number>> = old
    ? { grey: 3, white: age > 72 ? 3 : 1 }
    : age > 50
      ? { grey: age > 56 ? 6 : 2, brown: dark ? 0 : 1, black: dark ? 2 : 1 }
      : dark
        ? { black: 1 }
        : skin === 'tan' || skin === 'olive'
          ? { black: 3, brown: 3 }
          : fairHair;
  const beard: Partial<Record<Look['beard'], number>> =
    gender === 'female' || age < 19
      ? { none: 1 }
      : { none: 5, stubble: 2, full: age > 30 ? 1.5 : 0.5, moustache: age > 40 ? 1 : 0.2, goatee: 0.7 };
  const top: Partial<Record<Look['top'], number>> = child
    ? { tshirt: 3, hoodie: 2, sweater: 2 }
    : age < 24
      ? { tshirt: 3, hoodie: 3, shirt: 1, sweater: 2 }
      : {
          shirt: 3,
          sweater: 3,
          jacket: 2,
          tshirt: old ? 0 : 1,
          coat: old ? 1 : 0.4,
          dress: gender === 'female' ? 1.2 : 0,
        };
  const bottom: Partial<Record<Look['bottom'], number>> =
    gender === 'female' && !child
      ? { trousers: 3, jeans: old ? 0.5 : 2, skirt: 1.5 }
      : { trousers: child || age < 24 ? 0.5 : 3, jeans: old ? 0.5 : 2, shorts: child ? 2 : 0 };
  const build: Partial<Record<Look['build'], number>> = {
    average: 6,
    slight: age < 20 ? 4 : 2,
    broad: gender === 'male' && !child ? 2 : 0.5,
    heavy: child ? 0.2 : 1,
  };
  return { hair, hairColour, beard, top, bottom, build };
}

const skinsOf: Readonly<Record<NonNullable<Traits['origin']> | 'unknown', Partial<Record<Look['skin'], number>>>> = {
  european: { fair: 5, porcelain: 1, olive: 2 },
  nordic: { fair: 4, porcelain: 3 },
  african: { deep: 4, brown: 3 },
  arab: { tan: 3, olive: 3 },
  'south-asian': { brown: 3, tan: 3 },
  'east-asian': { fair: 4, olive: 1 },
  latin: { tan: 3, olive: 3 },
  unknown: { fair: 4, olive: 3, tan: 2, brown: 2, deep: 1.5, porcelain: 0.7 },
};

/** Height as part of an average grown-up's. */
function heightOf(gender: CastMember['gender'], age: number, species: Look['species']): number {
  const animal = {
    squirrel: 0.75,
    mouse: 0.65,
    rabbit: 0.78,
    bird: 0.72,
    owl: 0.92,
    cat: 0.8,
    fox: 0.88,
    dog: 0.9,
    bear: 1.15,
  };
  if (Object.hasOwn(animal, species)) return animal[species as keyof typeof animal]; // hasOwn has just checked it
  const grown = gender === 'female' ? 0.96 : 1.03;
  const height =
    age > 75
      ? grown - 0.03
      : age >= 18
        ? grown
        : age >= 14
          ? grown - 0.01 * (19 - age)
          : Math.max(0.42, 0.36 + 0.045 * age);
  return Math.round(height * 100) / 100;
}

/** A person whose looks are settled, and who is seen together with whom. */
export interface Dressed {
  readonly look: Look;
  readonly meets: boolean;
}

/** The age of somebody of whom no age is said. */
export function ageFor(id: string, species: Look['species']): number {
  const ages = { '24': 1, '27': 2, '31': 3, '34': 3, '38': 3, '42': 2, '47': 2, '53': 1 } as const;
  if (species === 'human') return Number(preference<keyof typeof ages>(ages, id, 'age')[0]);
  return species === 'voice' ? 45 : species === 'owl' ? 58 : 28;
}

/**
 * The gender of a person of whom nothing is said: by chance of the name, but unlike those also unknown whom they meet,
 * so that the two of a dialogue can be told apart.
 */
export function genderFor(id: string, guessed: readonly CastMember['gender'][]): CastMember['gender'] {
  const last = guessed.at(-1);
  if (last !== undefined) return last === 'female' ? 'male' : 'female';
  return preference<'female' | 'male'>(genders, id, 'gender')[0] ?? 'female';
}

/** The skin of a person of whom no colour is said: the parents', else one that is at home where the name is. */
export function skinFor(id: string, origin: Traits['origin'], family: Look['skin'] | null): Look['skin'] {
  return family ?? preference<Look['skin']>(skinsOf[origin ?? 'unknown'], id, 'skin')[0] ?? 'olive';
}

/**
 * A whole look: what the script says, and for the rest what suits the age and the gender, chosen by the name
 * so that nobody is dressed or combed like those who came before.
 */
export function lookFor(
  id: string,
  traits: Pick<Traits, 'species' | 'origin' | 'look'>,
  person: { readonly age: number; readonly gender: CastMember['gender']; readonly skin: Look['skin'] },
  others: readonly Dressed[],
): Look {
  const said = traits.look;
  const { skin } = person;
  const weight = weights(person.gender, person.age, skin);
  const animal = traits.species !== 'human' && traits.species !== 'voice';
  const asian = traits.origin === 'east-asian' && person.age < 50;
  const colours = asian ? { black: 1 } : weight.hairColour;
  const [hair, hairColour] =
    said.hair !== undefined && said.hairColour !== undefined ? [said.hair, said.hairColour] : headOf();
  const top = said.top ?? choose<Look['top']>(weight.top, 'top', () => false);
  const topColour =
    said.topColour ?? choose(tops, 'top colour', (colour) => others.some(({ look }) => look.topColour === colour));
  const bottom =
    said.bottom ??
    (top === 'dress'
      ? 'dress'
      : top === 'robe'
        ? 'robe'
        : choose<Look['bottom']>(weight.bottom, 'bottom', () => false));
  const whole = bottom === 'dress' || bottom === 'robe' || (top === 'suit' && said.bottomColour === undefined);
  return {
    species: traits.species,
    skin,
    hair,
    hairColour,
    beard: said.beard ?? (animal ? 'none' : choose<Look['beard']>(weight.beard, 'beard', () => false)),
    headwear: said.headwear ?? 'none',
    glasses:
      said.glasses ?? (person.age > 12 && preference<'yes' | 'no'>({ yes: 1, no: 6 }, id, 'glasses')[0] === 'yes'),
    build: said.build ?? choose<Look['build']>(weight.build, 'build', () => false),
    height: Math.min(1.3, Math.max(0.4, said.height ?? heightOf(person.gender, person.age, traits.species))),
    eyes: said.eyes ?? choose<Look['eyes']>(eyesOf(skin), 'eyes', () => false),
    top,
    topColour,
    bottom,
    bottomColour: said.bottomColour ?? (whole ? topColour : choose(bottoms, 'bottom colour', () => false)),
  };

  /** The first by preference that nobody has yet; else that nobody has whom they meet; else the first. */
  function choose<T extends string>(items: Partial<Record<T, number>>, what: string, isTaken: (item: T) => boolean): T {
    const order = preference<T>(items, id, what);
    // Every table above has at least one item of weight.
    return (order.find((item) => !isTaken(item)) ?? order[0]) as T;
  }

  /** Style and colour of the hair are chosen together: no two of the cast share both. */
  function headOf(): [Look['hair'], Look['hairColour']] {
    const styles = said.hair === undefined ? preference<Look['hair']>(weight.hair, id, 'hair') : [said.hair];
    const colour =
      said.hairColour === undefined ? preference<Look['hairColour']>(colours, id, 'hair colour') : [said.hairColour];
    const pairs = styles.flatMap((style) => colour.map((one): [Look['hair'], Look['hairColour']] => [style, one]));
    const sharedBy = (people: readonly Dressed[]) => (pair: [Look['hair'], Look['hairColour']]) =>
      people.some(({ look }) => look.hair === pair[0] && look.hairColour === pair[1]);
    const met = others.filter(({ meets }) => meets);
    const alike = sharedBy(others);
    const free =
      pairs.find((pair) => !alike(pair) && !met.some(({ look }) => look.hair === pair[0])) ??
      pairs.find((pair) => !alike(pair)) ??
      pairs.find((pair) => !sharedBy(met)(pair));
    return free ?? pairs[0] ?? ['short', 'brown'];
  }
}

function eyesOf(skin: Look['skin']): Partial<Record<Look['eyes'], number>> {
  if (skin === 'deep' || skin === 'brown') return { brown: 1 };
  if (skin === 'tan' || skin === 'olive') return { brown: 4, hazel: 2, green: 1 };
  return { blue: 3, green: 2, grey: 2, hazel: 2, brown: 3 };
}
