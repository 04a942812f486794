import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadFilm } from '@ai-film-studio/cli/server/download.ts';
import type { Studio } from '@ai-film-studio/client';
import { parseRate, readSrt } from '@ai-film-studio/film';
import { type Binaries, LocalStore, type Manifest, probe } from '@ai-film-studio/studio';
import { runFfmpeg } from '@ai-film-studio/studio/media/ffmpeg.ts';
import { explained, type Look } from './steps.ts';

/** What the film should be. */
export interface Expected {
  readonly title: string;
  readonly lines: readonly string[];
  /** Seconds that were forecast. */
  readonly forecast: number;
  /** Shots as the studio lists them, in frames. */
  readonly shots: readonly { readonly id: string; readonly range: { readonly frames: number } }[];
}

interface Where {
  readonly studio: Studio;
  readonly url: URL;
  readonly filmId: string;
  /** An empty folder. */
  readonly folder: string;
  readonly binaries: Binaries;
  readonly signal: AbortSignal;
}

/** Lines take other times spoken than estimated: the margin of the price is a tenth, and this is twice that. */
const margin = 0.2;

/** Files that every film has. */
const needed = ['film.mp4', 'film.srt', 'film.vtt', 'poster.jpg', 'storyboard.pdf'] as const;

/**
 * Fetches a film's files as a user does, each checked against its hash, and looks whether they are what was ordered.
 * @throws Error when a file does not arrive as the film's list says
 */
export async function lookAtFilm(look: Look, expected: Expected, where: Where): Promise<void> {
  const { studio, url, filmId, folder, binaries, signal } = where;
  const store = await LocalStore.open(join(folder, 'store'));
  const { files, manifest } = await downloadFilm({ studio, server: url.origin, filmId, store, signal });
  const missing = needed.filter((name) => !files[name]);
  look(missing.length === 0, `The film has no ${missing.join(', ')}.`);
  lookAtManifest(look, expected, manifest);
  const pathOf = async (name: (typeof needed)[number]) => {
    const file = files[name];
    return file ? store.pathOf(file) : null;
  };
  const [film, subtitles, poster] = [await pathOf('film.mp4'), await pathOf('film.srt'), await pathOf('poster.jpg')];
  if (film) await lookAtVideo(look, film, expected, { binaries, signal });
  if (subtitles) await lookAtSubtitles(look, subtitles, expected.lines);
  if (poster) await lookAtPoster(look, poster, binaries);
}

function lookAtManifest(look: Look, { title, lines, shots }: Expected, manifest: Manifest): void {
  look(manifest.title === title, `film.json calls it "${manifest.title}", and the script "${title}".`);
  const said = manifest.lines.map(({ text }) => text);
  look(
    String(said) === String(lines),
    `film.json has the lines ${said.join(' / ')}, and the script ${lines.join(' / ')}.`,
  );
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join(' ');
  look(
    ids(manifest.shots) === ids(shots),
    `film.json has the shots ${ids(manifest.shots)}, and the list ${ids(shots)}.`,
  );
}

async function lookAtVideo(
  look: Look,
  path: string,
  { shots, forecast }: Expected,
  { binaries, signal }: Pick<Where, 'binaries' | 'signal'>,
): Promise<void> {
  const { streams, format } = await probe(binaries.ffprobe, path);
  const video = streams.find(({ codec_type }) => codec_type === 'video');
  const audio = streams.find(({ codec_type }) => codec_type === 'audio');
  look(
    video?.codec_name === 'h264' && video.width === 1280 && video.height === 720,
    `film.mp4 shows ${video?.codec_name} of ${video?.width}x${video?.height}, and h264 of 1280x720 was ordered.`,
  );
  look(audio?.codec_name === 'aac', `film.mp4 sounds by ${audio?.codec_name ?? 'nothing'}, and should by aac.`);
  const frames = shots.reduce((sum, { range }) => sum + range.frames, 0);
  look(
    video?.nb_read_packets === frames,
    `film.mp4 has ${video?.nb_read_packets} frames, and its shots have ${frames}.`,
  );
  look(
    Math.abs(format.duration - forecast) <= forecast * margin,
    `film.mp4 lasts ${format.duration.toFixed(1)} s, and ${forecast.toFixed(1)} s were forecast.`,
  );
  // Every frame is decoded: a file that is cut off or torn shows here.
  await runFfmpeg(binaries.ffmpeg, ['-v', 'error', '-xerror', '-i', path, '-f', 'null', '-'], signal).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      look(false, `film.mp4 does not play: ${explained(error)}`);
    },
  );
}

async function lookAtSubtitles(look: Look, path: string, lines: readonly string[]): Promise<void> {
  const cues = readSrt(await readFile(path, 'utf8'), parseRate('24'));
  const said = cues.map(({ text }) => text.replaceAll('\n', ' '));
  look(String(said) === String(lines), `film.srt says ${said.join(' / ')}, and the script ${lines.join(' / ')}.`);
}

async function lookAtPoster(look: Look, path: string, { ffprobe }: Binaries): Promise<void> {
  const [picture] = (await probe(ffprobe, path)).streams;
  look(
    picture?.codec_name === 'mjpeg' && (picture.width ?? 0) > 0,
    `poster.jpg is ${picture?.codec_name ?? 'nothing'}, and no picture.`,
  );
}
