/**
 * A screenplay as data: a flat list of elements in the order of the page, each with the exact text it was read from.
 *
 * The list is lossless: joining every `raw` gives the source text back to the byte. `text` is what the element says,
 * without its marks (forcing characters, trailing blank lines, notes, boneyards); emphasis marks stay in `text`.
 */

/** Lines of the source, 1-based, both ends included. */
export interface SourceRange {
  readonly first: number;
  readonly last: number;
}

interface Node {
  /** The exact slice of the source, line ends and following blank lines included. */
  readonly raw: string;
  readonly lines: SourceRange;
}

export type Setting = 'INT' | 'EXT' | 'INT/EXT' | 'EST';

export interface TitleEntry extends Node {
  readonly kind: 'title-entry';
  /** As written, without the colon: `Draft date`. */
  readonly key: string;
  readonly values: readonly string[];
}

export interface SceneHeading extends Node {
  readonly kind: 'scene-heading';
  /** As written, without the forcing dot and the scene number. */
  readonly text: string;
  /** `null` when a forced heading names none. */
  readonly setting: Setting | null;
  /** `APARTMENT - HALLWAY` in `INT. APARTMENT - HALLWAY - NIGHT`. */
  readonly place: string;
  /** `NIGHT`, `CONTINUOUSLY`, `MOMENTS LATER`; `null` when the heading gives none. */
  readonly time: string | null;
  /** `3-DDXWV` in `#3-DDXWV#`. */
  readonly number: string | null;
  readonly forced: boolean;
}

export interface Action extends Node {
  readonly kind: 'action';
  readonly text: string;
  readonly forced: boolean;
  readonly centred: boolean;
}

export interface Character extends Node {
  readonly kind: 'character';
  /** As written, without extensions, the dual mark and the forcing `@`. */
  readonly name: string;
  /** Without brackets: `V.O.`, `CONT'D`. */
  readonly extensions: readonly string[];
  /** The cue carries `^`: spoken together with the speech before it. */
  readonly dual: boolean;
  readonly forced: boolean;
}

export interface Parenthetical extends Node {
  readonly kind: 'parenthetical';
  /** Without brackets. */
  readonly text: string;
}

export interface Dialogue extends Node {
  readonly kind: 'dialogue';
  readonly text: string;
}

export interface Lyrics extends Node {
  readonly kind: 'lyrics';
  /** One line without its `~`. Within a speech it is sung by the speaker. */
  readonly text: string;
}

export interface Transition extends Node {
  readonly kind: 'transition';
  readonly text: string;
  readonly forced: boolean;
}

export interface PageBreak extends Node {
  readonly kind: 'page-break';
}

export interface Section extends Node {
  readonly kind: 'section';
  readonly text: string;
  readonly level: number;
}

export interface Synopsis extends Node {
  readonly kind: 'synopsis';
  readonly text: string;
}

/** A `[[note]]` that stands alone; a note inside another element stays in that element's `raw` and is listed by `notesOf`. */
export interface Note extends Node {
  readonly kind: 'note';
  readonly text: string;
}

export interface Boneyard extends Node {
  readonly kind: 'boneyard';
  readonly text: string;
}

/** Blank lines before the first element, and whatever else carries no meaning. */
export interface Blank extends Node {
  readonly kind: 'blank';
}

export type Element =
  | TitleEntry
  | SceneHeading
  | Action
  | Character
  | Parenthetical
  | Dialogue
  | Lyrics
  | Transition
  | PageBreak
  | Section
  | Synopsis
  | Note
  | Boneyard
  | Blank;

export interface Screenplay {
  readonly elements: readonly Element[];
}

/** A cue with all that belongs to it, in order. */
export interface Speech {
  readonly cue: Character;
  readonly parts: readonly (Parenthetical | Dialogue | Lyrics)[];
}

/** A scene: from its heading to the next. */
export interface Scene {
  /** Stable between drafts: the scene number where there is one (`3-DDXWV`), else a slug of the place and its count (`kitchen-2`). */
  readonly id: string;
  /** `null` when the script gives none and the scene is inferred. */
  readonly heading: SceneHeading | null;
  /**
   * The heading first, if there is one; in the first scene, what stands before it without being filmed (`FADE IN:`,
   * sections, annotations) comes earlier still. Sections, notes and boneyards stand here too.
   */
  readonly elements: readonly Element[];
  readonly lines: SourceRange;
}

/** The input cannot be read as a screenplay. The message is one line and names the place and the mend. */
export class ScreenplayError extends Error {
  override readonly name = 'ScreenplayError';
  readonly problem: string;
  readonly line: number;
  readonly column: number;

  constructor(problem: string, line: number, column: number) {
    super(`line ${line}, column ${column}: ${problem}`);
    this.problem = problem;
    this.line = line;
    this.column = column;
  }
}
