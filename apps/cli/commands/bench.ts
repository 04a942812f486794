import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBinaries, readManifest } from '@ai-film-studio/studio';
import { longScript, withOneLineChanged } from '../bench/long-script.ts';
import { measuredRun, type Run } from '../bench/measured-run.ts';
import { mainExample } from '../script-file.ts';

const program = fileURLToPath(new URL('../bin/studio.js', import.meta.url));

/** One row of the table: two figures of the same run, and their ratio. */
interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ratio' | 's' | 'GB';
  readonly figures: Readonly<Record<string, number>>;
  /** What the design asks at least, and the aim. */
  readonly atMost: number;
  readonly aim: number;
}

const round = (value: number) => Math.round(value * 1000) / 1000;

class Bench {
  readonly rows: Row[] = [];
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  async studio(...args: readonly string[]): Promise<Run> {
    return measuredRun(process.execPath, [program, ...args], this.folder);
  }

  row(row: Row): void {
    this.rows.push(row);
    const figures = Object.entries(row.figures).map(([name, value]) => `${name} ${round(value)}`);
    const verdict = row.value <= row.aim ? 'aim' : row.value <= row.atMost ? 'reached' : 'NOT REACHED';
    process.stdout.write(
      `${row.name}: ${round(row.value)} ${row.unit === 'ratio' ? '' : row.unit} (${figures.join(', ')}; at least ${row.atMost}, aim ${row.aim}: ${verdict})\n`,
    );
  }
}

async function secondsOf(folder: string): Promise<number> {
  const manifest = await readManifest(folder);
  if (!manifest) throw new Error(`${folder} has no film.`);
  return manifest.seconds;
}

const rawFrames = 360;

/** ffmpeg alone on frames of the film: decoded to a file first, so that only its encoding is measured. */
async function encodeAlone(film: string, folder: string): Promise<number> {
  const { ffmpeg } = await findBinaries(process.env);
  const raw = join(folder, 'frames.yuv');
  await measuredRun(
    ffmpeg,
    [
      '-v',
      'error',
      '-y',
      '-ss',
      '20',
      '-i',
      film,
      '-frames:v',
      String(rawFrames),
      '-f',
      'rawvideo',
      '-pix_fmt',
      'yuv420p',
      raw,
    ],
    folder,
  );
  const input = ['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', '1280x720', '-r', '24', '-i', raw];
  const encode = [
    '-c:v',
    'libx264',
    '-profile:v',
    'high',
    '-preset',
    'veryfast',
    '-crf',
    '20',
    '-threads',
    String(availableParallelism()),
    join(folder, 'alone.mp4'),
  ];
  const { seconds } = await measuredRun(ffmpeg, [...input, ...encode], folder);
  await rm(raw);
  return seconds / rawFrames;
}

async function measure(bench: Bench, folder: string, quick: boolean): Promise<{ clip: number; mix: number }> {
  const example = await readFile(mainExample, 'utf8');
  const script = quick ? example : longScript(example);
  await writeFile(join(folder, 'short.fountain'), example);
  await writeFile(join(folder, 'film.fountain'), script);
  await writeFile(join(folder, 'changed.fountain'), withOneLineChanged(script));

  const full = await bench.studio('film', 'film.fountain', '--out', 'film');
  const length = await secondsOf(join(folder, 'film'));
  const frames = length * 24;
  bench.row({
    name: 'film time / film length',
    value: full.seconds / length,
    unit: 'ratio',
    figures: { seconds: full.seconds, film: length },
    atMost: 0.6,
    aim: 0.3,
  });

  const alone = await encodeAlone(join(folder, 'film', 'film.mp4'), folder);
  bench.row({
    name: 'the same against ffmpeg alone',
    value: full.seconds / frames / alone,
    unit: 'ratio',
    figures: { 'ms a frame': (1000 * full.seconds) / frames, 'ffmpeg alone': 1000 * alone },
    atMost: 5,
    aim: 3,
  });
  // After the film: from the second start on, modules come from the compile cache.
  const draft = await bench.studio('draft', 'film.fountain', '--store', 'draft-store', '--out', 'draft');
  bench.row({
    name: 'draft',
    value: draft.seconds,
    unit: 's',
    figures: { seconds: draft.seconds, film: length },
    atMost: 15,
    aim: 5,
  });

  const nothing = await bench.studio('film', 'film.fountain', '--out', 'film');
  bench.row({
    name: 'nothing changed',
    value: nothing.seconds,
    unit: 's',
    figures: { seconds: nothing.seconds },
    atMost: 2,
    aim: 0.5,
  });

  await cp(join(folder, 'film'), join(folder, 'changed'), { recursive: true });
  const changed = await bench.studio('film', 'changed.fountain', '--out', 'changed');
  bench.row({
    name: 'one line changed / full render',
    value: changed.seconds / full.seconds,
    unit: 'ratio',
    figures: { seconds: changed.seconds, full: full.seconds },
    atMost: 0.1,
    aim: 0.03,
  });

  if (full.peakBytes === null) return rates(full, changed, length);
  const gigabytes = full.peakBytes / 1e9;
  bench.row({
    name: 'peak memory, whole process tree',
    value: gigabytes,
    unit: 'GB',
    figures: { GB: gigabytes, film: length },
    atMost: 1.5,
    aim: 0.8,
  });
  const short = await bench.studio('film', 'short.fountain', '--store', 'short-store', '--out', 'short');
  const figures = {
    'long film': gigabytes,
    'short film': (short.peakBytes ?? 0) / 1e9,
    seconds: await secondsOf(join(folder, 'short')),
  };
  bench.row({
    name: 'memory of the film / of one half as long',
    value: gigabytes / figures['short film'],
    unit: 'ratio',
    figures,
    atMost: 1.2,
    aim: 1.05,
  });
  return rates(full, changed, length);
}

/** Seconds of work for a second of film: what forecasts are made with (packages/studio/pipeline/work-rates.ts). The rest of a job list costs nothing to speak of. */
const rates = (full: Run, changed: Run, length: number) => ({
  clip: round((full.seconds - changed.seconds) / length),
  mix: round(changed.seconds / length),
});

/** `studio bench`: each row of the design's table that needs no database, on this machine, in one run. */
export async function bench(options: { readonly quick: boolean; readonly results: string }): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-bench-'));
  const bench = new Bench(folder);
  let workRates: Awaited<ReturnType<typeof measure>>;
  try {
    workRates = await measure(bench, folder, options.quick);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const machine = { cores: availableParallelism(), processor: cpus()[0]?.model ?? 'unknown', node: process.version };
  await mkdir(dirname(options.results), { recursive: true });
  await writeFile(
    options.results,
    `${JSON.stringify({ machine, quick: options.quick, workRates, rows: bench.rows.map((row) => ({ ...row, value: round(row.value) })) }, null, 2)}\n`,
  );
  process.stdout.write(`Written to ${options.results} (${(await stat(options.results)).size} bytes).\n`);
}
