import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';

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
