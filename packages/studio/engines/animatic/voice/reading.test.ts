import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAloud } from './reading.ts';

function read(text: string): string {
  return readAloud(text)
    .phrases.map(({ words }) => words.map(({ spoken, comma }) => (comma ? `${spoken},` : spoken)).join(' '))
    .join(' | ');
}

describe('reading aloud', () => {
  it.each([
    ['On the 271st day of 1905.', 'on the two hundred seventy first day of nineteen oh five'],
    ['It is 10:30 p.m. Go home.', 'it is ten thirty p m | go home'],
    ['At 9:05, or 7:00?', "at nine oh five, or seven o'clock"],
    ['$5.20, $1, $5 million, £3.50', 'five dollars twenty, one dollar, five million dollars, three pounds fifty'],
    ['50% off 3.14', 'fifty percent off three point one four'],
    ['10-15 men, 1990–1995', 'ten to fifteen men, nineteen ninety to nineteen ninety five'],
    ['Call (212) 555-0123.', 'call two one two, five five five, oh one two three'],
    ['Henry VIII and World War II, Act III', 'henry the eighth and world war two, act three'],
    ['Malcolm X, Vitamin C', 'malcolm x, vitamin c'],
    ['5km at 10 mph in 20°C', 'five kilometers at ten miles an hour in twenty degrees celsius'],
    ["It's 5 in the morning.", "it's five in the morning"],
    ['#5 of 1/2', 'number five of one half'],
    ['R2-D2 and MP3', 'r two d two and m p three'],
  ])('reads the figures of %j', (text, spoken) => {
    expect(read(text)).toBe(spoken);
  });

  it.each([
    ['Mr. & Mrs. Smith, 12 St. James St.', 'mister and missus smith, twelve saint james street'],
    ['Dr. No vs. me, etc.', 'doctor no versus me, et cetera'],
    ['No. 10 is mine. No. I said no.', 'number ten is mine | no | i said no'],
    ['J. R. Ewing left.', 'j r ewing left'],
    ['The FBI and the U.S. on TV.', 'the f b i and the u s on t v'],
    ['US and us.', 'u s and us'],
    ['e.g. this', 'for example this'],
  ])('reads the abbreviations of %j', (text, spoken) => {
    expect(read(text)).toBe(spoken);
  });

  it('reads capitals as words, and known initials as letters', () => {
    expect(read('GET US OUT! THE FBI IS HERE!')).toBe('get us out | the f b i is here');
  });

  it('pauses at dashes and dots, and knows how each phrase ends', () => {
    const { phrases } = readAloud('Wait... what?! No -- never—');
    expect(phrases.map(({ end }) => end)).toEqual(['trailing', 'question', 'cut-off', 'cut-off']);
    expect(read('well-known co-op')).toBe('well known co op');
  });

  it('says drawn-out words and sounds in spellings that a voice can say', () => {
    expect(read('Noooo! Gooood. Sooo')).toBe('no | good | so');
    expect(read('Hmmmm. Shhhh!')).toBe('hum | shush');
  });

  it('folds the letters of other languages and leaves emoji out', () => {
    expect(read('“Café”, señor Straße 😀 ♪')).toBe('cafe, senyor strasse');
    expect(read('Привет, Ελλάδα')).toBe('privyet, ellatha');
  });

  it('murmurs what it cannot read, and says so', () => {
    const { phrases, unreadable } = readAloud('She said 你好世界.');
    expect(unreadable).toEqual(['你好世界']);
    expect(phrases[0]?.words.at(-1)?.spoken.split(' ')).toHaveLength(4);
  });

  it('finds nothing to say in a line of marks', () => {
    for (const text of ['', '...', '!', '—', '🎵']) expect(readAloud(text).phrases).toEqual([]);
  });

  it('says only letters, apostrophes, commas and blanks, whatever is written', () => {
    const spoken = /^[a-z', ]*$/;
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        for (const { words } of readAloud(text).phrases) {
          for (const word of words) expect(word.spoken).toMatch(spoken);
        }
      }),
      { seed: 7, numRuns: 400 },
    );
  });
});
