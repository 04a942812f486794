import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import type { Binaries } from '../../media/binaries.ts';
import { type Bytes, bytesOf, type Walk, walkFlac, walkIsoMedia, walkMp3, walkRiff, walkWebm } from './containers.ts';
import { lookInto, type MediaFacts } from './look-into.ts';
import { type PictureSize, readJpeg, readPng, readWebp } from './pictures.ts';
import { secondFormat } from './second-format.ts';

/** What a file is, found by looking, not by asking. */
export interface Inspected extends MediaFacts {
  readonly type: 'image' | 'audio' | 'video';
  readonly mediaType: string;
  /** With the dot. */
  readonly ending: string;
}

export type Inspection = { readonly file: Inspected } | { readonly fault: string };

interface Format {
  readonly mediaType: string;
  /** What ffmpeg is told that it is: it never guesses, so that a playlist is not followed wherever it leads. */
  readonly demuxer: string;
  readonly picture?: (bytes: Buffer) => PictureSize | null;
  readonly walk?: Walk;
}

const formats: Readonly<Record<string, Format>> = {
  png: { mediaType: 'image/png', demuxer: 'png_pipe', picture: readPng },
  jpg: { mediaType: 'image/jpeg', demuxer: 'jpeg_pipe', picture: readJpeg },
  webp: { mediaType: 'image/webp', demuxer: 'webp_pipe', picture: readWebp, walk: walkRiff },
  mp4: { mediaType: 'video/mp4', demuxer: 'mov', walk: walkIsoMedia },
  m4v: { mediaType: 'video/mp4', demuxer: 'mov', walk: walkIsoMedia },
  m4a: { mediaType: 'audio/mp4', demuxer: 'mov', walk: walkIsoMedia },
  mov: { mediaType: 'video/quicktime', demuxer: 'mov', walk: walkIsoMedia },
  webm: { mediaType: 'video/webm', demuxer: 'matroska', walk: walkWebm },
  wav: { mediaType: 'audio/wav', demuxer: 'wav', walk: walkRiff },
  mp3: { mediaType: 'audio/mpeg', demuxer: 'mp3', walk: walkMp3 },
  flac: { mediaType: 'audio/flac', demuxer: 'flac', walk: walkFlac },
};

/** Bytes, pixels and seconds that the studio works with. */
export const mostOf = {
  pictureBytes: 50 * 1024 ** 2,
  soundBytes: 1024 ** 3,
  side: 12_000,
  pixels: 50_000_000,
  clipSide: 4096,
  seconds: 3600,
} as const;

export const acceptedNames = 'PNG, JPEG, WebP, MP4, MOV, WebM, WAV, MP3, FLAC and M4A';

/**
 * Looks into a file that a stranger sent. What it is called and what the browser said play no part.
 * @throws the signal's reason when aborted
 */
export async function inspect(
  path: string,
  { binaries, signal }: { binaries: Binaries; signal?: AbortSignal },
): Promise<Inspection> {
  const handle = await open(path);
  try {
    const bytes = bytesOf(handle, (await handle.stat()).size);
    // A file that is cut short makes the library give up: then it is none of ours.
    const ending = (await fileTypeFromFile(path).catch(() => undefined))?.ext ?? '';
    const format = Object.hasOwn(formats, ending) ? formats[ending] : undefined;
    if (!format) return { fault: `This is none of ${acceptedNames}.` };
    const other = await secondFormat(bytes);
    if (other) return { fault: `The file can be taken for ${other} as well: export it anew.` };
    if (format.walk && !(await format.walk(bytes)))
      return { fault: 'The file is cut short, or something else stands behind it: export it anew.' };
    if (format.picture)
      return await inspectPicture(path, bytes, { ...format, picture: format.picture }, { ending, binaries, signal });
    return await inspectMedia(path, bytes, format, { ending, binaries, signal });
  } finally {
    await handle.close();
  }
}

interface Means {
  readonly ending: string;
  readonly binaries: Binaries;
  readonly signal: AbortSignal | undefined;
}

async function inspectPicture(
  path: string,
  bytes: Bytes,
  { picture, mediaType, demuxer }: Format & Required<Pick<Format, 'picture'>>,
  { ending, binaries, signal }: Means,
): Promise<Inspection> {
  if (bytes.size > mostOf.pictureBytes) return { fault: 'Pictures may have 50 MB.' };
  const size = picture(await bytes.at(0, bytes.size));
  if (!size) return { fault: 'The picture is cut short, or something else stands behind it: save it anew.' };
  const { width, height } = size;
  // Before anything is decoded: a small file may be a picture that fills the memory.
  if (width < 1 || height < 1 || Math.max(width, height) > mostOf.side || width * height > mostOf.pixels)
    return {
      fault: `The picture has ${width} × ${height} points: at most ${mostOf.side} a side and 50 million in all.`,
    };
  const found = await lookInto(path, demuxer, binaries, signal);
  if ('fault' in found) return found;
  return { file: { type: 'image', mediaType, ending: `.${ending}`, width, height } };
}

async function inspectMedia(
  path: string,
  bytes: Bytes,
  { mediaType, demuxer }: Format,
  { ending, binaries, signal }: Means,
): Promise<Inspection> {
  const found = await lookInto(path, demuxer, binaries, signal);
  if ('fault' in found) return found;
  const { facts } = found;
  const { width = 0, height = 0, seconds = 0 } = facts;
  const isClip = width > 0;
  if (!(seconds > 0)) return { fault: 'The file does not say how long it is: export it anew.' };
  if (seconds > mostOf.seconds) return { fault: 'Clips and sounds may last an hour.' };
  if (Math.max(width, height) > mostOf.clipSide)
    return { fault: `The clip has ${width} × ${height} points: at most ${mostOf.clipSide} a side.` };
  if (!isClip && bytes.size > mostOf.soundBytes) return { fault: 'Sounds may have 1 GB.' };
  if (isClip && !mediaType.startsWith('video/'))
    return { fault: 'A sound file has a moving picture in it: export it anew.' };
  const named = isClip ? mediaType : mediaType.replace('video/quicktime', 'audio/mp4').replace('video/', 'audio/');
  return { file: { type: isClip ? 'video' : 'audio', mediaType: named, ending: `.${ending}`, ...facts } };
}
