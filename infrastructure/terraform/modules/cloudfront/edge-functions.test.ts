import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { attachment } from '@ai-film-studio/studio/storage/disposition.ts';
import { describe, expect, it } from 'vitest';

interface Asked {
  readonly uri?: string;
  readonly statusCode?: number;
}

/** What CloudFront's function makes of a request: run as CloudFront runs it, with nothing but the event. */
const madeBy = (file: string, uri: string): Asked =>
  runInNewContext(`${readFileSync(new URL(`files/${file}`, import.meta.url), 'utf8')}; handler(event)`, {
    event: { request: { method: 'GET', uri, querystring: {}, headers: {} } },
  });

it.each([
  ['/', '/index.html'],
  ['/films', '/films.html'],
  ['/films/', '/films.html'],
  ['/films/new', '/films/new.html'],
  ['/films.html', '/films.html'],
  ['/favicon.ico', '/favicon.ico'],
  ['/_next/static/chunks/main-1a2b.js', '/_next/static/chunks/main-1a2b.js'],
  ['/v1.2/notes', '/v1.2/notes.html'],
])('finds the page %s of a static export at %s', (asked, found) => {
  expect(madeBy('pages.js', asked).uri).toBe(found);
});

it('finds media under the key that the program gave it', () => {
  expect(madeBy('media.js', '/media/users/1/projects/2/final/a.mp4').uri).toBe('/users/1/projects/2/final/a.mp4');
});

it.each(['/media/', '/media/index.html', '/media/userses/1'])('shows nothing of %s', (asked) => {
  expect(madeBy('media.js', asked).statusCode).toBe(404);
});

describe('the name that a film is saved as', () => {
  const word = (text: string) => ({ value: Buffer.from(text).toString('base64url') });
  const sent = (querystring: object) => {
    const headers = { 'content-type': { value: 'video/mp4' }, 'content-length': { value: '9' } };
    const event = { request: { uri: '/users/1/a.mp4', querystring }, response: { statusCode: 206, headers } };
    const code = readFileSync(new URL('files/media-headers.js', import.meta.url), 'utf8');
    return JSON.parse(JSON.stringify(runInNewContext(`${code}; handler(event)`, { event, Buffer })));
  };

  it('comes by the link, with all of its letters', () => {
    const disposition = attachment("Häfen (1) 'Nacht'.mp4");
    expect(sent({ disposition: word(disposition) })).toEqual({
      statusCode: 206,
      headers: {
        'content-type': { value: 'video/mp4' },
        'content-length': { value: '9' },
        'content-disposition': { value: disposition },
      },
    });
  });

  it('comes with what the file is', () => {
    expect(sent({ type: word('text/plain; charset=utf-8') }).headers['content-type']).toEqual({
      value: 'text/plain; charset=utf-8',
    });
  });

  it('is left to the bucket where the link says nothing', () => {
    expect(sent({}).headers).toEqual({ 'content-type': { value: 'video/mp4' }, 'content-length': { value: '9' } });
  });
});
