import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { nodeCollectors } from './exporters/exporters.ts';
import { places } from './prometheus/prometheus.fixture.ts';

/** As much of a compose file as is looked at. */
const serviceSchema = z.looseObject({
  image: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  secrets: z.array(z.union([z.string(), z.object({ source: z.string(), target: z.string() })])).optional(),
  logging: z.object({ driver: z.string(), options: z.record(z.string(), z.string()) }).optional(),
  network_mode: z.string().optional(),
});
const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  secrets: z.record(z.string(), z.object({ environment: z.string() })).optional(),
  volumes: z.record(z.string(), z.null()),
});

const root = fileURLToPath(new URL('../../', import.meta.url));
const textOf = (path: string) => readFileSync(`${root}${path}`, 'utf8');
const compose = (path: string) => composeSchema.parse(parse(textOf(path), { merge: true }));

describe('docker-compose.observability.yml', () => {
  const { services, secrets = {}, volumes } = compose('docker-compose.observability.yml');
  const base = compose('docker-compose.yml');
  const added = Object.entries(services).filter(([name]) => !(name in base.services));

  it('has whatever it mounts, and mounts it read-only', () => {
    for (const [name, service] of added)
      for (const volume of service.volumes ?? []) {
        const [from = '', , how] = volume.split(':');
        if (from.startsWith('.')) {
          expect(statSync(`${root}${from}`).size, volume).toBeGreaterThan(0);
          expect(how, volume).toBe('ro');
        } else if (from === '/') expect(how).toContain('ro');
        else expect(Object.keys(volumes), `${name}: ${volume}`).toContain(from);
      }
  });

  it('is seen from this machine alone', () => {
    const ports = Object.values(services).flatMap(({ ports = [] }) => ports);
    expect(ports.length).toBeGreaterThan(5);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    const taken = [...ports, ...Object.values(base.services).flatMap(({ ports = [] }) => ports)].map(
      (port) => port.split(':')[1],
    );
    expect(new Set(taken).size).toBe(taken.length);
  });

  it('names the version of each image', () => {
    for (const [name, { image }] of added) expect(image, name).toMatch(/:v?\d+\.\d+\.\d+[\w.-]*$/);
  });

  it('gets each secret from an environment that compose.env has, and gives it where it is read', () => {
    const set = [...textOf('infrastructure/observability/compose.env').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    for (const { environment } of Object.values(secrets)) expect(set).toContain(environment);
    const given = Object.values(services).flatMap(({ secrets = [] }) =>
      secrets.map((one) => (typeof one === 'string' ? `/run/secrets/${one}` : one.target)),
    );
    const read = [
      ...textOf('infrastructure/observability/alertmanager/alertmanager.yml').matchAll(/\/run\/secrets\/\w+/g),
    ];
    expect(given).toEqual(expect.arrayContaining(read.map(([path]) => path)));
    expect(given).toContain('/etc/prometheus/secrets/metrics_token');
    expect(services.api?.environment).toHaveProperty('METRICS_TOKEN');
  });

  it('lets Prometheus ask services that there are', () => {
    const names = [...Object.keys(services), ...Object.keys(base.services)];
    // The API and workers are in the network of another service, and have its name.
    const reached = names.filter((name) => !base.services[name]?.network_mode);
    const folder = 'infrastructure/observability/prometheus/targets/compose/';
    for (const file of readdirSync(`${root}${folder}`)) {
      const targets = [...textOf(`${folder}${file}`).matchAll(/"(?:http:\/\/)?([\w-]+):\d+/g)].map(([, host]) => host);
      expect(targets.length, file).toBeGreaterThan(0);
      for (const host of targets) expect(reached).toContain(host);
    }
    expect(places).toContain('compose');
  });

  it('runs the collectors of the node exporter that are asked for, and no others', () => {
    const flags = services['node-exporter']?.command?.flatMap((flag) => /^--collector\.(\w+)$/.exec(flag)?.[1] ?? []);
    expect(services['node-exporter']?.command).toContain('--collector.disable-defaults');
    expect(flags?.sort()).toEqual(Object.keys(nodeCollectors).sort());
  });

  it('sends the lines of the API and of workers to Fluent Bit, each under its tag', () => {
    for (const [name, kind] of [
      ['api', 'backend'],
      ['worker', 'workers'],
    ] as const) {
      const { driver, options } = services[name]?.logging ?? {};
      expect(driver).toBe('fluentd');
      expect(options?.['fluentd-address']).toBe('127.0.0.1:24224');
      expect(options?.tag).toMatch(new RegExp(`^raw\\.${kind}\\.`));
    }
  });

  it.each(['prometheus', 'grafana', 'fluent-bit'])('gives %s the variables that its files name', (name) => {
    const { environment = {}, volumes = [] } = services[name] ?? {};
    const mounted = volumes.map((volume) => volume.split(':')[0] ?? '').filter((path) => path.startsWith('.'));
    const files = mounted.flatMap((path) =>
      statSync(`${root}${path}`).isFile()
        ? [path]
        : readdirSync(`${root}${path}`, { recursive: true, encoding: 'utf8' }).map((inner) => `${path}/${inner}`),
    );
    const texts = files.filter((path) => /\.(yml|conf)$/.test(path)).map((path) => textOf(path));
    const named = texts.join('\n').matchAll(/\$\{(\w+)\}/g);
    expect(Object.keys(environment)).toEqual(expect.arrayContaining([...new Set([...named].map(([, one]) => one))]));
  });
});
