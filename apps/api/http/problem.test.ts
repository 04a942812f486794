import { Refusal } from '@ai-film-studio/studio/refusal.ts';
import { describe, expect, it } from 'vitest';
import { answerOf } from './problem.ts';

describe('an error as an answer', () => {
  it('is what was refused, with its status', () => {
    expect(answerOf(new Refusal('conflict', 'taken', 'It is taken.', { at: 1 }), 'r')).toMatchObject({
      ...{ status: 409, code: 'taken', detail: 'It is taken.', at: 1, requestId: 'r' },
    });
  });

  it('is ours, and says nothing, whatever status another library gave it', () => {
    for (const statusCode of [400, 401, 402, 404, 429, 500]) {
      const error = Object.assign(new Error('Invalid API Key provided: sk_live_hunter2'), { statusCode, code: 'x' });
      const answer = answerOf(error, 'r');
      expect(answer).toMatchObject({ status: 500, code: 'internal' });
      expect(JSON.stringify(answer)).not.toContain('hunter2');
    }
  });

  it('cannot be made to say something else by its details', () => {
    const details = { status: 200, code: 'fine', requestId: 'mine', type: 'a' };
    expect(answerOf(new Refusal('gone', 'over', 'It is over.', details), 'r')).toMatchObject({
      ...{ status: 410, code: 'over', requestId: 'r', type: 'about:blank' },
    });
  });
});
