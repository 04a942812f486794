import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { hashFile } from '@ai-film-studio/studio';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesUnder, film, processesNaming, startStudio, type TestFolder, testFolder } from './run-studio.ts';

const script = 'one-line.fountain';
const command = ['film', script, '--json'];

/** Each file of the film in this home by its path in the film's folder. */
async function hashesOf(home: TestFolder): Promise<Readonly<Record<string, string>>> {
  const folder = join(home.path, 'films', 'one-line');
  const files = await filesUnder(folder);
  return Object.fromEntries(
    await Promise.all(files.map(async (path) => [path.slice(folder.length + 1), await hashFile(path)])),
  );
}

const storeOf = (home: TestFolder) => join(home.path, '.studio', 'store');

/** Waits until the store holds a finished clip: a run that is in the middle of its pictures. */
async function untilAClipIsThere(home: TestFolder): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const objects = await filesUnder(join(storeOf(home), 'objects'));
    if (objects.some((path) => path.endsWith('.mp4'))) return;
    await setTimeout(50);
  }
  throw new Error('No clip came into the store.');
}

describe('a film that is interrupted', () => {
  let undisturbed: TestFolder;
  let uninterrupted: Readonly<Record<string, string>> = {};
  /** Milliseconds that the whole film takes here and now. */
  let whole = 0;

  beforeAll(async () => {
    undisturbed = await testFolder(script);
    const begun = performance.now();
    await film(script, { cwd: undisturbed.path });
    whole = performance.now() - begun;
    uninterrupted = await hashesOf(undisturbed);
  });
  afterAll(() => undisturbed.remove());

  it('has the same bytes after any number of kills, and nothing half-written is left', async () => {
    const home = await testFolder(script);
    try {
      // Every run goes on from where the last one was killed: each share of the whole is of what is left by then.
      for (const share of fc.sample(fc.integer({ min: 5, max: 90 }), { seed: 11, numRuns: 5 })) {
        const { child, ended } = startStudio(command, { cwd: home.path, detached: true });
        await Promise.race([setTimeout((whole * share) / 100), ended]);
        const { pid } = child;
        if (pid !== undefined && child.exitCode === null) process.kill(-pid, 'SIGKILL');
        await ended;
      }
      await film(script, { cwd: home.path });
      expect(await hashesOf(home)).toEqual(uninterrupted);
      expect(await filesUnder(join(storeOf(home), 'work'))).toEqual([]);
    } finally {
      await home.remove();
    }
  });

  it.each([150, 300, 450, 600, 900])('stops on Ctrl-C of the whole group also %i ms after its start', async (delay) => {
    const home = await testFolder(script);
    try {
      const { child, ended } = startStudio([...command, '--jobs', '2'], { cwd: home.path, detached: true });
      await setTimeout(delay);
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
      const { code, signal, stderr } = await ended;
      // Before the program has begun there is nothing to say and nothing to put away.
      if (signal !== 'SIGINT')
        expect({ code, stderr }).toEqual({ code: 130, stderr: expect.stringContaining('Stopped.') });
      expect(await filesUnder(join(storeOf(home), 'work'))).toEqual([]);
    } finally {
      await home.remove();
    }
  });

  it('knows Ctrl-C as the reason although the end of ffmpeg is heard of first', async () => {
    const home = await testFolder(script);
    try {
      const ffmpeg = join(home.path, 'ffmpeg');
      // Ends by SIGINT itself, before its parent gets one, and only one.
      const lines = ['#!/bin/sh', 'mkdir told && (sleep 0.01; kill -INT "$PPID") &', 'kill -INT $$', ''];
      await writeFile(ffmpeg, lines.join('\n'), { mode: 0o755 });
      const { ended } = startStudio(command, { cwd: home.path, env: { FFMPEG_PATH: ffmpeg } });
      const { code, stderr } = await ended;
      expect({ code, stderr }).toEqual({ code: 130, stderr: expect.stringContaining('Stopped.') });
    } finally {
      await home.remove();
    }
  });

  it('stops on Ctrl-C with code 130 and no ffmpeg left behind, and goes on from there', async () => {
    const home = await testFolder(script);
    try {
      const { child, ended } = startStudio([...command, '--jobs', '2'], { cwd: home.path });
      await untilAClipIsThere(home);
      child.kill('SIGINT');
      const { code, stderr } = await ended;
      expect({ code, stderr }).toEqual({ code: 130, stderr: 'studio: Stopped. The same command goes on from here.\n' });
      if (process.platform === 'linux') {
        for (let tries = 0; tries < 30 && (await processesNaming(home.path)).length > 0; tries++) await setTimeout(100);
        expect(await processesNaming(home.path)).toEqual([]);
      }
      expect(await filesUnder(join(storeOf(home), 'work'))).toEqual([]);
      expect(await filesUnder(join(home.path, 'films'))).toEqual([]);

      const { drawn, shots } = await film(script, { cwd: home.path });
      expect(drawn).toBeLessThan(shots);
      expect(await hashesOf(home)).toEqual(uninterrupted);
    } finally {
      await home.remove();
    }
  });
});
