import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { animaticEngine } from '../engines/animatic/animatic.ts';
import { type Binaries, findBinaries } from '../media/binaries.ts';
import { runFfmpeg } from '../media/ffmpeg.ts';
import { probe } from '../media/probe.ts';
import { LocalStore } from '../storage/local-store.ts';
import type { StoredObject } from '../storage/store.ts';
import type { ConformJob } from './job.ts';
import { runJob } from './run-job.ts';

const settings = { width: 320, height: 180, rate: { num: 24, den: 1 }, burnSubtitles: false };

describe('an image or clip of somebody’s in place of a shot', () => {
  let root = '';
  let store: LocalStore;
  let binaries: Binaries;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'studio-conform-'));
    store = await LocalStore.open(join(root, 'store'));
    binaries = await findBinaries(process.env);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  async function media(ending: string, args: string): Promise<StoredObject> {
    const path = join(root, `media${ending}`);
    await runFfmpeg(binaries.ffmpeg, [...args.split(' '), path], new AbortController().signal);
    return store.take(path, ending);
  }
  const conform = (object: StoredObject, request: Partial<ConformJob['request']>) =>
    runJob(
      {
        kind: 'conform',
        request: { mediaType: 'video/mp4', frames: 36, stillAt: 10, settings, ...request },
        inputs: { media: object },
      },
      { engine: animaticEngine(), store, binaries, signal: new AbortController().signal, progress: () => {} },
    );
  const videoOf = async (object: StoredObject | undefined) => {
    if (!object) throw new Error('It left nothing.');
    const { streams } = await probe(binaries.ffprobe, await store.pathOf(object));
    const video = streams.find(({ codec_type }) => codec_type === 'video');
    return { width: video?.width, height: video?.height, frames: video?.nb_read_packets };
  };

  const sizeOf = async (object: StoredObject | undefined) => {
    const { width, height } = await loadImage(await store.pathOf(object ?? { hash: '', bytes: 0, ending: '' }));
    return [width, height];
  };

  it('is exactly as long as the shot, whether it was shorter, longer, or at another rate', async () => {
    const clip = await media('.mp4', '-f lavfi -i testsrc=size=400x300:rate=25:duration=1');
    for (const frames of [7, 24, 60]) {
      const { objects, facts } = await conform(clip, { frames, stillAt: frames - 1 });
      expect(await videoOf(objects.clip)).toMatchObject({ width: 320, height: 180, frames });
      expect(facts).toEqual({ frames, downgrades: [] });
    }
  });

  it('is shown whole, an image for as long as the shot lasts', async () => {
    const image = await media('.png', '-f lavfi -i color=red:size=90x90 -frames:v 1');
    const { objects } = await conform(image, { mediaType: 'image/png' });
    expect(await videoOf(objects.clip)).toMatchObject({ width: 320, height: 180, frames: 36 });
    expect(await sizeOf(objects.still)).toEqual([320, 180]);
    expect((await sizeOf(objects.small))[0]).toBe(720);
  });

  it('says that subtitles are not burnt into it', async () => {
    const image = await media('.png', '-f lavfi -i color=blue:size=64x36 -frames:v 1');
    const { facts } = await conform(image, { mediaType: 'image/png', settings: { ...settings, burnSubtitles: true } });
    expect(facts.downgrades).toEqual([expect.objectContaining({ what: 'subtitles are not burnt into it' })]);
  });
});
