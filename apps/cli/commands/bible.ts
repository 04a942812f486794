import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { printBible } from '@ai-film-studio/film';
import { writeWhole } from '@ai-film-studio/studio';
import { bibleName, guessesIn, refuseDowngrades, refuseFile, understand } from '../film-script.ts';
import type { ScriptOptions } from '../options.ts';
import { reporterFor } from '../reporter.ts';
import { defaultFolder, openScript } from '../script-file.ts';

/** `studio bible`: what was understood, where a person can correct it. What they corrected before stays. */
export async function bible(path: string, options: ScriptOptions): Promise<void> {
  const script = await openScript(path);
  const folder = options.out ?? defaultFolder(path);
  await refuseFile(folder);
  const production = await understand(script, folder, options.seed);
  if (options.strict) refuseDowngrades(guessesIn(production));
  await mkdir(folder, { recursive: true });
  const file = join(folder, bibleName);
  await writeWhole(file, printBible(production.bible));
  const { cast, places, scenes } = production.bible;
  reporterFor(options.json).result({ bible: file, cast: cast.length, places: places.length, scenes: scenes.length }, [
    `${production.bible.title}: ${scenes.length} scenes, ${cast.length} in the cast, ${places.length} places.`,
    `Correct them in ${file}: what you change there is kept.`,
  ]);
}
