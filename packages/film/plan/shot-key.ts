import type { CastMember, StoryBible } from '../breakdown/story-bible.ts';
import type { Beat, Line, Shot, Staging } from '../storyboard/shot.ts';
import { rateText } from '../timeline/rate.ts';
import type { Rate } from '../timeline/timeline.ts';
import type { Json } from './content-key.ts';
import { contentKey } from './content-key.ts';

/** What the making of a film is set to, beside its script. Every change of it makes every shot anew. */
export interface FilmSettings {
  readonly width: number;
  readonly height: number;
  readonly rate: Rate;
  readonly seed: number;
  readonly style: string;
  readonly burnSubtitles: boolean;
  /** Name and version of the engines: `animatic 3`. */
  readonly engine: string;
}

/** The settings as a key holds them. */
export function settingsContent(settings: FilmSettings): Json {
  return { ...settings, rate: rateText(settings.rate) };
}

/**
 * What the picture of a shot shows, before anything moves or is said, by the words that a change is told in.
 *
 * Ids of shots and lines, places in the source and reasons for readers are not in it: an engine must draw its chance from the seed and
 * what is in here, or else two drafts would share a key and not a picture.
 */
export function pictureContent(shot: Shot, bible: StoryBible) {
  const { kind, size, subject, place, set, interior, prop, card } = shot;
  return {
    framing: { kind, size, subject, angle: shot.camera.angle },
    place: { place, set, interior, ...placeOf(place, bible) },
    'time of day': shot.timeOfDay,
    weather: shot.weather,
    mood: shot.mood,
    staging: shot.staging.map((staged): Json => ({ ...staged })),
    prop,
    card: card === null ? null : { heading: card.heading, lines: card.lines },
    'cast look': membersOf(shot.staging, bible).map(lookOf),
  } satisfies Json;
}

/**
 * All that the picture and sound of a shot depend on, as named parts.
 *
 * @param outgoing The shot before: a dissolve shows it too. `null` for the first.
 */
export function shotContent(shot: Shot, bible: StoryBible, outgoing: Shot | null) {
  const lines = shot.beats.flatMap(linesOf);
  const dissolvesFrom = shot.transitionIn.kind === 'dissolve' ? outgoing : null;
  return {
    ...pictureContent(shot, bible),
    camera: { move: shot.camera.move, amount: shot.camera.amount },
    words: lines.map(({ who, text }): Json => [who, text]),
    delivery: lines.map(({ parenthetical, emotion, treatment }): Json => [parenthetical, emotion, treatment]),
    action: shot.beats.flatMap((beat): Json[] => (beat.kind === 'action' ? [[beat.text, beat.sound]] : [])),
    rhythm: { beats: shot.beats.map(rhythmOf), atLeast: shot.atLeast, tail: shot.tail },
    transition: { in: { ...shot.transitionIn }, out: { ...shot.transitionOut } },
    'cast voice': membersOf(lines, bible).map(voiceOf),
    'shot before': dissolvesFrom === null ? null : contentKey(withoutOutgoing(dissolvesFrom, bible)),
  } satisfies Json;
}

/** A dissolve shows the end of the shot before, not what that one dissolved from. */
function withoutOutgoing(shot: Shot, bible: StoryBible): Json {
  return shotContent(shot, bible, null);
}

/** Key of a shot's clip: the same content and settings, the same film of it. */
export function shotKey(content: Json, settings: FilmSettings): string {
  return contentKey({ kind: 'clip', content, settings: settingsContent(settings) });
}

/** Lines of a beat, in order. */
export function linesOf(beat: Beat): readonly Line[] {
  if (beat.kind === 'line') return [beat.line];
  return beat.kind === 'dual' ? beat.lines : [];
}

function rhythmOf(beat: Beat): Json {
  return beat.kind === 'line' || beat.kind === 'dual' ? beat.kind : [beat.kind, beat.seconds];
}

function placeOf(id: string, bible: StoryBible) {
  const place = bible.places.find((known) => known.id === id);
  return { within: place?.within ?? null };
}

function membersOf(those: readonly (Staging | Line)[], bible: StoryBible): readonly CastMember[] {
  const ids = new Set(those.map(({ who }) => who));
  return bible.cast.filter(({ id }) => ids.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function lookOf({ id, age, gender, look }: CastMember): Json {
  return { id, age, gender, look };
}

/** What a voice is made of. */
export function voiceOf({ id, age, gender, voice }: CastMember): Json {
  return { id, age, gender, voice };
}
