import { execFile } from 'node:child_process';
import { chmodSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

/** The programs that media work is done with, always as child processes. */
export interface Binaries {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** Where they came from, for `studio doctor`. */
  readonly source: 'FFMPEG_PATH' | 'system' | 'npm';
  /** ffmpeg's own first line. It is part of the content keys: other versions write other bytes. */
  readonly version: string;
}

/** No ffmpeg that can do the work was found. */
export class NoFfmpegError extends Error {
  override readonly name = 'NoFfmpegError';
}

const needs = { encoders: ['libx264', ' aac '], muxers: [' mp4 ', ' hls '], subtitles: ['mov_text'] };

/** What a build lacks of what the studio needs; empty when it lacks nothing. */
async function lacks(ffmpeg: string): Promise<readonly string[]> {
  const list = async (what: string) => (await run(ffmpeg, ['-hide_banner', `-${what}`], { maxBuffer: 1 << 24 })).stdout;
  const [encoders, muxers] = await Promise.all([list('encoders'), list('muxers')]);
  return [
    ...[...needs.encoders, ...needs.subtitles].filter((name) => !encoders.includes(name)),
    ...needs.muxers.filter((name) => !muxers.includes(name)),
  ].map((name) => name.trim());
}

const versionOf = async (ffmpeg: string) =>
  (await run(ffmpeg, ['-hide_banner', '-version'])).stdout.split('\n')[0] ?? '';

const everybodyRuns = 0o111;

/** npm leaves the execute bits off when it skips install scripts, and ffprobe's package sets only its owner's. */
function executable(path: string): string {
  if ((statSync(path).mode & everybodyRuns) === everybodyRuns) return path;
  try {
    chmodSync(path, 0o755);
  } catch {
    // Not our file. Whether it runs all the same, `examine` finds out.
  }
  return path;
}

function fromNpm(): { ffmpeg: string; ffprobe: string } | null {
  try {
    const path = (name: string): string => executable(require(name).path);
    return { ffmpeg: path('@ffmpeg-installer/ffmpeg'), ffprobe: path('@ffprobe-installer/ffprobe') };
  } catch {
    return null;
  }
}

type Candidate = { readonly source: Binaries['source']; readonly ffmpeg: string; readonly ffprobe: string };

async function examine(candidate: Candidate): Promise<{ found: Binaries } | { fault: string }> {
  try {
    const missing = await lacks(candidate.ffmpeg);
    if (missing.length > 0) return { fault: `${candidate.ffmpeg} (${candidate.source}) lacks ${missing.join(', ')}` };
    await run(candidate.ffprobe, ['-version']);
    return { found: { ...candidate, version: await versionOf(candidate.ffmpeg) } };
  } catch (error) {
    return {
      fault: `${candidate.ffmpeg} (${candidate.source}): ${error instanceof Error ? error.message.split('\n')[0] : error}`,
    };
  }
}

/**
 * Finds ffmpeg and ffprobe: `FFMPEG_PATH` (with ffprobe beside it, or `FFPROBE_PATH`), else the system's if it can do all that is
 * needed, else the ones that npm brought.
 * @throws NoFfmpegError when a given FFMPEG_PATH does not do, or nothing does; the message says what each lacks.
 */
export async function findBinaries(environment: Readonly<Record<string, string | undefined>>): Promise<Binaries> {
  const given = environment.FFMPEG_PATH;
  if (given) {
    const result = await examine({
      source: 'FFMPEG_PATH',
      ffmpeg: given,
      ffprobe: environment.FFPROBE_PATH ?? given.replace(/ffmpeg([^/\\]*)$/, 'ffprobe$1'),
    });
    if ('found' in result) return result.found;
    throw new NoFfmpegError(`FFMPEG_PATH does not do: ${result.fault}. Unset it, or point it at a full build.`);
  }
  const npm = fromNpm();
  const candidates: Candidate[] = [{ source: 'system', ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' }];
  if (npm) candidates.push({ source: 'npm', ...npm });
  const faults: string[] = [];
  for (const candidate of candidates) {
    const result = await examine(candidate);
    if ('found' in result) return result.found;
    faults.push(result.fault);
  }
  throw new NoFfmpegError(
    `No ffmpeg with x264, aac and mov_text was found. ${faults.join('; ')}. Install ffmpeg, or run npm ci with optional packages.`,
  );
}
