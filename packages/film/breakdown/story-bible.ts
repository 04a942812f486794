import { z } from 'zod';

/**
 * The story bible: what the breakdown understood of a screenplay, in the words that engines draw and speak from.
 * It is written beside the film as YAML; what a person corrects there wins over inference for ever after.
 */

export const timesOfDay = ['dawn', 'morning', 'noon', 'golden', 'dusk', 'night', 'lamp'] as const;
/** One palette each. `golden` is the late afternoon; `lamp` is an interior by lamplight at night. */
export type TimeOfDay = (typeof timesOfDay)[number];

export const weathers = ['clear', 'cloud', 'rain', 'storm', 'snow', 'fog', 'wind'] as const;
export type Weather = (typeof weathers)[number];

export const moods = ['neutral', 'calm', 'joyful', 'comic', 'romantic', 'sad', 'tense', 'eerie', 'epic'] as const;
export type Mood = (typeof moods)[number];

export const emotions = [
  'neutral',
  'happy',
  'tender',
  'sad',
  'angry',
  'afraid',
  'surprised',
  'confused',
  'determined',
  'sly',
  'tired',
  'disgusted',
] as const;
export type Emotion = (typeof emotions)[number];

export const genders = ['female', 'male', 'neutral'] as const;
/** `voice` is never seen: a narrator, a loudspeaker. Animals and robots walk and speak like people, with their own heads. */
export const species = [
  'human',
  'squirrel',
  'owl',
  'dog',
  'cat',
  'fox',
  'rabbit',
  'bear',
  'mouse',
  'bird',
  'robot',
  'voice',
] as const;
export const skins = ['porcelain', 'fair', 'olive', 'tan', 'brown', 'deep'] as const;
export const hairStyles = [
  'bald',
  'buzz',
  'short',
  'parted',
  'curly',
  'afro',
  'bob',
  'long',
  'wavy',
  'ponytail',
  'bun',
  'braids',
] as const;
export const hairColours = ['black', 'brown', 'auburn', 'red', 'blond', 'grey', 'white', 'blue', 'pink'] as const;
export const beards = ['none', 'stubble', 'moustache', 'goatee', 'full'] as const;
export const headwears = ['none', 'cap', 'hat', 'beanie', 'headscarf', 'helmet', 'hood'] as const;
export const builds = ['slight', 'average', 'broad', 'heavy'] as const;
export const tops = [
  'shirt',
  'tshirt',
  'sweater',
  'jacket',
  'coat',
  'suit',
  'dress',
  'uniform',
  'robe',
  'apron',
  'hoodie',
] as const;
export const bottoms = ['trousers', 'jeans', 'skirt', 'shorts', 'dress', 'robe'] as const;
export const voices = ['slt', 'rms', 'awb', 'kal'] as const;

/** What a figure looks like. Colours of clothes are CSS hex in daylight; the palette of the scene tints them. */
export const lookSchema = z.object({
  species: z.enum(species),
  skin: z.enum(skins),
  hair: z.enum(hairStyles),
  hairColour: z.enum(hairColours),
  beard: z.enum(beards),
  headwear: z.enum(headwears),
  glasses: z.boolean(),
  build: z.enum(builds),
  /** Of an average grown-up: 1; a child of eight: 0.72. */
  height: z.number().min(0.4).max(1.3),
  eyes: z.enum(['brown', 'hazel', 'green', 'blue', 'grey']),
  top: z.enum(tops),
  topColour: z.string().regex(/^#[0-9a-f]{6}$/),
  bottom: z.enum(bottoms),
  bottomColour: z.string().regex(/^#[0-9a-f]{6}$/),
});
export type Look = z.infer<typeof lookSchema>;

/** A voice and how it is bent to this character. */
export const voiceSchema = z.object({
  base: z.enum(voices),
  /** Semitones, formants kept. */
  pitch: z.number().min(-8).max(10),
  /** 1 is the voice's own speed; 1.15 speaks 15 % longer. */
  stretch: z.number().min(0.7).max(1.6),
  /** Timbre, from dark (-1) to bright (1). */
  brightness: z.number().min(-1).max(1),
});
export type VoiceCasting = z.infer<typeof voiceSchema>;

export const castMemberSchema = z.object({
  /** Slug of the name: `helen`. */
  id: z.string(),
  /** As a reader says it: `Helen`. */
  name: z.string(),
  /** Every cue and name in the script that means this one, upper case: `HELEN`, `SENAIT`, `MAN`. */
  aliases: z.array(z.string()),
  age: z.number().int().min(0).max(120),
  gender: z.enum(genders),
  look: lookSchema,
  voice: voiceSchema,
  /** Where the script said so; lines of the source that were read for age, look and wardrobe. */
  introducedAt: z.number().int().nullable(),
  /** How many cues the script gives them; a member whom a person added by hand has none. */
  speeches: z.number().int().min(0).optional(),
});
export type CastMember = z.infer<typeof castMemberSchema>;

export const placeSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Headings that mean this place, upper case. */
  aliases: z.array(z.string()),
  interior: z.boolean(),
  /** A place that holds this one: the apartment of the kitchen. */
  within: z.string().nullable(),
  /** The name of a set of the engine: see `setNames`. */
  set: z.string(),
  /** The studio has no set for this place, or the script does not say where it is: `set` is the nearest. Left out: it is the right one. */
  nearest: z.boolean().optional(),
});
export type Place = z.infer<typeof placeSchema>;

/**
 * Names of sets that the breakdown may choose, whatever the engine. An engine draws each, or the nearest it has, never a blank.
 */
export const interiorSets = [
  'kitchen',
  'living-room',
  'bedroom',
  'hallway',
  'cafe',
  'office',
  'studio',
  'tree-hollow',
  'hospital',
  'car',
  'shop',
  'stage',
] as const;
export const exteriorSets = [
  'street',
  'cafe-terrace',
  'riverbank',
  'forest',
  'harbour',
  'field',
  'mountain',
  'rooftop',
  'beach',
  'park',
  'front-door',
  'desert',
] as const;
export const setNames = [...interiorSets, ...exteriorSets] as const;
export type SetName = (typeof setNames)[number];

export const propSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** A drawable kind; `object` is a plain parcel. */
  kind: z.enum([
    'object',
    'phone',
    'cup',
    'glass',
    'bottle',
    'letter',
    'photograph',
    'book',
    'folder',
    'bag',
    'key',
    'gun',
    'knife',
    'lamp',
    'flower',
    'money',
    'ring',
    'clock',
    'laptop',
    'microphone',
    'ball',
    'candle',
    'box',
    'food',
    'hat',
    'mixer',
    'cigarette',
    'briefcase',
    'door',
    'drawer',
    'instrument',
    'lantern',
  ]),
});
export type Prop = z.infer<typeof propSchema>;

export const sceneNotesSchema = z.object({
  /** The scene's id in the screenplay. */
  id: z.string(),
  place: z.string(),
  interior: z.boolean(),
  timeOfDay: z.enum(timesOfDay),
  weather: z.enum(weathers),
  mood: z.enum(moods),
  /** Ids of everyone who is there to be seen, though silent; in the order they appear. */
  cast: z.array(z.string()),
  /** Ids of who is only heard: voice-over, off-screen, on the phone. */
  heard: z.array(z.string()),
  props: z.array(z.string()),
});
export type SceneNotes = z.infer<typeof sceneNotesSchema>;

export const storyBibleSchema = z.object({
  title: z.string(),
  /** Lines of the title card below the title: `Written by`, `Jane Filmmaker`. */
  credits: z.array(z.string()),
  cast: z.array(castMemberSchema),
  places: z.array(placeSchema),
  props: z.array(propSchema),
  scenes: z.array(sceneNotesSchema),
});
export type StoryBible = z.infer<typeof storyBibleSchema>;
