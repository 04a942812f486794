import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Production, printFountain, writeFdx } from '@ai-film-studio/film';
import { exportsOf, makeDraft, writeWhole } from '@ai-film-studio/studio';
import { exitCodes, Failure } from '../failure.ts';
import { guessesIn, refuseDowngrades, refuseFile, understand } from '../film-script.ts';
import { type FilmOptions, settingsOf } from '../options.ts';
import { reporterFor } from '../reporter.ts';
import { defaultFolder, openScript } from '../script-file.ts';
import { inWorkshop, type Workshop } from '../workshop.ts';

const formats = ['otio', 'edl', 'fcpxml', 'srt', 'vtt', 'pdf', 'fountain', 'fdx'] as const;
type Format = (typeof formats)[number];

function formatsOf(text: string | undefined): ReadonlySet<Format> {
  if (text === undefined) return new Set(formats);
  const asked = text.split(',').map((name) => name.trim().toLowerCase());
  const unknown = asked.find((name) => !formats.some((format) => format === name));
  if (unknown !== undefined)
    throw new Failure(`There is no format "${unknown}". Take some of: ${formats.join(', ')}.`, exitCodes.badInput);
  return new Set(formats.filter((format) => asked.includes(format)));
}

const wantsCut = (wanted: ReadonlySet<Format>) =>
  [...wanted].some((format) => format !== 'fountain' && format !== 'fdx');

/** What has to be made for the formats that follow the cut. */
async function cutFiles(
  wanted: ReadonlySet<Format>,
  production: Production,
  options: FilmOptions,
  workshop: Workshop,
): Promise<Record<string, string | Uint8Array>> {
  const order = { production, settings: settingsOf(options) };
  const made = await makeDraft(order, workshop);
  if (options.strict) refuseDowngrades([...guessesIn(production), ...workshop.downgrades]);
  const texts = Object.entries(exportsOf(made, order, 'draft')).filter(([name]) =>
    [...wanted].some((format) => name.endsWith(`.${format}`)),
  );
  const files: Record<string, string | Uint8Array> = Object.fromEntries(texts);
  if (wanted.has('pdf')) files['storyboard.pdf'] = await readFile(await workshop.store.pathOf(made.paper.storyboard));
  return files;
}

/**
 * `studio export`: the cut, the words and the boards for other programs, in a folder of their own. Voices are spoken and boards drawn if they
 * are not yet. The bible is the film's.
 */
export async function exportCut(path: string, options: FilmOptions & { readonly format?: string }): Promise<void> {
  const wanted = formatsOf(options.format);
  const script = await openScript(path);
  const folder = options.out ?? `${defaultFolder(path)}-export`;
  await refuseFile(folder);
  const production = await understand(script, defaultFolder(path), options.seed);
  const reporter = reporterFor(options.json);
  try {
    const files: Record<string, string | Uint8Array> = {
      ...(wanted.has('fountain') ? { 'script.fountain': printFountain(script.screenplay) } : {}),
      ...(wanted.has('fdx') ? { 'script.fdx': writeFdx(script.screenplay) } : {}),
      ...(wantsCut(wanted)
        ? await inWorkshop(options, reporter, (workshop) => cutFiles(wanted, production, options, workshop))
        : {}),
    };
    await mkdir(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) await writeWhole(join(folder, name), content);
    const written = Object.keys(files).map((name) => join(folder, name));
    reporter.result({ files: written }, written);
  } finally {
    reporter.close();
  }
}
