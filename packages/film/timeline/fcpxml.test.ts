import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Line } from '../storyboard/shot.ts';
import { timelineOf } from './conform.ts';
import { cutShots } from './edit.ts';
import { writeFcpxml } from './fcpxml.ts';
import { anyShots, says, shot } from './shots.fixture.ts';
import { estimateSpoken } from './spoken-length.ts';
import type { Timeline } from './timeline.ts';
import { anyTimeline } from './timelines.fixture.ts';

const film = { num: 24, den: 1 };
const estimated = (said: Line) => estimateSpoken(said.text);
const options = {
  name: 'Tea & <Sympathy>',
  width: 1280,
  height: 720,
  mediaOf: (id: string) => `shots/${id}.mp4`,
  lineMediaOf: (id: string) => `voices/${id}.wav`,
};

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
}

/** As much of an XML reader as our own writer needs; it throws where tags do not match. */
function parse(text: string): Element {
  const root: Element = { name: '', attributes: new Map(), children: [] };
  const open = [root];
  for (const [, close, name = '', attributes = '', empty] of text.matchAll(/<(\/)?([a-z-]+)((?:\s[^<>]*?)?)(\/)?>/g)) {
    if (close !== undefined) {
      expect(open.pop()?.name).toBe(name);
      continue;
    }
    const pairs = [...attributes.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map(
      (match) => [match[1] ?? '', match[2] ?? ''] as const,
    );
    const element = { name, attributes: new Map(pairs), children: [] };
    open.at(-1)?.children.push(element);
    if (empty === undefined) open.push(element);
  }
  expect(open).toHaveLength(1);
  const [first] = root.children;
  if (first === undefined) throw new Error('no element');
  return first;
}

/** Of Apple's DTD for FCPXML 1.10: what may stand in what, in this order, and the attributes that must be there. */
const contents: Readonly<Record<string, RegExp>> = {
  fcpxml: /^(resources )?(event )*$/,
  resources: /^((asset|effect|format) )*$/,
  format: /^$/,
  effect: /^$/,
  asset: /^(media-rep )+$/,
  'media-rep': /^$/,
  event: /^(project )*$/,
  project: /^sequence $/,
  sequence: /^(note )?spine $/,
  spine: /^((asset-clip|gap|transition) )*$/,
  'asset-clip': /^(note )?(asset-clip )*$/,
  gap: /^(note )?(asset-clip )*$/,
  transition: /^(filter-video )?$/,
  'filter-video': /^$/,
  note: /^$/,
};
const required: Readonly<Record<string, readonly string[]>> = {
  fcpxml: ['version'],
  format: ['id'],
  effect: ['id', 'uid'],
  asset: ['id'],
  'media-rep': ['src'],
  sequence: ['format'],
  'asset-clip': ['ref'],
  gap: ['duration'],
  transition: ['duration'],
  'filter-video': ['ref'],
};

function every(element: Element): Element[] {
  return [element, ...element.children.flatMap(every)];
}

function expectValid(text: string): Element {
  const root = parse(text);
  const elements = every(root);
  const ids = elements.flatMap(({ attributes }) => attributes.get('id') ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { name, attributes, children } of elements) {
    expect(children.map((child) => `${child.name} `).join('')).toMatch(contents[name] ?? /never/);
    for (const attribute of required[name] ?? []) expect(attributes.has(attribute)).toBe(true);
    for (const reference of ['ref', 'format']) {
      const id = attributes.get(reference);
      if (id !== undefined) expect(ids).toContain(id);
    }
    for (const key of ['duration', 'offset', 'start', 'frameDuration', 'tcStart']) {
      const time = attributes.get(key);
      if (time !== undefined) expect(time).toMatch(/^\d+(\/\d+)?s$/);
    }
  }
  return root;
}

function seconds(element: Element | undefined, key: string): number {
  const [, num = '0', den = '1'] = /^(\d+)(?:\/(\d+))?s$/.exec(element?.attributes.get(key) ?? '') ?? [];
  return Number(num) / Number(den ?? 1);
}

describe('every timeline', () => {
  test('keeps to the DTD', () => {
    fc.assert(
      fc.property(anyTimeline, (timeline) => {
        expectValid(writeFcpxml(timeline));
      }),
      { seed: 81 },
    );
  });

  test('of a cut has each shot at its frame, and the film at its length', () => {
    fc.assert(
      fc.property(anyShots, (shots) => {
        const cut = cutShots(shots, film, estimated);
        const elements = every(expectValid(writeFcpxml(timelineOf(cut, options))));
        const clips = elements.find(({ name }) => name === 'spine')?.children ?? [];
        expect(clips.map((clip) => Math.round(seconds(clip, 'offset') * 24))).toEqual(
          cut.shots.map(({ range }) => range.start),
        );
        const sequence = elements.find(({ name }) => name === 'sequence');
        expect(Math.round(seconds(sequence, 'duration') * 24)).toBe(cut.frames);
      }),
      { seed: 82 },
    );
  });
});

test('times are rational at 23.976', () => {
  const cut = cutShots([shot('a')], { num: 24000, den: 1001 }, estimated);
  const text = writeFcpxml(timelineOf(cut, options));
  expect(text).toContain('frameDuration="1001/24000s"');
  expect(text).toContain(`duration="${cut.frames * 1001}/24000s"`);
});

test('a line is connected under the shot that it is spoken in', () => {
  const cut = cutShots(
    [shot('a', { atLeast: 2 }), shot('b', { beats: [says('1', 'helen', 'Good morning.')] })],
    film,
    estimated,
  );
  const spine = every(expectValid(writeFcpxml(timelineOf(cut, options)))).find(({ name }) => name === 'spine');
  const [voice] = spine?.children[1]?.children.filter(({ name }) => name === 'asset-clip') ?? [];
  expect(voice?.attributes.get('lane')).toBe('-1');
  expect(voice?.attributes.get('audioRole')).toBe('dialogue');
  expect(seconds(voice, 'offset')).toBe(0.25);
});

test('names with marks are escaped', () => {
  const text = writeFcpxml(timelineOf(cutShots([shot('a')], film, estimated), options));
  expect(text).toContain('<project name="Tea &amp; &lt;Sympathy&gt;">');
});

describe('a dissolve', () => {
  const dissolve = { kind: 'transition' as const, name: 'dissolve' as const, into: 0, outOf: 12 };
  const clip = (id: string, available: number) => ({
    kind: 'clip' as const,
    id,
    name: id,
    media: `${id}.mp4`,
    available: { start: 0, frames: available },
    source: { start: 0, frames: 48 },
    note: '',
  });
  const film2 = (handles: number): Timeline => ({
    name: 'x',
    rate: film,
    width: 1280,
    height: 720,
    tracks: [{ kind: 'video', name: 'picture', items: [clip('a', 48 + handles), dissolve, clip('b', 48)] }],
  });

  test('is a transition where the media has handles for it', () => {
    expect(writeFcpxml(film2(12))).toContain('<transition name="Cross Dissolve" offset="2s" duration="12/24s">');
  });

  test('is a note where it is in the picture already', () => {
    const text = writeFcpxml(film2(0));
    expect(text).not.toContain('<transition');
    expect(text).toContain('<note>dissolve in the picture</note>');
  });
});
