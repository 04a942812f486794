import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { fliteRate, loadFlite, phonesOfWords, utter } from './flite.ts';

describe('flite', () => {
  it('knows how words sound', async () => {
    const module = await loadFlite();
    expect(phonesOfWords(module, ['two', 'tea', 'forty five'])).toEqual([
      ['t', 'uw'],
      ['t', 'iy'],
      ['f', 'ao', 'r', 't', 'iy', 'f', 'ay', 'v'],
    ]);
  });

  it('compiles once, to a module that other threads can be given', async () => {
    const module = await loadFlite();
    expect(await loadFlite()).toBe(module);
    const worker = new Worker(
      `const { parentPort, workerData } = require('node:worker_threads');
       parentPort.postMessage(workerData instanceof WebAssembly.Module);`,
      { eval: true, workerData: module },
    );
    const received = await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    expect(received).toBe(true);
  });

  it('says nothing but a pause when there is nothing to say', async () => {
    const { phones } = utter(await loadFlite(), 'rms', '', 1);
    expect(phones.every(({ phone }) => phone === 'pau')).toBe(true);
  });

  it('says phonemes that cover the sound', async () => {
    const { samples, phones } = utter(await loadFlite(), 'slt', 'good evening, all', 1.1);
    expect(phones.at(-1)?.end).toBeCloseTo(samples.length / fliteRate, 1);
    expect(phones.map(({ phone }) => phone)).toContain('iy');
  });
});
