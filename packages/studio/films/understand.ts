import { applyCorrections, type Production, produce, readScreenplay, type StoryBible } from '@ai-film-studio/film';
import { Refusal } from '../refusal.ts';

/** A draft of a script as it was handed in. */
export interface DraftText {
  /** As the person calls it: `the-last-ferry.fountain`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a script without a title is called: `my-script.fountain` becomes `My Script`. */
export function titleOf(name: string): string {
  const words = name
    .replace(/\.[^.]*$/, '')
    .split(/[\s_.-]+/)
    .filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || 'Untitled';
}

/** A story bible as a person corrected it, with what had been inferred when it was written. */
export interface WrittenBible {
  readonly text: string;
  readonly inferred: StoryBible;
}

const inputErrors: Readonly<Record<string, string>> = { ScreenplayError: 'screenplay', BibleError: 'bible' };

/** What is wrong with a script or a bible is the writer's to mend: its place is in the message. */
function refused(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = inputErrors[error.name];
  if (!code) return error;
  const place = {
    ...('line' in error ? { line: error.line } : {}),
    ...('column' in error ? { column: error.column } : {}),
  };
  return new Refusal('invalid', code, error.message, place);
}

/**
 * Reads a draft and corrects it by the project's bible.
 * @throws Refusal with line and column of what is wrong
 */
export function understandDraft(
  draft: DraftText,
  bible: WrittenBible | null,
  seed: number,
  untitled: string,
): Production {
  try {
    const screenplay = readScreenplay(draft.bytes, draft.name);
    return produce(screenplay, {
      seed,
      untitled,
      ...(bible ? { correct: (inferred) => applyCorrections(inferred, bible.text, bible.inferred) } : {}),
    });
  } catch (error) {
    throw refused(error);
  }
}
