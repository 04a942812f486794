import type { Random } from '../../../random.ts';
import type { Song } from '../form.ts';
import type { Note } from '../note.ts';

/** What one player makes of a song. */
export type Part = (song: Song, random: Random) => readonly Note[];
