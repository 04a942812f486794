import { Readable } from 'node:stream';
import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import type { Api } from './api.ts';

/** How deep a body may be nested. The deepest of ours has three; deeper ones are there to exhaust the stack of whoever walks them. */
const deepest = 32;

/**
 * Lets in what can be kept and told again: JSON alone, in UTF-8 alone, not nested without end, and no text with a NUL or half a letter (a
 * lone surrogate), which PostgreSQL does not take.
 */
export function guardInput(api: Api): void {
  api.removeContentTypeParser(['application/json', 'text/plain']);
  const parse = api.getDefaultJsonParser('error', 'error');
  api.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = textOf(body);
    if (text === null) done(new Refusal('invalid', 'json', 'The body is not UTF-8.'));
    else parse(request, text, done);
  });
  api.addHook('preValidation', (request, _reply, done) => {
    const fault = faultIn([request.params, request.query, request.body]);
    done(fault === null ? undefined : new Refusal('invalid', 'text', fault));
  });
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function textOf(body: string | Buffer): string | null {
  if (typeof body === 'string') return body;
  try {
    return decoder.decode(body);
  } catch {
    return null;
  }
}

/** Layer after layer, not by calling itself: what is looked for would break that. */
function faultIn(roots: readonly unknown[]): string | null {
  let layer: readonly unknown[] = roots;
  for (let depth = 0; layer.length > 0; depth++) {
    if (depth > deepest) return `The body is nested deeper than ${deepest}.`;
    for (const value of layer)
      if (typeof value === 'string' && !isText(value))
        return 'There is a NUL or half a letter in a text: leave it out.';
    layer = layer.flatMap(partsOf);
  }
  return null;
}

const isText = (value: string): boolean => value.isWellFormed() && !value.includes('\0');

/** Names and values of what was parsed; streams and bytes are their routes' own. */
function partsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return [];
  return value instanceof Readable || ArrayBuffer.isView(value) ? [] : Object.entries(value).flat();
}
