import { appendFile, writeFile } from 'node:fs/promises';
import { type Binaries, findBinaries } from '@ai-film-studio/studio';
import { z } from 'zod';
import { acceptance } from './acceptance.ts';
import { junitOf, passed, summaryOf } from './report.ts';
import { type Settings, settingsOf, usage } from './settings.ts';
import { explained } from './steps.ts';

/**
 * The command line.
 * @param environment accounts, and `GITHUB_STEP_SUMMARY` for the table
 * @returns the exit code: 0 when all was well, 1 when something was found, 2 when it was asked wrongly and nothing was tried
 */
export async function run(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  { say, stop }: { readonly say: (line: string) => void; readonly stop?: AbortSignal },
): Promise<number> {
  let settings: Settings;
  let binaries: Binaries;
  try {
    settings = settingsOf(words, environment);
    binaries = await findBinaries(environment);
  } catch (error) {
    say(`${error instanceof z.ZodError ? z.prettifyError(error) : explained(error)}\n${usage}`);
    return 2;
  }
  const steps = await acceptance(settings, { say, binaries, ...(stop ? { stop } : {}) });
  if (settings.report) await writeFile(settings.report, junitOf(steps, settings.url));
  const { GITHUB_STEP_SUMMARY: summary } = environment;
  if (summary) await appendFile(summary, summaryOf(steps, settings.url));
  return passed(steps) ? 0 : 1;
}
