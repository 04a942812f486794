import { parseFountain, produce } from '@ai-film-studio/film';
import type { Manifest } from './manifest.ts';

const { bible } = produce(parseFountain('INT. KITCHEN - DAY\n\nTom waits.\n'), { seed: 1 });

/** A manifest in which nothing is wrong. */
export const sampleManifest: Manifest = {
  format: 'ai-film-studio/film@1',
  order: 'order',
  title: 'Kitchen',
  kind: 'film',
  script: { file: 'script.fountain', sha256: '' },
  settings: { width: 640, height: 360, rate: { num: 24, den: 1 }, style: 'colour', seed: 1, burnSubtitles: false },
  makers: { engine: 'animatic', versions: { speech: '', picture: '', sound: '' }, media: '', paper: '', ffmpeg: '' },
  bible: { inferred: bible, filmed: bible },
  frames: 0,
  seconds: 0,
  loudness: -16,
  truePeak: -1,
  shots: [],
  soundtrack: { mix: '', sounds: {} },
  lines: [],
  unfilmed: [],
  downgrades: [],
  files: {},
};
