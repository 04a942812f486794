/**
 * Where bytes lie: the only place where keys are made. A key is made of ids, hashes and names that went through `safeName`, so nothing
 * that a user wrote ever steers a path.
 */

/** Whose bytes, and for which project. */
export interface Place {
  readonly userId: string;
  readonly projectId: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const hash = /^[0-9a-f]{64}$/;
const ending = /^(\.[A-Za-z0-9]{1,16})?$/;
const once = /^[0-9a-f]{16}$/;
const part = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;

/** A key that storage would not take. It is a fault of ours: no user's input gets that far. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
}

function matching(text: string, pattern: RegExp, what: string): string {
  if (!pattern.test(text)) throw new KeyError(`${JSON.stringify(text.slice(0, 80))} is not ${what}.`);
  return text;
}

/** Where in a project an object lies: `final` is what is handed out, of a film that is done. */
export type Area = 'generated' | 'final';

export const userPrefix = (userId: string) => `users/${matching(userId, uuid, 'an id')}/`;

export const projectPrefix = ({ userId, projectId }: Place) =>
  `${userPrefix(userId)}projects/${matching(projectId, uuid, 'an id')}/`;

/**
 * What a job made, under its own hash.
 * @param put of this one time that the bytes are put, and of no other: what deletes a key may come late, and must not meet the same bytes put anew
 */
export const objectKey = (
  place: Place,
  area: Area,
  object: { readonly hash: string; readonly ending: string },
  put: string,
): string => {
  const name = `${matching(object.hash, hash, 'a hash')}-${matching(put, once, 'of one put')}`;
  return `${projectPrefix(place)}${area}/${name}${matching(object.ending, ending, 'an ending')}`;
};

/** What a user handed in. The id keeps two of the same name apart. */
export const rawKey = (place: Place, id: string, name: string) =>
  `${projectPrefix(place)}raw/${matching(id, uuid, 'an id')}/${safeName(name)}`;

/** Whether storage takes it: parts of plain letters, none of them hidden or a step upwards. */
export const isKey = (key: string) => key.length <= 1024 && key.split('/').every((name) => part.test(name));

export function checkKey(key: string): string {
  if (!isKey(key)) throw new KeyError(`${JSON.stringify(key.slice(0, 80))} is not a key.`);
  return key;
}

/** A prefix names a folder: it ends in a slash, so that `users/1` never means `users/10` too. */
export function checkPrefix(prefix: string): string {
  if (!prefix.endsWith('/') || !isKey(prefix.slice(0, -1)))
    throw new KeyError(`${JSON.stringify(prefix.slice(0, 80))} is not the prefix of keys.`);
  return prefix;
}

const longestName = 100;

/**
 * A name for files made of one that a user gave: its last part, in letters that mean nothing to any file system or shell.
 * @example safeName('../../Ünïcode shot?.PNG'); // 'Unicode-shot.PNG'
 */
export function safeName(name: string): string {
  const last = name.normalize('NFKD').replaceAll('\\', '/').split('/').at(-1) ?? '';
  const plain = last
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/[-.]*\.[-.]*/g, '.')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  const tail = /\.[A-Za-z0-9]{1,16}$/.exec(plain)?.[0] ?? '';
  const stem = plain.slice(0, plain.length - tail.length).slice(0, longestName - tail.length);
  return `${stem || 'file'}${tail}`;
}
