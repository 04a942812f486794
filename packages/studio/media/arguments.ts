import type { Rate } from '@ai-film-studio/film';

/** Command lines of ffmpeg as values: everything here is pure. */

/** Options as one reads them in a terminal. What may hold a space (a path, a title) never goes through here. */
const words = (text: string): readonly string[] => text.split(' ');

const rateText = ({ num, den }: Rate) => `${num}/${den}`;

/** A time base in which every frame of the rate is a whole number of ticks. */
const ticks = ({ num }: Rate) => String(num < 1000 ? num * 1000 : num);

/** No version or date of the writer in the file: the same work gives the same bytes. */
const bitexact = words('-fflags +bitexact -flags +bitexact');

export interface VideoSettings {
  readonly width: number;
  readonly height: number;
  readonly rate: Rate;
}

/**
 * Raw planar frames on standard input → one H.264 segment. Every segment is encoded with the same settings on one thread, so that
 * segments can be joined without being encoded again and come out the same bit for bit.
 */
export function encodeSegment({ width, height, rate }: VideoSettings, output: string): readonly string[] {
  return [
    ...words(`-f rawvideo -pix_fmt yuv420p -s ${width}x${height} -r ${rateText(rate)} -i pipe:0 -an`),
    ...segmentEncoder(rate),
    output,
  ];
}

/** How every segment of a film is encoded, whatever it comes from. */
function segmentEncoder(rate: Rate): readonly string[] {
  const group = Math.round((2 * rate.num) / rate.den);
  return [
    ...words(`-c:v libx264 -profile:v high -preset veryfast -crf 20 -threads 1 -pix_fmt yuv420p -g ${group} -bf 2`),
    ...words('-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv'),
    ...words(`-video_track_timescale ${ticks(rate)} -f mp4`),
    ...bitexact,
  ];
}

/** What ffmpeg reads images and clips of people with. */
const demuxerOf = {
  'image/png': 'png_pipe',
  'image/jpeg': 'jpeg_pipe',
  'image/webp': 'webp_pipe',
  'video/mp4': 'mov',
  'video/quicktime': 'mov',
  'video/webm': 'matroska',
} as const;
export type ConformedType = keyof typeof demuxerOf;

/** Whether somebody's file can stand for a shot. */
export const isConformed = (mediaType: string): mediaType is ConformedType => Object.hasOwn(demuxerOf, mediaType);

/**
 * Somebody's image or clip → one segment of exactly so many frames, whole in the frame with black around it. The clip lies on black of the
 * film's length and rate, and its last frame stays where it is too short.
 */
export function encodeConformed(
  input: { readonly path: string; readonly mediaType: ConformedType },
  frames: number,
  settings: VideoSettings,
  output: string,
): readonly string[] {
  const { width, height, rate } = settings;
  const size = `${width}:${height}`;
  const filters = [
    `[1:v]scale=${size}:force_original_aspect_ratio=decrease,setsar=1,fps=${rateText(rate)},format=yuv420p[media]`,
    '[0:v][media]overlay=(W-w)/2:(H-h)/2:eof_action=repeat,format=yuv420p[picture]',
  ].join(';');
  return [
    ...words(`-f lavfi -i color=black:s=${width}x${height}:r=${rateText(rate)}`),
    // Nothing of it may name another file or address to be opened, and it is read as nothing else than it is.
    ...words(`-protocol_whitelist file -f ${demuxerOf[input.mediaType]} -i`),
    input.path,
    ...words(`-filter_complex ${filters} -map [picture] -an -frames:v ${frames}`),
    ...segmentEncoder(rate),
    output,
  ];
}

/** One frame of a segment as a JPEG, so wide. */
export function frameOf(input: string, frame: number, width: number | null, output: string): readonly string[] {
  const scale = width === null ? '' : `,scale=${width}:-2`;
  return [
    '-i',
    input,
    '-vf',
    `select=eq(n\\,${frame})${scale}`,
    ...words('-frames:v 1 -q:v 3 -f image2 -update 1'),
    output,
  ];
}

interface Timed {
  readonly path: string;
  readonly frames: number;
}

/** The list that ffmpeg's concat reader takes: each file with its exact length, so that no rounding opens a gap. */
export function concatList(files: readonly Timed[], rate: Rate): string {
  const seconds = (frames: number) => ((frames * rate.den) / rate.num).toFixed(6);
  return files.map(({ path, frames }) => `file ${quoted(path)}\nduration ${seconds(frames)}\n`).join('');
}

const quoted = (path: string) => `'${path.replaceAll("'", "'\\''")}'`;

/** ffmpeg's reader of stills knows no finer time than twenty-fifths of a second. */
const stillRate: Rate = { num: 25, den: 1 };

/** The list for `encodeBoards`: a frame of the film lasts a twenty-fifth there, whatever the film's rate. */
export function boardList(files: readonly Timed[]): string {
  const last = files.at(-1);
  // A still has no length of its own: the reader takes the last one's from a second mention.
  return concatList(files, stillRate) + (last ? `file ${quoted(last.path)}\n` : '');
}

/**
 * Samples (16-bit WAV) → AAC at 48 kHz. ffmpeg's own encoder spends three quarters of its time on choosing mid/side stereo; at this rate its
 * residue is −60 dB without and −64 dB with it, at 112 against 27 times real time.
 */
export function encodeSound(input: string, output: string): readonly string[] {
  const encoder = words('-vn -c:a aac -b:a 192k -aac_coder fast -aac_ms 0 -aac_tns 0 -aac_pns 0 -ar 48000 -f mp4');
  return ['-i', input, ...encoder, ...bitexact, output];
}

export interface Assembly {
  /** A file with what `concatList` wrote. */
  readonly segments: string;
  readonly sound: string;
  /** A file with what `subtitleScript` wrote; `null` when there is not a word in the film. */
  readonly subtitles: string | null;
  readonly rate: Rate;
  readonly title: string;
}

/** Segments, sound and soft subtitles → the film, by copy. */
export function assembleFilm({ segments, sound, subtitles, rate, title }: Assembly, output: string): readonly string[] {
  const subtitleTrack = subtitles ? words('-map 2:s -c:s mov_text -metadata:s:s:0 language=eng') : [];
  return [
    ...words('-f concat -safe 0 -i'),
    segments,
    '-i',
    sound,
    ...(subtitles ? ['-f', 'ass', '-i', subtitles] : []),
    ...words('-map 0:v -map 1:a'),
    ...subtitleTrack,
    ...words(`-c:v copy -c:a copy -video_track_timescale ${ticks(rate)} -movflags +faststart -f mp4`),
    '-metadata',
    `title=${title}`,
    ...bitexact,
    output,
  ];
}

/**
 * Still pictures, each shown as long as the list says → the pictures of the draft: every one of its frames is there, at the film's rate.
 * Pixels are converted before frames are repeated, and the quantizer is fixed: rate control would sharpen a still from frame to frame, at
 * five times the work. So five minutes at 640×360 take two to three seconds.
 */
export function encodeBoards(boards: string, rate: Rate, frames: number, output: string): readonly string[] {
  const { num, den } = rate;
  const filters = [
    'crop=trunc(iw/2)*2:trunc(ih/2)*2',
    'format=yuv420p',
    // Twenty-fifths become frames of the film: this time base has both as whole numbers.
    `settb=1/${stillRate.num * num}`,
    `setpts=PTS*${stillRate.num * den}/${num}`,
    `fps=${num}/${den}`,
    `trim=end_frame=${frames}`,
  ].join(',');
  return [
    ...words('-f concat -safe 0 -i'),
    boards,
    ...words(`-an -vf ${filters} -c:v libx264 -profile:v high -preset ultrafast -qp 20 -bf 0 -threads 1`),
    ...words(`-video_track_timescale ${ticks(rate)} -f mp4`),
    ...bitexact,
    output,
  ];
}

/** The film → HLS with segments of about six seconds, by copy, into the folder that ffmpeg runs in. */
export function packageHls(film: string): readonly string[] {
  return [
    '-i',
    film,
    ...words('-map 0:v -map 0:a -c copy -f hls -hls_time 6 -hls_playlist_type vod -hls_segment_type fmp4'),
    ...words('-hls_fmp4_init_filename init.mp4 -hls_segment_filename part-%04d.m4s film.m3u8'),
  ];
}
