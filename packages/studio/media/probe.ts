import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

const reportSchema = z.object({
  format: z.object({ duration: z.coerce.number(), format_name: z.string() }),
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string().default('unknown'),
      profile: z.string().optional(),
      pix_fmt: z.string().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      r_frame_rate: z.string().optional(),
      sample_rate: z.coerce.number().optional(),
      duration: z.coerce.number().optional(),
      nb_read_packets: z.coerce.number().optional(),
    }),
  ),
});

/** What ffprobe says of a file. `nb_read_packets` counts the packets: of a video stream, its frames. */
export type ProbeReport = z.infer<typeof reportSchema>;

/** Reads a media file's streams and counts their packets. */
export async function probe(ffprobe: string, file: string): Promise<ProbeReport> {
  const { stdout } = await run(
    ffprobe,
    ['-v', 'error', '-count_packets', '-show_format', '-show_streams', '-of', 'json', file],
    { maxBuffer: 1 << 24 },
  );
  return reportSchema.parse(JSON.parse(stdout));
}
