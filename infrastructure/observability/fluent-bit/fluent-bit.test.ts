import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fieldsOf, readTemplate } from '../opensearch/template.ts';
import { runningStudio } from '../running-studio.fixture.ts';
import { entryOf, readClassic, type Section } from './classic-config.ts';
import { follow } from './pipeline.fixture.ts';
import { faultsOf } from './plugins.ts';

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));
const image = `${here}../../docker/log-router.Dockerfile`;
const read = (name: string): string => readFileSync(`${here}${name}`, 'utf8');
const sectionsOf = (name: string): readonly Section[] => readClassic(read(name), name, (path) => read(basename(path)));
const env = { STUDIO_ENV: 'prod', AWS_REGION: 'us-east-1', OPENSEARCH_HOST: 'search', LOG_STREAM_PREFIX: 'ecs-' };

/** Each configuration, and the tags under which the lines of the API and of workers come there. */
const places = [
  { name: 'firelens.conf', api: 'backend-firelens-3f2a', worker: 'worker-firelens-9c1d' },
  {
    name: 'daemonset.conf',
    api: 'raw.backend.var.log.containers.api-5f',
    worker: 'raw.workers.var.log.containers.worker-7d',
  },
  { name: 'compose.conf', api: 'raw.backend.studio-api-1', worker: 'raw.workers.studio-worker-1' },
] as const;

describe.each(places)('Fluent Bit’s $name', ({ name, api, worker }) => {
  const sections = sectionsOf(name);

  it('has only sections, plugins and keys that there are', () => {
    expect([...sections, ...sectionsOf('parsers.conf')].flatMap(faultsOf)).toEqual([]);
    expect(sections.filter(({ kind }) => kind === 'SERVICE')).toHaveLength(1);
  });

  it('reads lines by a parser that there is, and calls each emitter by a name of its own', () => {
    const parsers = sectionsOf('parsers.conf').map((section) => entryOf(section, 'name'));
    for (const filter of sections.filter((one) => entryOf(one, 'name') === 'parser'))
      expect(parsers).toContain(entryOf(filter, 'parser'));
    const emitters = sections.flatMap((section) => entryOf(section, 'emitter_name') ?? []);
    expect(new Set(emitters).size).toBe(emitters.length);
  });

  it('has no secret in it', () => {
    const keys = sections.flatMap(({ entries }) => entries.map(([key]) => key));
    expect(keys.filter((key) => /passw|user|secret|token/.test(key))).toEqual([]);
  });

  it('sends whatever comes somewhere, also what is no JSON', () => {
    const crash = { log: 'Error: the disk is full' };
    const of = (tag: string) => follow(sections, tag, crash, env).filter(({ output }) => output === 'opensearch');
    expect(of(api)).toEqual([expect.objectContaining({ to: 'logs-backend-prod-2026.01.31', record: crash })]);
    expect(of(worker)).toEqual([expect.objectContaining({ to: 'logs-workers-prod-2026.01.31', record: crash })]);
  });
});

// The lines are those that a running API and a running worker wrote. Fluent Bit itself cannot be had here: pipeline.fixture.ts is a model of it.
describe('a line of the studio', async () => {
  const template = await readTemplate();
  const fields = fieldsOf(template.template.mappings.properties);
  let lines: { readonly api: readonly string[]; readonly worker: readonly string[] };
  beforeAll(async () => {
    const studio = await runningStudio();
    // What is kept for a minute is written at the end: the embedded metrics, above all.
    await studio.stop();
    lines = studio.lines();
  });
  const isMetric = (line: string) => line.startsWith('{"_aws"');

  it.each(places)('goes to one index, by what it is: $name', ({ name, api, worker }) => {
    const sections = sectionsOf(name);
    const indexOf = (tag: string, line: string) =>
      follow(sections, tag, { log: line }, env).flatMap(({ output, to }) => (output === 'opensearch' ? [to] : []));
    for (const line of lines.worker.filter((one) => !isMetric(one)))
      expect(indexOf(worker, line)).toEqual(['logs-workers-prod-2026.01.31']);
    const seen = lines.api
      .filter((one) => !isMetric(one))
      .map((line) => {
        const [index = ''] = indexOf(api, line);
        expect(index).toBe(`logs-${line.includes('"reqId"') ? 'api' : 'backend'}-prod-2026.01.31`);
        return index;
      });
    expect(new Set(seen).size).toBe(2);
  });

  it.each([
    'firelens.conf',
    'daemonset.conf',
  ])('goes to CloudWatch as it was written, metrics among them: %s', (name) => {
    const { api } = places.find((one) => one.name === name) ?? places[0];
    expect(lines.api.some(isMetric)).toBe(true);
    for (const line of lines.api) {
      const all = follow(sectionsOf(name), api, { log: line }, env);
      expect(all.filter(({ output }) => output === 'cloudwatch_logs')).toEqual([
        expect.objectContaining({ to: '/ecs/ai-film-studio-backend-prod', record: { log: line } }),
      ]);
      if (isMetric(line)) expect(all).toHaveLength(1);
    }
  });

  it('is parsed by its own time', () => {
    const [studio] = sectionsOf('parsers.conf');
    expect(studio && entryOf(studio, 'time_format')).toBe('%Y-%m-%dT%H:%M:%S.%LZ');
    for (const line of [...lines.api, ...lines.worker].filter((one) => !isMetric(one)))
      expect(JSON.parse(line).time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('has no field that the template of the indices does not know', () => {
    const unknown = [...lines.api, ...lines.worker]
      .filter((one) => !isMetric(one))
      .flatMap((line) => Object.keys(JSON.parse(line)).filter((field) => field !== 'time' && !fields.has(field)));
    expect(unknown).toEqual([]);
  });

  it('has an index that the template is for', () => {
    for (const section of sectionsOf('to-opensearch.conf')) {
      const prefix = entryOf(section, 'logstash_prefix') ?? '';
      expect(template.index_patterns).toContain(prefix.replace(/\$\{STUDIO_ENV\}/, '*'));
    }
  });
});

describe('the DaemonSet', () => {
  it('finds in its folder all files that it includes', async () => {
    const { stdout } = await run('kubectl', ['kustomize', here]);
    const { data } = parse(stdout) as { readonly data: Readonly<Record<string, string>> };
    expect(data['fluent-bit.conf']).toBe(read('daemonset.conf'));
    const included = read('daemonset.conf').matchAll(/@INCLUDE (\S+)|conf\/(parsers\.conf)/g);
    for (const [, file, parsers] of included) expect(Object.keys(data)).toContain(file ?? parsers);
  });
});

describe('FireLens', () => {
  const sections = sectionsOf('firelens.conf');

  it.each(['models', 'comfyui'])('sends what %s says to where the worker beside it sends its lines', (container) => {
    const said = { log: 'got prompt' };
    const all = follow(sections, `${container}-firelens-9c1d`, said, env);
    expect(all.map(({ to, record }) => ({ to, record }))).toEqual([
      { to: 'logs-workers-prod-2026.01.31', record: said },
      { to: '/ecs/ai-film-studio-workers-prod', record: said },
    ]);
  });

  it('keeps what waits where its image lets its user write', () => {
    const dockerfile = readFileSync(image, 'utf8');
    const path = entryOf(
      sections.find(({ kind }) => kind === 'SERVICE') ?? { kind: 'SERVICE', entries: [] },
      'storage.path',
    );
    expect(/^VOLUME (\S+)$/m.exec(dockerfile)?.[1]).toBe(path);
    const user = /^USER (\S+)$/m.exec(dockerfile)?.[1];
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(dockerfile).toContain(`chown ${user} ${path}\n`);
  });
});

describe('the image of FireLens', () => {
  it('has all files that its configuration includes', () => {
    const copied = [...readFileSync(image, 'utf8').matchAll(/fluent-bit\/(\S+)/g)].map(([, file]) => file);
    const named = [...read('firelens.conf').matchAll(/\/studio\/(\S+)/g)].map(([, file]) => file);
    expect(copied.toSorted()).toEqual(['firelens.conf', ...named].sort());
  });
});
