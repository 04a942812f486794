import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printFountain, writeFdx } from '@ai-film-studio/film';
import { exportsOf, makeDraft, storyboardPdf } from '@ai-film-studio/studio';
import { exitCodes, Failure } from '../failure.ts';
import { understand } from '../film-script.ts';
import { type FilmOptions, settingsOf } from '../options.ts';
import { reporterFor } from '../reporter.ts';
import { defaultFolder, openScript } from '../script-file.ts';
import { inWorkshop } from '../workshop.ts';

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

/** `studio export`: the cut, the words and the boards for other programs. Voices are spoken and boards drawn if they are not yet. */
export async function exportCut(path: string, options: FilmOptions & { readonly format?: string }): Promise<void> {
  const wanted = formatsOf(options.format);
  const script = await openScript(path);
  const folder = options.out ?? defaultFolder(path);
  const production = await understand(script, folder, options.seed);
  const files: Record<string, string | Uint8Array> = {};
  if (wanted.has('fountain')) files['script.fountain'] = printFountain(script.screenplay);
  if (wanted.has('fdx')) files['script.fdx'] = writeFdx(script.screenplay);
  const reporter = reporterFor(options.json);
  try {
    if (formats.some((format) => wanted.has(format) && format !== 'fountain' && format !== 'fdx')) {
      await inWorkshop(options, reporter, async (workshop) => {
        const order = { production, settings: settingsOf(options) };
        const made = await makeDraft(order, workshop);
        for (const [name, text] of Object.entries(exportsOf(made, order)))
          if (formats.some((format) => wanted.has(format) && name.endsWith(`.${format}`))) files[name] = text;
        if (wanted.has('pdf'))
          files['storyboard.pdf'] = await storyboardPdf(made, production.bible, order.settings, workshop.store);
      });
    }
    await mkdir(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    const written = Object.keys(files).map((name) => join(folder, name));
    reporter.result({ files: written }, written);
  } finally {
    reporter.close();
  }
}
