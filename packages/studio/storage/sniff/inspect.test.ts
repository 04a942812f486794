import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Binaries, findBinaries } from '../../media/binaries.ts';
import { runFfmpeg } from '../../media/ffmpeg.ts';
import { inspect } from './inspect.ts';

/** A ZIP with one stored file, as `zip` writes it, for a place in another file. */
function zip(before: number): Buffer {
  const local = Buffer.alloc(30 + 1 + 2);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(1, 26);
  local.write('aok', 30);
  const central = Buffer.alloc(46 + 1);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt32LE(before, 42);
  central.write('a', 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(before + local.length, 16);
  return Buffer.concat([local, central, end]);
}

describe('looking into an uploaded file', () => {
  let folder = '';
  let binaries: Binaries;
  const good = new Map<string, Buffer>();
  let count = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sniff-'));
    binaries = await findBinaries(process.env);
    const canvas = createCanvas(320, 180);
    canvas.getContext('2d').fillRect(10, 10, 100, 100);
    good.set('png', canvas.toBuffer('image/png'));
    good.set('jpg', canvas.toBuffer('image/jpeg'));
    good.set('webp', canvas.toBuffer('image/webp'));
    const [picture, tone] = [
      ['-f', 'lavfi', '-i', 'testsrc=size=320x180:rate=24:duration=1'],
      ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1'],
    ];
    const make = async (ending: string, args: readonly string[]) => {
      const path = join(folder, `made.${ending}`);
      await runFfmpeg(binaries.ffmpeg, [...args, path]);
      good.set(ending, await readFile(path));
    };
    const h264 = [...picture, ...tone, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
    await make('mp4', [...h264, '-movflags', '+faststart']);
    await make('mov', h264);
    await make('webm', [...picture, '-c:v', 'libvpx', '-b:v', '200k']);
    for (const ending of ['wav', 'flac', 'm4a']) await make(ending, tone);
    await make('mp3', [...tone, '-c:a', 'libmp3lame', '-metadata', 'title=A tone']);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const bytes = (ending: string): Buffer => good.get(ending) ?? expect.fail(`no ${ending}`);
  const look = async (content: Uint8Array | string) => {
    const path = join(folder, `file-${++count}`);
    await writeFile(path, content);
    return inspect(path, { binaries });
  };
  const endings = ['png', 'jpg', 'webp', 'mp4', 'mov', 'webm', 'wav', 'mp3', 'flac', 'm4a'];

  it.each([
    ['png', 'image', 'image/png'],
    ['jpg', 'image', 'image/jpeg'],
    ['webp', 'image', 'image/webp'],
    ['mp4', 'video', 'video/mp4'],
    ['mov', 'video', 'video/quicktime'],
    ['webm', 'video', 'video/webm'],
    ['wav', 'audio', 'audio/wav'],
    ['mp3', 'audio', 'audio/mpeg'],
    ['flac', 'audio', 'audio/flac'],
    ['m4a', 'audio', 'audio/mp4'],
  ])('knows %s as %s', async (ending, type, mediaType) => {
    const seen = type === 'audio' ? {} : { width: 320, height: 180 };
    const heard = type === 'image' ? {} : { seconds: expect.closeTo(1, 0) };
    expect(await look(bytes(ending))).toEqual({
      file: expect.objectContaining({ type, mediaType, ending: `.${ending}`, ...seen, ...heard }),
    });
  });

  it.each(endings)('refuses %s with a web page, a ZIP or a PDF behind or inside it', async (ending) => {
    const whole = bytes(ending);
    const page = Buffer.from('\n<html><script>alert(document.domain)</script></html>\n');
    for (const second of [page, zip(whole.length), Buffer.from('%PDF-1.4\n%%EOF')]) {
      const polyglot = Buffer.concat([whole, second]);
      // Behind FLAC's frames a PDF's header is nothing that a PDF reader would find: it must be in the first kilobyte.
      if (ending === 'flac' && second.includes('%PDF')) continue;
      expect(await look(polyglot), second.toString('latin1', 0, 20)).toHaveProperty('fault');
    }
  });

  it.each(
    endings.filter((ending) => ending !== 'mp3' && ending !== 'flac' && ending !== 'webm'),
  )('refuses %s that is cut short, and with any other bytes behind it', async (ending) => {
    expect(await look(bytes(ending).subarray(0, -200))).toHaveProperty('fault');
    expect(await look(Buffer.concat([bytes(ending), Buffer.from('anything at all, of some length')]))).toHaveProperty(
      'fault',
    );
  });

  it('takes a JPEG that a telephone put a second one behind', async () => {
    const jpg = bytes('jpg');
    expect(await look(Buffer.concat([jpg, jpg]))).toHaveProperty('file');
    expect(await look(Buffer.concat([jpg, Buffer.alloc(50)]))).toHaveProperty('file');
    expect(await look(Buffer.concat([jpg, jpg, Buffer.from('<b>')]))).toHaveProperty('fault');
  });

  it.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['an SVG after XML', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a playlist', '#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST'],
    ['a list to join', "ffconcat version 1.0\nfile '/etc/passwd'"],
    ['a program', '\x7fELF\x02\x01\x01'],
    ['a PDF', '%PDF-1.7\n%%EOF'],
    ['a GIF', 'GIF89a\x01\x00\x01\x00\x00\x00\x00;'],
    ['nothing', ''],
    ['a name of ours alone', '__proto__'],
  ])('refuses %s', async (_, content) => expect(await look(content)).toHaveProperty('fault'));

  it('refuses a PNG that says it is larger than memory, without decoding it', async () => {
    const bomb = Buffer.from(bytes('png'));
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect(await look(bomb)).toEqual({ fault: expect.stringContaining('60000 × 60000') });
  });

  it('refuses a picture whose head is right and whose data is not', async () => {
    const broken = Buffer.from(bytes('png'));
    broken.fill(0x55, 60, broken.length - 40);
    expect(await look(broken)).toHaveProperty('fault');
  });

  it('follows no reference out of the file', async () => {
    // A playlist in the clothes of an MP4: the box is right, what ffmpeg would guess is not asked.
    const playlist = Buffer.from('#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/secret\n');
    const box = Buffer.alloc(8);
    box.writeUInt32BE(8 + playlist.length, 0);
    box.write('free', 4);
    const head = bytes('mp4').subarray(0, bytes('mp4').readUInt32BE(0));
    expect(await look(Buffer.concat([head, box, playlist]))).toEqual({ fault: expect.stringContaining('decoded') });
  });

  it('refuses a sound file with a moving picture in it', async () => {
    const disguised = Buffer.from(bytes('mp4'));
    disguised.write('M4A ', 8);
    expect(await look(disguised)).toHaveProperty('fault');
  });
});
