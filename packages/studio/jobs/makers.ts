import { animaticVersions } from '../engines/animatic/animatic.ts';
import { libraryVersion, sourceVersion } from '../engines/source-version.ts';
import type { Binaries } from '../media/binaries.ts';
import type { Makers } from './job.ts';

/** What the studio's own work depends on, from its folder; a test holds `paper` against what the code imports. */
export const studioSources = {
  media: ['{media,jobs}/**/*.{ts,wasm}'],
  paper: ['paper/*.ts', 'engines/animatic/bitmap.ts', 'engines/animatic/stage/{type,font-letters}.ts'],
} as const;

const paperLibraries = ['pdfkit', '@napi-rs/canvas', '@fontsource/inter', '@fontsource/libre-baskerville'];

/** Who makes films on this machine: the offline engine, our own media code, this ffmpeg. */
export function offlineMakers({ version }: Binaries): Makers {
  const studio = new URL('..', import.meta.url);
  return {
    engine: 'animatic',
    versions: animaticVersions(),
    media: sourceVersion(studio, studioSources.media),
    paper: sourceVersion(studio, studioSources.paper, paperLibraries.map(libraryVersion)),
    ffmpeg: version,
  };
}
