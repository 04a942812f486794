import { animaticVersions } from '../engines/animatic/animatic.ts';
import { sourceVersion } from '../engines/source-version.ts';
import type { Binaries } from '../media/binaries.ts';
import type { Makers } from './job.ts';

/** Who makes films on this machine: the offline engine, our own media code, this ffmpeg. */
export function offlineMakers({ version }: Binaries): Makers {
  const media = sourceVersion(new URL('..', import.meta.url), ['{media,jobs,paper}/**/*.{ts,wasm}']);
  return { engine: 'animatic', versions: animaticVersions(), media, ffmpeg: version };
}
