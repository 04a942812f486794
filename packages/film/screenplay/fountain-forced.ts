import { headingParts } from './heading.ts';
import type { Element } from './screenplay.ts';

type WithoutPlace<T> = T extends unknown ? Omit<T, 'raw' | 'lines'> : never;
/** What an element says, before it is known where it stands. */
export type Body = WithoutPlace<Element>;

const pageBreak = /^={3,}$/;

/** Reads a line that says by its first character what it is; `null` for any other line. `!` and `@` are read elsewhere. */
export function forcedBody(line: string): Body | null {
  if (pageBreak.test(line)) return { kind: 'page-break' };
  const rest = line.slice(1).trim();
  switch (line.charAt(0)) {
    case '=':
      return { kind: 'synopsis', text: rest };
    case '#':
      return section(line);
    case '~':
      return { kind: 'lyrics', text: rest };
    case '>':
      return rest === '' ? null : pushedRight(rest);
    case '.':
      return /^[\p{L}\p{N}]/u.test(line.slice(1)) ? forcedHeading(rest) : null;
    default:
      return null;
  }
}

/**
 * Whether a line in the midst of a paragraph is no part of it. Stricter than `forcedBody`: `#tired`, `.45 calibre` and
 * `=)` may be words.
 */
export function isStructural(line: string): boolean {
  return (
    pageBreak.test(line) ||
    /^(?:=|#+)\s/.test(line) ||
    /^[!>]\s*\S/.test(line) ||
    (/^\.\p{Lu}/u.test(line) && !/\p{Ll}/u.test(line.replace(/\([^()]*\)/g, '')))
  );
}

function forcedHeading(text: string): Body {
  return { kind: 'scene-heading', ...headingParts(text), forced: true };
}

function section(line: string): Body {
  const text = line.replace(/^#+/, '');
  return { kind: 'section', text: text.trim(), level: line.length - text.length };
}

function pushedRight(rest: string): Body {
  if (rest.endsWith('<')) {
    return { kind: 'action', text: rest.slice(0, -1).trim(), forced: false, centred: true };
  }
  return { kind: 'transition', text: rest, forced: true };
}
