import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { produce } from '@ai-film-studio/film';
import {
  checkFolder,
  deliver,
  type Files,
  hashFile,
  type Manifest,
  makeDraft,
  makeFilm,
  manifestName,
  readManifest,
} from '@ai-film-studio/studio';
import { exitCodes, Failure } from '../failure.ts';
import { guessesIn } from '../film-script.ts';
import { reporterFor } from '../reporter.ts';
import { openScript } from '../script-file.ts';
import { inWorkshop, type Workshop } from '../workshop.ts';

/** Makes the film of a manifest again, from the script in its folder and the bible that was filmed. */
async function makeAgain(folder: string, manifest: Manifest, workshop: Workshop): Promise<Files> {
  const script = await openScript(join(folder, manifest.script.file));
  const { settings, bible, kind, order: key } = manifest;
  const production = {
    ...produce(script.screenplay, { seed: settings.seed, correct: () => bible.filmed }),
    inferred: bible.inferred,
  };
  for (const guess of guessesIn(production)) workshop.downgrade(guess);
  const order = { production, settings };
  const made = kind === 'film' ? await makeFilm(order, workshop) : await makeDraft(order, workshop);
  return deliver(
    made,
    order,
    { kind, order: key, script, makers: workshop.makers, downgrades: workshop.downgrades },
    workshop,
  );
}

const otherMakers = (before: Manifest, { makers }: Workshop): readonly string[] =>
  [
    before.makers.ffmpeg !== makers.ffmpeg ? `ffmpeg was "${before.makers.ffmpeg}"` : '',
    JSON.stringify(before.makers.versions) !== JSON.stringify(makers.versions) ? 'the engine was another version' : '',
    before.makers.paper !== makers.paper ? 'what is printed with was another version' : '',
    before.makers.media !== makers.media ? "the studio's media code was another version" : '',
  ].filter(Boolean);

/** `studio verify`: is the folder what its manifest says, and does the same script make the same film again? */
export async function verify(
  folder: string,
  options: { readonly quick: boolean; readonly json: boolean; readonly jobs?: number },
): Promise<void> {
  const manifest = await readManifest(folder);
  if (!manifest)
    throw new Failure(
      `${folder} holds no film.json of a film. Name a folder that studio film made.`,
      exitCodes.badInput,
    );
  const faults = await checkFolder(folder, manifest);
  if (faults.length > 0)
    throw new Failure(
      `${folder} is not what its manifest says: ${faults.map(({ file, fault }) => `${file} ${fault}`).join(', ')}.`,
      exitCodes.different,
    );
  const reporter = reporterFor(options.json);
  if (options.quick) {
    reporter.result({ verified: 'files', files: Object.keys(manifest.files).length }, [
      `All ${Object.keys(manifest.files).length} files are what the manifest says.`,
    ]);
    return;
  }
  const store = await mkdtemp(join(tmpdir(), 'studio-verify-'));
  try {
    await inWorkshop({ store, ...(options.jobs ? { jobs: options.jobs } : {}) }, reporter, async (workshop) => {
      const again = await makeAgain(folder, manifest, workshop);
      const there: Record<string, string> = { [manifestName]: await hashFile(join(folder, manifestName)) };
      for (const [name, { sha256 }] of Object.entries(manifest.files)) there[name] = sha256;
      const names = [...new Set([...Object.keys(there), ...Object.keys(again)])].sort();
      const different = names.filter((name) => there[name] !== again[name]?.hash);
      if (different.length > 0) {
        const why = otherMakers(manifest, workshop);
        throw new Failure(
          `Made again, these differ: ${different.join(', ')}.${why.length > 0 ? ` Why: ${why.join('; ')}.` : ''}`,
          exitCodes.different,
        );
      }
      reporter.result({ verified: 'bytes', files: Object.keys(again).length }, [
        `Made again: all ${Object.keys(manifest.files).length} files are the same, bit for bit.`,
      ]);
    });
  } finally {
    reporter.close();
    await rm(store, { recursive: true, force: true });
  }
}
