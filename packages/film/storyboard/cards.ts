import type { StoryBible } from '../breakdown/story-bible.ts';
import type { Element, SourceRange } from '../screenplay/screenplay.ts';
import { digestOf } from './hash.ts';
import { type Setup, setup } from './setup.ts';
import type { Unfilmed } from './shot.ts';

/** The title page's lines. */
const titleLines: SourceRange = { first: 1, last: 1 };

/** The film begins with its name. */
export function titleCard(bible: StoryBible): Setup {
  return setup({
    kind: 'title-card',
    size: 'wide',
    card: { heading: bible.title, lines: bible.credits },
    atLeast: 3.6 + 0.4 * bible.credits.length,
    rule: 'the film begins with its name',
    key: digestOf('title', bible.title, ...bible.credits),
    source: titleLines,
  });
}

const namesOnACard = 7;

/**
 * The film ends with who was in it, in order of appearance, and who wrote it.
 *
 * @param people everyone seen or heard, in the order of the film
 * @param voiced whether anything is said in it
 */
export function creditCards(
  bible: StoryBible,
  people: readonly string[],
  voiced: boolean,
  source: SourceRange,
): readonly Setup[] {
  const names = people.flatMap((who) => creditOf(who, bible));
  const cards: Setup[] = [];
  for (let at = 0; at < names.length; at += namesOnACard) {
    const lines = names.slice(at, at + namesOnACard);
    cards.push(creditCard(at === 0 ? 'Cast' : 'Cast, continued', lines, 'the cast in order of appearance', source));
  }
  const makers = [...bible.credits, ...(voiced ? ['Voices by the studio engine'] : [])];
  const rule = voiced ? 'who wrote it, and whose voices they are' : 'who wrote it';
  return [...cards, creditCard(bible.title, makers, rule, source)];
}

/** A voice-over is a way of speaking, not a part; a narrator with a name has one. */
function creditOf(who: string, bible: StoryBible): readonly string[] {
  const name = bible.cast.find(({ id }) => id === who)?.name;
  return name === undefined || /^voice[- ]?over$/i.test(name) ? [] : [name];
}

function creditCard(heading: string, lines: readonly string[], rule: string, source: SourceRange): Setup {
  return setup({
    kind: 'credits',
    size: 'wide',
    card: { heading, lines },
    atLeast: 2.4 + 0.4 * lines.length,
    rule,
    key: digestOf('credits', heading, ...lines),
    source,
  });
}

/** What the title page says beyond the title card is for the script's readers. */
export function titlePageLeftOut(elements: readonly Element[], bible: StoryBible): readonly Unfilmed[] {
  const shown = [bible.title, ...bible.credits].join('\n').toLowerCase();
  return elements.flatMap((element) => {
    if (element.kind !== 'title-entry') return [];
    const values = element.values.map((value) => value.replace(/[*_]/g, '').trim());
    if (values.every((value) => shown.includes(value.toLowerCase()))) return [];
    return [
      {
        text: `${element.key}: ${values.join(' ')}`,
        reason: 'the title page’s note for readers',
        source: element.lines,
      },
    ];
  });
}
