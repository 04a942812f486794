import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addFilmOptions, type FilmOptions, settingsOf } from './options.ts';

function parsed(...args: readonly string[]): FilmOptions {
  const command = addFilmOptions(new Command('film'))
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  return command.parse(args, { from: 'user' }).opts<FilmOptions>();
}

describe('the options of a film', () => {
  it('are 720p at 24 frames a second in the lantern style when nobody says otherwise', () => {
    expect(settingsOf(parsed())).toEqual({
      width: 1280,
      height: 720,
      rate: { num: 24, den: 1 },
      style: 'lantern',
      seed: 1,
      burnSubtitles: false,
    });
  });

  it.each([
    ['1920x1080', { width: 1920, height: 1080 }],
    ['1080x1920', { width: 1080, height: 1920 }],
    ['1080x1080', { width: 1080, height: 1080 }],
  ])('take the size %s', (size, frame) => {
    expect(settingsOf(parsed('--size', size))).toMatchObject(frame);
  });

  it.each([
    ['25', { num: 25, den: 1 }],
    ['23.976', { num: 24_000, den: 1001 }],
    ['30000/1001', { num: 30_000, den: 1001 }],
  ])('take %s frames a second', (fps, rate) => {
    expect(settingsOf(parsed('--fps', fps)).rate).toEqual(rate);
  });

  it.each([
    ['--fps', 'fast'],
    ['--fps', '0'],
    ['--fps', '1000'],
    ['--size', '640x480'],
    ['--size', '1280X720'],
    ['--seed', '-1'],
    ['--seed', '1.5'],
    ['--seed', '1e3'],
    ['--seed', '2147483648'],
    ['--style', 'baroque'],
    ['--jobs', '0'],
    ['--jobs', '65'],
  ])('refuse %s %s and name the option', (option, value) => {
    expect(() => parsed(option, value)).toThrow(
      new RegExp(`option '${option} .*argument '${value.replace('.', '\\.')}' is invalid`),
    );
  });
});
