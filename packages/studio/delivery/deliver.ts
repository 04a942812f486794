import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Timeline,
  timelineOf,
  writeEdl,
  writeFcpxml,
  writeOtio,
  writeSrt,
  writeWebVtt,
} from '@ai-film-studio/film';
import type { Downgrade } from '../engines/engine.ts';
import type { Makers, PackageJob } from '../jobs/job.ts';
import { trackStage } from '../pipeline/events.ts';
import type { MadeFilm } from '../pipeline/pipeline.ts';
import type { Order, Studio } from '../pipeline/studio.ts';
import type { StoredObject } from '../storage/store.ts';
import { type Files, manifestName } from './folder.ts';
import { type Manifest, manifestSchema } from './manifest.ts';

/** The screenplay a film was made from, as it was read. */
export interface Script {
  /** `fountain` or `fdx`, for the copy that lies beside the film. */
  readonly ending: '.fountain' | '.fdx';
  readonly bytes: Uint8Array;
}

export interface Delivery {
  readonly kind: Manifest['kind'];
  readonly order: string;
  readonly script: Script;
  readonly makers: Makers;
  readonly downgrades: readonly Downgrade[];
}

const shotFile = (number: number, id: string) =>
  `shots/${String(number + 1).padStart(3, '0')}-${id.replaceAll(/[^\w.-]+/g, '-')}.mp4`;

/** The cut as editors open it: pictures from `shots/`, one file a shot; a draft has none. */
function timelineFor(made: MadeFilm, { production, settings }: Order, kind: Manifest['kind']): Timeline {
  const filmed = kind === 'film' ? made.shots : [];
  const files = new Map(filmed.map(({ timed }, index) => [timed.shot.id, shotFile(index, timed.shot.id)]));
  return timelineOf(made.cut, {
    name: production.bible.title,
    width: settings.width,
    height: settings.height,
    mediaOf: (id) => files.get(id) ?? null,
  });
}

/** The cut and the words in the formats of other programs. */
export function exportsOf(made: MadeFilm, order: Order, kind: Manifest['kind']): Readonly<Record<string, string>> {
  const timeline = timelineFor(made, order, kind);
  return {
    'film.otio': writeOtio(timeline),
    'film.edl': writeEdl(timeline),
    'film.fcpxml': writeFcpxml(timeline),
    'film.srt': writeSrt(made.subtitles, made.cut.rate),
    'film.vtt': writeWebVtt(made.subtitles, made.cut.rate),
  };
}

/** Everything that lies beside the film, taken into the store: exports, poster, paper, HLS, shots, manifest. */
export async function deliver(made: MadeFilm, order: Order, delivery: Delivery, studio: Studio): Promise<Files> {
  const track = trackStage('delivery', [1], studio.report);
  const { store, runner } = studio;
  const folder = await store.workFolder();
  try {
    const files: Record<string, StoredObject> = { 'film.mp4': made.film, 'storyboard.pdf': made.paper.storyboard };
    for (const [index, sheet] of made.paper.sheets.entries())
      files[index === 0 ? 'contact-sheet.jpg' : `contact-sheet-${index + 1}.jpg`] = sheet;
    const keep = async (name: string, content: string | Uint8Array) => {
      const path = join(folder.path, name.replaceAll('/', '_'));
      await writeFile(path, content);
      files[name] = await store.take(path, /\.\w+$/.exec(name)?.[0] ?? '');
    };
    for (const [name, text] of Object.entries(exportsOf(made, order, delivery.kind))) await keep(name, text);
    await keep(`script${delivery.script.ending}`, delivery.script.bytes);
    const poster = posterOf(made);
    if (poster) files['poster.jpg'] = poster;
    if (delivery.kind === 'film') {
      for (const [index, { timed, picture }] of made.shots.entries()) files[shotFile(index, timed.shot.id)] = picture;
      const { record } = await runner.perform({
        kind: 'package',
        request: {},
        inputs: { film: made.film },
      } satisfies PackageJob);
      for (const [name, object] of Object.entries(record.objects)) files[`hls/${name}`] = object;
    }
    // Through the schema: what it does not name is not in the file, and what is read back is what was written.
    const manifest = manifestSchema.parse(manifestOf(made, order, delivery, files));
    await keep(manifestName, `${JSON.stringify(manifest, null, 2)}\n`);
    track.finish(0, true);
    return files;
  } finally {
    await folder.release();
  }
}

/** The title over the first place; without a title card, the first shot. */
function posterOf({ shots }: MadeFilm): StoredObject | undefined {
  return (shots.find(({ timed }) => timed.shot.kind === 'title-card') ?? shots[0])?.still;
}

function manifestOf(
  made: MadeFilm,
  { production, settings }: Order,
  { kind, order, script, makers, downgrades }: Delivery,
  files: Files,
): Manifest {
  const { cut, soundtrack, voices } = made;
  const scriptFile = `script${script.ending}`;
  return {
    format: 'ai-film-studio/film@1',
    order,
    title: production.bible.title,
    kind,
    script: { file: scriptFile, sha256: files[scriptFile]?.hash ?? '' },
    settings,
    makers,
    bible: { inferred: production.inferred, filmed: production.bible },
    frames: cut.frames,
    seconds: (cut.frames * cut.rate.den) / cut.rate.num,
    loudness: soundtrack.loudness,
    truePeak: soundtrack.truePeak,
    shots: made.shots.map(({ timed, key, picture, still }) => ({
      id: timed.shot.id,
      scene: timed.shot.scene,
      range: timed.range,
      key,
      picture: picture.hash,
      still: still.hash,
      rule: timed.shot.rule,
    })),
    soundtrack: {
      mix: soundtrack.sound.hash,
      // In the order of the keys, not in that in which workers happened to end.
      sounds: Object.fromEntries(
        Object.entries(soundtrack.sounds)
          .map(([key, { hash }]) => [key, hash] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    },
    lines: cut.shots.flatMap((timed) =>
      timed.lines.map(({ lineId, who, range }) => ({
        id: lineId,
        who,
        text: voices.get(lineId)?.line.text ?? '',
        range: { start: timed.range.start + range.start, frames: range.frames },
        sound: voices.get(lineId)?.sound.hash ?? '',
      })),
    ),
    unfilmed: production.storyboard.unfilmed.map(({ text, reason, source }) => ({
      lines: `${source.first}-${source.last}`,
      text,
      reason,
    })),
    downgrades: [...downgrades].sort((a, b) => (`${a.where} ${a.what}` < `${b.where} ${b.what}` ? -1 : 1)),
    files: Object.fromEntries(Object.entries(files).map(([name, { hash, bytes }]) => [name, { sha256: hash, bytes }])),
  };
}
