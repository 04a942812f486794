import { isMap, isNode, isPair, isScalar, isSeq, visit, Document as YamlDocument } from 'yaml';
import { bibleHeader } from './bible-header.ts';
import { collections, sheetsOf } from './bible-sheets.ts';
import type { Correction } from './corrections.ts';
import type { StoryBible } from './story-bible.ts';
import { pairAt } from './yaml-path.ts';

export { applyCorrections } from './apply-bible.ts';
export { BibleError } from './bible-reader.ts';

/** A story bible with the record of what a person changed in it. */
export interface CorrectedBible extends StoryBible {
  readonly corrections: readonly Correction[];
}

/**
 * A bible as YAML for a person to correct. `readBible` reads it back; comments that a person adds are not kept.
 * @example await writeFile('bible.yaml', printBible(bible))
 */
export function printBible(bible: StoryBible | CorrectedBible): string {
  const sheets = sheetsOf(bible);
  const corrections = 'corrections' in bible ? bible.corrections : [];
  const document = new YamlDocument(
    new Map<string, unknown>([
      ['title', sheets.title],
      ['credits', sheets.credits],
      ...collections.map((collection): [string, unknown] => [collection, sheets[collection]]),
      ...(corrections.length === 0 ? [] : [['corrections', corrections] as [string, unknown]]),
    ]),
  );
  document.commentBefore = bibleHeader;
  for (const { id, speeches, introducedAt } of bible.cast) {
    const facts = [
      speeches === undefined || speeches === 0
        ? 'never speaks'
        : `speaks ${speeches} ${speeches === 1 ? 'time' : 'times'}`,
      ...(introducedAt === null ? [] : [`introduced on line ${introducedAt}`]),
    ];
    const node = document.getIn(['cast', id], true);
    if (isNode(node)) node.commentBefore = ` ${facts.join(', ')}`;
  }
  for (const collection of [...collections, 'corrections']) {
    const pair = pairAt(document, [collection]);
    if (pair !== null && isNode(pair.key)) pair.key.spaceBefore = true;
    if (collection === 'corrections' && pair !== null && isNode(pair.key)) {
      pair.key.commentBefore = ' What you have changed, as the studio remembers it. Correct above, not here.';
    }
  }
  visit(document, {
    Seq: (_, node, path) => {
      node.flow = path.some((parent) => isPair(parent) && isScalar(parent.key) && isMap(parent.value));
    },
    Map: (_, node, path) => {
      node.flow = path.some(isSeq);
    },
  });
  return document.toString({ lineWidth: 120, flowCollectionPadding: true });
}
