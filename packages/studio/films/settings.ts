import { parseRate, styles } from '@ai-film-studio/film';
import { z } from 'zod';
import type { PictureSettings } from '../engines/engine.ts';

/** Pixels of a film's frame. */
export const sizes = ['1280x720', '1920x1080', '1080x1920', '1080x1080'] as const;

const isRate = (text: string): boolean => {
  try {
    parseRate(text);
    return true;
  } catch {
    return false;
  }
};

/** How a film shall look, as a caller says it. */
export const filmSettingsSchema = z
  .strictObject({
    size: z.enum(sizes).default('1280x720'),
    fps: z.string().max(20).refine(isRate, '24, 25, 30, 23.976 or 30000/1001').default('24'),
    style: z.enum(styles).default('lantern'),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .default(1),
    burnSubtitles: z.boolean().default(false),
  })
  .meta({ id: 'FilmSettings' });
export type FilmSettingsInput = z.infer<typeof filmSettingsSchema>;

/** The same as the pipeline takes it. */
export function pictureSettings({ size, fps, style, seed, burnSubtitles }: FilmSettingsInput): PictureSettings {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return { width, height, rate: parseRate(fps), style, seed, burnSubtitles };
}
