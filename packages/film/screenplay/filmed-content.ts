import { plainText } from './emphasis.ts';
import type { Element } from './screenplay.ts';

/** What an element gives to the film, as a key to compare by; empty for what is not filmed. */
export function filmedContent(element: Element): string {
  switch (element.kind) {
    case 'character':
      return `${element.kind}: ${[element.name, ...element.extensions, element.dual ? '^' : ''].join('|')}`;
    case 'note':
    case 'boneyard':
    case 'blank':
    case 'section':
    case 'synopsis':
    case 'page-break':
    case 'title-entry':
      return '';
    default:
      return `${element.kind}: ${plainText(element.text)}`;
  }
}
