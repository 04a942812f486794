import { parseRate, styles } from '@ai-film-studio/film';
import type { PictureSettings } from '@ai-film-studio/studio';
import { type Command, InvalidArgumentError, Option } from 'commander';

const sizes = ['1280x720', '1920x1080', '1080x1920', '1080x1080'] as const;

/** What every command that reads a script is given. */
export interface ScriptOptions {
  readonly out?: string;
  readonly seed: number;
  readonly strict: boolean;
  readonly json: boolean;
}

/** What every command that makes or plans pictures is given. */
export interface FilmOptions extends ScriptOptions {
  readonly size: string;
  readonly fps: PictureSettings['rate'];
  readonly style: string;
  readonly burnSubtitles: boolean;
  readonly jobs?: number;
  readonly store: string;
}

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    return value;
  };
}

function rateOption(text: string): PictureSettings['rate'] {
  try {
    return parseRate(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/** How many jobs run at once, from the command line. */
export const jobsOption = wholeNumber(1, 64);

/** Where what was made is kept, beside the caller's films. */
export const defaultStore = '.studio/store';

/** Adds the options of a command that reads a script. */
export function addScriptOptions(command: Command): Command {
  return command
    .option('--out <folder>', 'the folder of the film (default: one below films/, called after the script)')
    .option('--seed <number>', 'another number films the same script another way', wholeNumber(0, 2 ** 31 - 1), 1)
    .option('--strict', 'end with an error when anything has to be done worse than asked', false)
    .option('--json', 'one JSON event a line on standard output', false);
}

/** Adds the options that `film`, `draft`, `plan` and `export` share. */
export function addFilmOptions(command: Command): Command {
  return addScriptOptions(command)
    .addOption(new Option('--size <size>', 'pixels of the frame').choices(sizes).default('1280x720'))
    .addOption(
      new Option('--fps <rate>', 'frames a second: 24, 25, 30, 23.976, 30000/1001 …')
        .argParser(rateOption)
        .default({ num: 24, den: 1 }, '24'),
    )
    .addOption(new Option('--style <name>', 'the look of the film').choices(styles).default('lantern'))
    .option('--burn-subtitles', 'draw the subtitles into the picture', false)
    .option('--jobs <number>', 'how many jobs run at once (default: one a core)', jobsOption)
    .option('--store <folder>', 'where finished work is kept, so that it is never done twice', defaultStore);
}

/** The settings that a film's bytes depend on. */
export function settingsOf(options: FilmOptions): PictureSettings {
  const [width = 0, height = 0] = options.size.split('x').map(Number);
  return {
    width,
    height,
    rate: options.fps,
    style: options.style,
    seed: options.seed,
    burnSubtitles: options.burnSubtitles,
  };
}
