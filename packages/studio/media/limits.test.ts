import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LimitedProgramError, type Limits, runLimited } from './limits.ts';

describe('a program within limits', () => {
  const limits: Limits = { cpuSeconds: 20, memoryBytes: 4 * 1024 ** 3, fileBytes: 1 << 20, seconds: 60 };
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'limits-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const sh = (script: string, less: Partial<Limits> = {}) =>
    runLimited('/bin/sh', ['-c', script], { limits: { ...limits, ...less } });

  it('gets its arguments as they are, and gives its output', async () => {
    const odd = ['a b', '$(id)', '"; rm x', "'", '', '-n'];
    expect(await runLimited('/usr/bin/printf', ['[%s]', ...odd], { limits })).toBe(
      odd.map((one) => `[${one}]`).join(''),
    );
  });

  it('sees nothing of our environment', async () => {
    process.env.STUDIO_LIMITS_TEST = 'secret';
    expect(await sh('env')).not.toContain('STUDIO_LIMITS_TEST');
    delete process.env.STUDIO_LIMITS_TEST;
  });

  it('is killed when it computes for too long', async () => {
    await expect(sh('while :; do :; done', { cpuSeconds: 1 })).rejects.toThrow(LimitedProgramError);
  });

  it('is killed when it waits for too long', async () => {
    await expect(sh('exec sleep 60', { seconds: 1 })).rejects.toThrow(LimitedProgramError);
  });

  it('is refused more memory than it may have', async () => {
    // `tail` keeps what has no line break in memory until the end.
    const swallow = 'head -c 100000000 /dev/zero | tail -n 1 | wc -c';
    expect(await sh(`set -e; ${swallow}`)).toContain('100000000');
    expect(await sh(`${swallow}`, { memoryBytes: 64 * 1024 ** 2 })).not.toContain('100000000');
  });

  it('cannot fill the disk', async () => {
    const file = join(folder, 'large');
    await expect(sh(`head -c 4000000 /dev/zero > '${file}'`)).rejects.toThrow(LimitedProgramError);
    expect((await stat(file)).size).toBeLessThanOrEqual(1 << 20);
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const running = runLimited('/bin/sleep', ['60'], { limits, signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
  });

  it('tells what it said when it fails', async () => {
    await expect(sh('echo oh no >&2; exit 3')).rejects.toMatchObject({ said: 'oh no\n' });
  });
});
