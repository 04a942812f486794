import type { VoiceCasting } from '@ai-film-studio/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filtered, highPass, lowPass } from './filters.ts';
import { loudness } from './level.ts';
import { usualPitch } from './performance.ts';
import { trackPitch } from './pitch.ts';
import { type SpeechRequest, speak } from './speak.ts';
import { type Speech, speechRate } from './speech.ts';

const plainVoice: VoiceCasting = { base: 'rms', pitch: 0, stretch: 1, brightness: 0 };
const line: SpeechRequest = {
  text: 'We really know our own value now, Mr. Moore. On the 271st day we won.',
  voice: plainVoice,
  emotion: 'neutral',
  treatment: 'voice-over',
  interior: true,
  seed: 4,
};

async function speechOf(changes: Partial<SpeechRequest>): Promise<Speech> {
  return (await speak({ ...line, ...changes })).speech;
}

function medianPitch({ samples, phones }: Speech, usual: number): number {
  const voiced = [...trackPitch(samples, speechRate, phones, usual).hertz].filter((hertz) => hertz > 0);
  return voiced.sort((a, b) => a - b)[voiced.length >> 1] ?? 0;
}

function semitones(from: number, to: number): number {
  return 12 * Math.log2(to / from);
}

function power(samples: Float32Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0);
}

const bases = ['slt', 'rms', 'awb', 'kal'] as const;

describe('speaking a line', () => {
  it('gives the same bytes for the same request', async () => {
    for (const treatment of ['plain', 'sung'] as const) {
      const [first, second] = [await speechOf({ treatment }), await speechOf({ treatment })];
      expect(Buffer.from(first.samples.buffer).equals(Buffer.from(second.samples.buffer))).toBe(true);
      expect(first).toEqual(second);
    }
  });

  it('covers the sound with phonemes from end to end, in every voice and treatment', async () => {
    for (const base of bases) {
      for (const treatment of ['plain', 'sung'] as const) {
        const { phones, seconds, samples } = await speechOf({ treatment, voice: { ...plainVoice, base } });
        expect(seconds).toBe(samples.length / speechRate);
        expect(phones.at(0)?.start).toBe(0);
        expect(phones.at(-1)?.end).toBeCloseTo(seconds, 3);
        phones.forEach(({ start, end }, index) => {
          expect(end).toBeGreaterThan(start);
          if (index > 0) expect(start).toBeCloseTo(phones[index - 1]?.end ?? -1, 6);
        });
      }
    }
  });

  it('says figures as words and gives them their time', async () => {
    const { words, phones } = await speechOf({});
    expect(words.map(({ word }) => word).join(' ')).toBe(
      'We really know our own value now Mr Moore On the 271st day we won',
    );
    const figure = words.find(({ word }) => word === '271st') ?? { start: 0, end: 0 };
    const said = phones.filter(({ start, end }) => start >= figure.start && end <= figure.end + 1e-6);
    // t-w-o hundred seventy f-ir-st
    expect(said.slice(0, 2).map(({ phone }) => phone)).toEqual(['t', 'uw']);
    expect(said.slice(-4).map(({ phone }) => phone)).toEqual(['f', 'er', 's', 't']);
    words.forEach(({ start }, index) => {
      expect(start).toBeGreaterThanOrEqual(words[index - 1]?.end ?? 0);
    });
  });

  it('raises and lowers every voice by the semitones asked for', async () => {
    for (const base of bases) {
      const usual = usualPitch[base];
      const own = medianPitch(await speechOf({ voice: { ...plainVoice, base } }), usual);
      for (const pitch of [-4, 3, 6]) {
        const moved = medianPitch(await speechOf({ voice: { ...plainVoice, base, pitch } }), usual * 2 ** (pitch / 12));
        expect(Math.abs(semitones(own, moved) - pitch)).toBeLessThan(0.15 * Math.abs(pitch));
      }
    }
  });

  it('keeps the length when only the pitch changes, and stretches when asked', async () => {
    const plain = await speechOf({});
    const higher = await speechOf({ voice: { ...plainVoice, pitch: 5 } });
    const slower = await speechOf({ voice: { ...plainVoice, stretch: 1.2 } });
    expect(higher.seconds).toBeCloseTo(plain.seconds, 2);
    expect(slower.seconds / plain.seconds).toBeGreaterThan(1.12);
  });

  it('makes every voice equally loud, without clipping', async () => {
    for (const base of bases) {
      const { samples } = await speechOf({
        treatment: 'plain',
        voice: { base, pitch: 2, stretch: 1, brightness: 0.5 },
      });
      expect(Math.abs(loudness(samples) + 20)).toBeLessThan(0.7);
      expect(samples.every((sample) => Math.abs(sample) < 0.9)).toBe(true);
    }
  });

  it('begins and ends without a click', async () => {
    const { samples } = await speechOf({ treatment: 'plain' });
    expect(Math.abs(samples.at(0) ?? 1)).toBeLessThan(0.001);
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.001);
  });

  it('leaves the bass and the treble out on the telephone', async () => {
    const { samples } = await speechOf({ treatment: 'phone' });
    const whole = power(samples);
    expect(power(filtered(samples, lowPass(150, speechRate), lowPass(150, speechRate))) / whole).toBeLessThan(0.01);
    expect(power(filtered(samples, highPass(6000, speechRate), highPass(6000, speechRate))) / whole).toBeLessThan(0.01);
  });

  it('is duller and softer from off the screen', async () => {
    const [near, away] = [await speechOf({}), await speechOf({ treatment: 'off-screen' })];
    const treble = ({ samples }: Speech) => power(filtered(samples, highPass(4000, speechRate))) / power(samples);
    expect(treble(away)).toBeLessThan(treble(near) / 4);
    expect(loudness(near.samples) - loudness(away.samples)).toBeGreaterThan(3);
  });

  it('sings slower than it speaks, on more notes', async () => {
    const [spoken, sung] = [await speechOf({}), await speechOf({ treatment: 'sung' })];
    expect(sung.seconds).toBeGreaterThan(1.4 * spoken.seconds);
    expect(await speechOf({ treatment: 'sung', seed: 5 })).not.toEqual(sung);
  });

  it('speaks faster and louder in anger, slower and softer in grief', async () => {
    const [angry, calm, sad] = [
      await speechOf({ emotion: 'angry' }),
      await speechOf({}),
      await speechOf({ emotion: 'sad' }),
    ];
    expect(angry.seconds).toBeLessThan(calm.seconds);
    expect(sad.seconds).toBeGreaterThan(calm.seconds);
    expect(loudness(angry.samples)).toBeGreaterThan(loudness(calm.samples));
    expect(loudness(sad.samples)).toBeLessThan(loudness(calm.samples));
  });

  it('breathes when a line says nothing', async () => {
    const speech = await speechOf({ text: '...' });
    expect(speech.seconds).toBeGreaterThan(0.3);
    expect(speech.phones.every(({ phone }) => phone === 'pau')).toBe(true);
    expect(speech.words).toEqual([]);
  });

  it('murmurs words in scripts it cannot read and reports them', async () => {
    const { speech, unreadable } = await speak({ ...line, text: '你好，世界' });
    expect(unreadable.length).toBeGreaterThan(0);
    expect(speech.seconds).toBeGreaterThan(0.4);
  });

  it('says something within bounds whatever is written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 16 }), async (text) => {
        const { samples, seconds, phones } = await speechOf({ text, voice: { ...plainVoice, base: 'kal' } });
        expect(seconds).toBeGreaterThan(0.1);
        expect(samples.every((sample) => Math.abs(sample) < 0.9)).toBe(true);
        expect(phones.length).toBeGreaterThan(0);
      }),
      { seed: 9, numRuns: 25 },
    );
  });
});
