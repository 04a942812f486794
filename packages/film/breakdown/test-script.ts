import { parseFountain } from '../screenplay/fountain.ts';
import { scenesOf } from '../screenplay/scenes.ts';
import { breakDown } from './breakdown.ts';
import type { CastMember, StoryBible } from './story-bible.ts';

/** For tests: the bible of a script given as Fountain. */
export function bibleOfScript(text: string): StoryBible {
  const screenplay = parseFountain(text);
  return breakDown(screenplay, scenesOf(screenplay));
}

/** For tests: the member of that id; throws when there is none. */
export function memberOf(bible: StoryBible, id: string): CastMember {
  const member = bible.cast.find((one) => one.id === id);
  if (member === undefined) throw new Error(`no ${id} among ${bible.cast.map((one) => one.id).join(', ')}`);
  return member;
}
