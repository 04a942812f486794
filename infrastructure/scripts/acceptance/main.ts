import { appendFile } from 'node:fs/promises';
import { type Binaries, findBinaries } from '@ai-film-studio/studio';
import { z } from 'zod';
import { acceptance } from './acceptance.ts';
import { type Settings, settingsOf, usage } from './settings.ts';
import { explained, passed, summaryOf } from './steps.ts';

/** `npm run acceptance -- --url https://api.sandbox.…`: exit code 0 when all was well, 1 when something was found, 2 when nothing was tried. */
async function main(): Promise<number> {
  // Who stops it waits for what was made to be deleted.
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop.abort(new Error(`Stopped by ${signal}.`)));
  let settings: Settings;
  let binaries: Binaries;
  try {
    settings = settingsOf(process.argv.slice(2), process.env);
    binaries = await findBinaries(process.env);
  } catch (error) {
    console.error(`${error instanceof z.ZodError ? z.prettifyError(error) : explained(error)}\n${usage}`);
    return 2;
  }
  const steps = await acceptance(settings, { say: console.log, binaries, stop: stop.signal });
  const { GITHUB_STEP_SUMMARY: summary } = process.env;
  if (summary) await appendFile(summary, summaryOf(steps, settings.url));
  return passed(steps) ? 0 : 1;
}

process.exitCode = await main();
