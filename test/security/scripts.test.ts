import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Answer } from './ask.fixture.ts';
import { projectOf, script } from './belongings.fixture.ts';
import { type ServedStudio, type Somebody, servedStudio } from './served-studio.fixture.ts';

/** As much as a script may have. */
const most = 2 * 1024 * 1024;
const full = (text: string) => text.repeat(Math.floor(most / text.length));
const xml = (body: string, doctype = '') =>
  `<?xml version="1.0"?>${doctype}<FinalDraft DocumentType="Script"><Content>${body}</Content></FinalDraft>`;

describe('a script that is made to hurt', () => {
  let studio: ServedStudio;
  let mallory: Somebody;
  let ann: Somebody;
  let projectId = '';
  let bible = '';
  beforeAll(async () => {
    studio = await servedStudio({ scriptPatience: 6_000 });
    [mallory, ann] = [await studio.somebody(), await studio.somebody()];
    [projectId, bible] = [(await projectOf(mallory)).projectId, (await projectOf(mallory)).projectId];
  });
  afterAll(() => studio.close());

  /** Waits for an answer, and asks for something else meanwhile as often as that is answered. */
  const meanwhile = async (hurt: Promise<Answer>) => {
    let over = false;
    let served = 0;
    const ended = hurt.finally(() => {
      over = true;
    });
    do {
      expect((await studio.ask('GET', '/health')).status).toBe(200);
      served += 1;
    } while (!over && served < 100_000);
    const { status, text, body } = await ended;
    return { status, text: text.slice(0, 500), body, served };
  };
  const hand = (content: string, name = 'a.fountain') =>
    mallory.ask('POST', `/v1/projects/${projectId}/drafts`, { body: { name, content } });

  it.each([
    ['of nothing but brackets', full('(')],
    ['of brackets that are closed', '('.repeat(most / 2) + ')'.repeat(most / 2)],
    ['of one line', full('a')],
    ['of one line of spaces', full(' ')],
    ['of no lines', full('\n')],
    ['of stars', full('*')],
    ['of stars and words', full('*a')],
    ['of underscores', full('_a_')],
    ['of notes that do not end', full('[[')],
    ['of comments that do not end', full('/*')],
    ['of comments', full('/*a*/')],
    ['of sections', full('#\n')],
    ['of synopses', full('= a\n\n')],
    ['of dots', full('.')],
    ['of greater thans', full('>')],
    ['of a title of two megabytes', `Title: ${full('a').slice(10)}`],
    ['of cues', full('BOB\n')],
    ['of the longest name', `INT. A - DAY\n\n${full('B').slice(30)}\nHello.`],
    ['of dashes', full('INT. A - - - - ')],
    ['of a slugline that does not end', `INT. ${full('- ').slice(10)}`],
    ['of page breaks', full('===\n\n')],
    ['of carriage returns', full('\r')],
    ['of marks that combine', full('e\u0301\u0302').slice(0, most / 4)],
    ['of letters of four bytes', full('𝕬').slice(0, most / 4)],
    ['of text from right to left', full('\u202ea').slice(0, most / 4)],
  ])('%s is answered, and others are meanwhile', async (_, content) => {
    const { status, text, served } = await meanwhile(hand(content));
    expect([201, 400, 413], text).toContain(status);
    expect(served).toBeGreaterThan(0);
  });

  it.each([
    ['of a hundred thousand scenes', full('INT. A - DAY\n\nB walks.\n\n')],
    [
      'of a hundred thousand places',
      Array.from({ length: 80_000 }, (_, n) => `INT. PLACE ${n} - DAY\n\nA.\n`)
        .join('\n')
        .slice(0, most),
    ],
  ])('%s is given up in time, and others are answered meanwhile', async (_, content) => {
    const { status, text, served } = await meanwhile(hand(content));
    expect([201, 400, 413], text).toContain(status);
    expect(served).toBeGreaterThan(0);
  });

  const laughs = `<!DOCTYPE a [<!ENTITY l0 "ha">${Array.from({ length: 30 }, (_, n) => `<!ENTITY l${n + 1} "&l${n};&l${n};">`).join('')}]>`;
  it.each([
    ['with a billion laughs', xml('<Paragraph Type="Action"><Text>&l30;</Text></Paragraph>', laughs)],
    [
      'with a file of ours',
      xml('<Paragraph><Text>&f;</Text></Paragraph>', '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
    ],
    [
      'with a file of another’s',
      xml(
        '<Paragraph><Text>&f;</Text></Paragraph>',
        '<!DOCTYPE a [<!ENTITY % f SYSTEM "http://127.0.0.1:1/x.dtd"> %f;]>',
      ),
    ],
    ['with a public document type', xml('', '<!DOCTYPE html PUBLIC "-//a" "http://127.0.0.1:1/">')],
    ['that does not end', xml(full('<Paragraph>').slice(0, -200))],
  ])('of Final Draft %s is refused', async (_, content) => {
    const { status, text, body } = await meanwhile(hand(content, 'a.fdx'));
    expect(status, text).toBe(400);
    expect(body.code).toBe('screenplay');
    expect(text).not.toMatch(/root:|hahaha/);
  });

  it.each([
    ['nested two hundred thousand deep', xml('<a>'.repeat(200_000) + '</a>'.repeat(200_000))],
    [
      'with two megabytes of attributes',
      xml(`<Paragraph ${Array.from({ length: 100_000 }, (_, n) => `a${n}="b"`).join(' ')}/>`),
    ],
    ['with a name of two megabytes', xml(`<${full('a').slice(200)}/>`)],
    [
      'with references to letters',
      xml(`<Paragraph Type="Action"><Text>${full('&#65;').slice(300)}</Text></Paragraph>`),
    ],
    ['with an entity that is none', xml('<Paragraph Type="Action"><Text>&nothing;</Text></Paragraph>')],
    ['with brackets', xml(full('<![CDATA[').slice(0, -300))],
    ['in an encoding that is none', xml('').replace('"1.0"', '"1.0" encoding="utf-99"')],
  ])('of Final Draft %s is answered', async (_, content) => {
    const { status, text } = await meanwhile(hand(content, 'a.fdx'));
    expect([201, 400], text).toContain(status);
  });

  it('waits behind its own kind, not before the scripts of others', async () => {
    const heavy = full('INT. A - DAY\n\nB walks.\n\n');
    const ends: string[] = [];
    const flood = Array.from({ length: 3 }, async () => {
      const { status, body } = await hand(heavy);
      ends.push('mallory');
      return `${status} ${body.code}`;
    });
    const hers = projectOf(ann, script).then(() => ends.push('ann'));
    const told = await Promise.all(flood.slice(0, 1));
    await hers;
    expect(ends.slice(0, -1)).toContain('ann');
    for (const one of [...told, ...(await Promise.all(flood))]) expect(one).toBe('400 script-too-slow');
  });

  it.each([
    [
      'a billion laughs',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
        .split('')
        .map((name, n) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefghij'[n]}`).join(',')}]`)
        .join('\n')}\n`,
    ],
    ['a circle', 'cast: &a [*a]\n'],
    ['brackets', '['.repeat(500_000)],
    ['depth', `${'a: {'.repeat(20_000)}${'}'.repeat(20_000)}`],
    ['keys that are not names', 'cast:\n  - __proto__: {admin: true}\n    constructor: {prototype: {admin: true}}\n'],
    ['a type of ours', '!!js/function "function () { process.exit() }"\n'],
    ['merges', `a: &a {b: 1}\n${'<<: *a\n'.repeat(10_000)}`],
    ['colons', '? : '.repeat(100_000)],
    ['dashes', '- '.repeat(200_000)],
  ])('is no way in for a bible of %s', async (_, text) => {
    const put = mallory.ask('PUT', `/v1/projects/${bible}/bible`, { body: { text }, headers: { 'if-match': '"0"' } });
    const { status, text: answer } = await meanwhile(put);
    expect([200, 400, 412], answer).toContain(status);
    expect(z.record(z.string(), z.unknown()).parse({}).admin).toBeUndefined();
  });
});
