import { z } from 'zod';
import type { Binaries } from '../../media/binaries.ts';
import { LimitedProgramError, probeLimits, runLimited } from '../../media/limits.ts';

/** What media work with a file goes by. */
export interface MediaFacts {
  readonly width?: number;
  readonly height?: number;
  readonly seconds?: number;
  readonly videoCodec?: string;
  readonly audioCodec?: string;
}

const reportSchema = z.object({
  format: z.object({ duration: z.coerce.number().optional().catch(undefined) }),
  streams: z.array(
    z.object({
      codec_type: z.string().default('unknown'),
      codec_name: z.string().default('unknown'),
      width: z.number().optional(),
      height: z.number().optional(),
      disposition: z.object({ attached_pic: z.number().default(0) }).default({ attached_pic: 0 }),
    }),
  ),
});
type Stream = z.infer<typeof reportSchema>['streams'][number];

const pictures = new Set(['h264', 'hevc', 'vp8', 'vp9', 'av1', 'prores', 'mpeg4', 'png', 'mjpeg', 'webp']);
const sounds = /^(aac|mp3|opus|vorbis|flac|alac|pcm_\w+)$/;

const isCover = ({ codec_type, disposition }: Stream) => codec_type === 'video' && disposition.attached_pic === 1;

/** The one file and nothing beyond it, read as what it was found to be. */
const input = (path: string, demuxer: string) => ['-protocol_whitelist', 'file', '-f', demuxer, '-i', `file:${path}`];

/** Reads a file's streams with ffprobe and decodes the beginning of each with ffmpeg, both within limits. */
export async function lookInto(
  path: string,
  demuxer: string,
  { ffmpeg, ffprobe }: Pick<Binaries, 'ffmpeg' | 'ffprobe'>,
  signal?: AbortSignal,
): Promise<{ readonly facts: MediaFacts } | { readonly fault: string }> {
  const options = { limits: probeLimits, ...(signal ? { signal } : {}) };
  try {
    const asked = ['-v', 'error', ...input(path, demuxer), '-show_format', '-show_streams', '-of', 'json'];
    const { format, streams } = reportSchema.parse(JSON.parse(await runLimited(ffprobe, asked, options)));
    const [video, ...moreVideo] = streams.filter((one) => one.codec_type === 'video' && !isCover(one));
    const audio = streams.find(({ codec_type }) => codec_type === 'audio');
    if (streams.length > 32 || moreVideo.length > 0)
      return { fault: 'The file has more than one moving picture in it.' };
    if (!video && !audio) return { fault: 'There is neither a picture nor a sound in the file.' };
    if (video && !pictures.has(video.codec_name))
      return { fault: `The studio cannot read ${video.codec_name} pictures.` };
    if (audio && !sounds.test(audio.codec_name)) return { fault: `The studio cannot read ${audio.codec_name} sound.` };
    const maps = [...(video ? ['-map', '0:v:0', '-frames:v', '1'] : []), ...(audio ? ['-map', '0:a:0'] : [])];
    const decode = ['-hide_banner', '-nostdin', '-v', 'error', '-xerror', '-threads', '1', ...input(path, demuxer)];
    await runLimited(ffmpeg, [...decode, '-t', '1', ...maps, '-f', 'null', '-'], options);
    return {
      facts: {
        ...(video ? { width: video.width ?? 0, height: video.height ?? 0, videoCodec: video.codec_name } : {}),
        ...(audio ? { audioCodec: audio.codec_name } : {}),
        ...(format.duration === undefined ? {} : { seconds: format.duration }),
      },
    };
  } catch (error) {
    if (error instanceof LimitedProgramError || error instanceof z.ZodError || error instanceof SyntaxError)
      return { fault: 'The file cannot be decoded: export it anew.' };
    throw error;
  }
}
