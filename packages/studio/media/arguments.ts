import type { Rate } from '@ai-film-studio/film';

/** Command lines of ffmpeg as values: everything here is pure. */

const rateText = ({ num, den }: Rate) => `${num}/${den}`;

/** A time base in which every frame of the rate is a whole number of ticks. */
const ticks = ({ num }: Rate) => String(num < 1000 ? num * 1000 : num);

export interface VideoSettings {
  readonly width: number;
  readonly height: number;
  readonly rate: Rate;
}

const colours = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'];

/**
 * Raw planar frames on standard input → one H.264 segment. Every segment is encoded with the same settings on one thread, so that
 * segments can be joined without being encoded again and come out the same bit for bit.
 */
export function encodeSegment({ width, height, rate }: VideoSettings, output: string): readonly string[] {
  return [
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${width}x${height}`, '-r', rateText(rate), '-i', 'pipe:0'],
    ...[
      '-an',
      '-c:v',
      'libx264',
      '-profile:v',
      'high',
      '-preset',
      'veryfast',
      '-crf',
      '20',
      '-threads',
      '1',
      '-pix_fmt',
      'yuv420p',
    ],
    ...['-g', String(Math.round((2 * rate.num) / rate.den)), '-bf', '2', ...colours],
    ...['-video_track_timescale', ticks(rate), '-fflags', '+bitexact', '-flags:v', '+bitexact', '-f', 'mp4', output],
  ];
}

/** The list that ffmpeg's concat reader takes: each file with its exact length, so that no rounding opens a gap. */
export function concatList(files: readonly { readonly path: string; readonly frames: number }[], rate: Rate): string {
  const quote = (path: string) => `'${path.replaceAll("'", "'\\''")}'`;
  return files
    .map(({ path, frames }) => `file ${quote(path)}\nduration ${((frames * rate.den) / rate.num).toFixed(6)}\n`)
    .join('');
}

/** Samples (mono or stereo 16-bit WAV) → AAC at 48 kHz. */
export function encodeSound(input: string, output: string): readonly string[] {
  return [
    '-i',
    input,
    '-vn',
    '-c:a',
    'aac',
    '-b:a',
    '192k',
    '-ar',
    '48000',
    '-fflags',
    '+bitexact',
    '-flags:a',
    '+bitexact',
    '-f',
    'mp4',
    output,
  ];
}

export interface Assembly {
  /** A file written by `concatList`. */
  readonly segments: string;
  readonly sound: string;
  /** An SRT file; `null` when there is not a word in the film. */
  readonly subtitles: string | null;
  readonly rate: Rate;
  readonly title: string;
}

/** Segments, sound and soft subtitles → the film, by copy. */
export function assembleFilm({ segments, sound, subtitles, rate, title }: Assembly, output: string): readonly string[] {
  return [
    ...['-f', 'concat', '-safe', '0', '-i', segments, '-i', sound],
    ...(subtitles ? ['-f', 'srt', '-i', subtitles] : []),
    ...[
      '-map',
      '0:v',
      '-map',
      '1:a',
      ...(subtitles ? ['-map', '2:s', '-c:s', 'mov_text', '-metadata:s:s:0', 'language=eng'] : []),
    ],
    ...['-c:v', 'copy', '-c:a', 'copy', '-video_track_timescale', ticks(rate), '-metadata', `title=${title}`],
    ...['-movflags', '+faststart', '-fflags', '+bitexact', '-f', 'mp4', output],
  ];
}

/** The film → HLS with segments of about six seconds, by copy. */
export function packageHls(film: string, folder: string): readonly string[] {
  return [
    ...[
      '-i',
      film,
      '-map',
      '0:v',
      '-map',
      '0:a',
      '-c',
      'copy',
      '-f',
      'hls',
      '-hls_time',
      '6',
      '-hls_playlist_type',
      'vod',
    ],
    ...[
      '-hls_segment_type',
      'fmp4',
      '-hls_fmp4_init_filename',
      'init.mp4',
      '-hls_segment_filename',
      `${folder}/part-%04d.m4s`,
      `${folder}/film.m3u8`,
    ],
  ];
}

/** Still pictures, each shown as long as the list says, with sound → the draft. */
export function assembleBoards(
  { segments, sound, subtitles, rate, title }: Assembly,
  output: string,
): readonly string[] {
  return [
    ...['-f', 'concat', '-safe', '0', '-i', segments, '-i', sound],
    ...(subtitles ? ['-f', 'srt', '-i', subtitles] : []),
    ...[
      '-map',
      '0:v',
      '-map',
      '1:a',
      ...(subtitles ? ['-map', '2:s', '-c:s', 'mov_text', '-metadata:s:s:0', 'language=eng'] : []),
    ],
    ...[
      '-vsync',
      'vfr',
      '-c:v',
      'libx264',
      '-profile:v',
      'high',
      '-preset',
      'ultrafast',
      '-tune',
      'stillimage',
      '-pix_fmt',
      'yuv420p',
      '-threads',
      '2',
    ],
    ...[
      '-c:a',
      'copy',
      '-video_track_timescale',
      ticks(rate),
      '-metadata',
      `title=${title}`,
      '-movflags',
      '+faststart',
      '-fflags',
      '+bitexact',
      '-f',
      'mp4',
      output,
    ],
  ];
}
