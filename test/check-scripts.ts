/**
 * Films every screenplay of a folder and checks each film against its script and its manifest:
 *   node test/check-scripts.ts <folder> [--out films] [--store .studio/store] [options of studio film]
 * Prints a line a film, and ends with 1 when anything is wrong.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Element, plainText, readScreenplay, readSrt, speechesOf } from '@ai-film-studio/film';
import { findBinaries, probe, readManifest } from '@ai-film-studio/studio';

const run = promisify(execFile);
const studio = fileURLToPath(new URL('../apps/cli/bin/studio.js', import.meta.url));
const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** Every spoken word of a script, in order, straight from the parser: what the storyboard did with it must not matter. */
function dialogueOf(elements: readonly Element[]): string {
  const spoken = speechesOf(elements).flatMap(({ parts }) =>
    parts.flatMap((part) => (part.kind === 'parenthetical' ? [] : [plainText(part.text)])),
  );
  return oneLine(spoken.join(' '));
}

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return `script "…${a.slice(Math.max(0, at - 20), at + 30)}", subtitles "…${b.slice(Math.max(0, at - 20), at + 30)}"`;
}

async function loudnessOf(ffmpeg: string, film: string): Promise<{ loudness: number; peak: number }> {
  const { stderr } = await run(
    ffmpeg,
    ['-hide_banner', '-nostats', '-i', film, '-map', '0:a', '-af', 'ebur128=peak=true', '-f', 'null', '-'],
    { maxBuffer: 1 << 24 },
  );
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  return {
    loudness: Number(/I:\s+(-?[\d.]+)/.exec(summary)?.[1]),
    peak: Number(/Peak:\s+(-?[\d.]+)/.exec(summary)?.[1]),
  };
}

async function checkFilm(script: string, folder: string): Promise<{ facts: string; faults: readonly string[] }> {
  const manifest = await readManifest(folder);
  if (!manifest) return { facts: '', faults: ['no manifest'] };
  const { ffmpeg, ffprobe } = await findBinaries(process.env);
  const film = join(folder, 'film.mp4');
  const report = await probe(ffprobe, film);
  const frames = report.streams.find(({ codec_type }) => codec_type === 'video')?.nb_read_packets;
  const written = dialogueOf(readScreenplay(await readFile(script)).elements);
  const cues = readSrt(await readFile(join(folder, 'film.srt'), 'utf8'), manifest.settings.rate);
  const subtitled = oneLine(cues.map(({ text }) => text).join(' '));
  const { loudness, peak } = await loudnessOf(ffmpeg, film);
  const faults = [
    frames === manifest.frames ? '' : `${frames} frames, the manifest says ${manifest.frames}`,
    written === subtitled ? '' : `dialogue differs: ${firstDifference(written, subtitled)}`,
    Math.abs(loudness + 16) <= 0.5 ? '' : `${loudness} LUFS`,
    peak <= -1 ? '' : `true peak ${peak} dBTP`,
  ].filter(Boolean);
  const facts = `${manifest.seconds.toFixed(1)} s, ${manifest.shots.length} shots, ${manifest.lines.length} lines, ${loudness} LUFS, ${peak} dBTP, ${manifest.unfilmed.length} unfilmed, ${manifest.downgrades.length} downgrades`;
  return { facts, faults };
}

const [folder, ...options] = process.argv.slice(2);
if (!folder) {
  console.error('Name a folder of screenplays.');
  process.exit(2);
}
const outAt = options.indexOf('--out');
const [, out = 'films'] = outAt < 0 ? [] : options.splice(outAt, 2);
const scripts = (await readdir(folder)).filter((name) => ['.fountain', '.fdx', '.txt'].includes(extname(name))).sort();

async function filmAndCheck(name: string, scriptFolder: string): Promise<{ facts: string; faults: readonly string[] }> {
  const script = join(scriptFolder, name);
  const target = join(out, name.replaceAll(/[^\w-]+/g, '-'));
  try {
    await run(process.execPath, [studio, 'film', script, '--out', target, ...options], { maxBuffer: 1 << 26 });
    return await checkFilm(script, target);
  } catch (error) {
    return { facts: '', faults: [error instanceof Error ? error.message : String(error)] };
  }
}

let wrong = 0;
for (const name of scripts) {
  const began = performance.now();
  const { facts, faults } = await filmAndCheck(name, folder);
  const seconds = (performance.now() - began) / 1000;
  wrong += faults.length;
  const told = faults.map((fault) => `\n       ${fault}`).join('');
  console.log(`${faults.length === 0 ? 'good' : 'WRONG'}  ${name}: ${facts}; made in ${seconds.toFixed(0)} s${told}`);
}
console.log(`${scripts.length} films, ${wrong} faults.`);
process.exitCode = wrong > 0 ? 1 : 0;
