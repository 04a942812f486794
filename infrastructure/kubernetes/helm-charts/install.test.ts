import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { all, pods, renderOverlay } from '../rendered.ts';
import { readReleases } from './install.ts';

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));
const valuesOf = async (name: string) => parse(await readFile(`${here}values/${name}.yaml`, 'utf8'));

describe('the releases', async () => {
  const releases = await readReleases();

  it('have a values file each, and no file is nobody’s', async () => {
    expect((await readdir(`${here}values`)).sort()).toEqual(releases.map(({ name }) => `${name}.yaml`).sort());
  });

  it('are installed before what needs them: monitors are known when a chart brings one', () => {
    const place = (name: string) => releases.findIndex((release) => release.name === name);
    expect(place('kube-prometheus-stack')).toBeGreaterThan(-1);
    for (const name of ['karpenter', 'dcgm-exporter', 'external-secrets', 'fluent-bit'])
      expect(place(name), name).toBeGreaterThan(place('kube-prometheus-stack'));
  });

  it('the Prometheus that lets itself in is the one that is installed, and finds all monitors', async () => {
    const stack = releases.find(({ name }) => name === 'kube-prometheus-stack');
    const { prometheusSpec } = (await valuesOf('kube-prometheus-stack')).prometheus;
    expect(prometheusSpec).toMatchObject({
      serviceMonitorSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
    });
    const manifests = await renderOverlay('staging');
    const namespaces = all(manifests, 'NetworkPolicy').flatMap(({ spec }) =>
      (spec?.ingress ?? []).flatMap(({ from }) =>
        (from ?? []).flatMap(({ namespaceSelector }) => Object.values(namespaceSelector?.matchLabels ?? {})),
      ),
    );
    expect(new Set(namespaces)).toEqual(new Set([stack?.namespace]));
    for (const { spec } of all(manifests, 'ScaledJob'))
      expect(new URL(spec?.triggers[0]?.metadata.serverAddress ?? '').hostname).toBe(
        `prometheus-operated.${stack?.namespace}.svc`,
      );
  });

  it('what is for GPU nodes finds them, and is let onto them', async () => {
    const pools = all(await renderOverlay('staging'), 'NodePool');
    for (const name of ['nvidia-device-plugin', 'dcgm-exporter']) {
      const { nodeSelector } = await valuesOf(name);
      for (const { spec } of pools) expect(spec.template.metadata?.labels).toEqual(nodeSelector);
    }
  });

  it('fluent-bit reads the logs of every pod of the studio, and of no other', async () => {
    const { inputs, outputs } = (await valuesOf('fluent-bit')).config;
    const patterns = [...inputs.matchAll(/Path \/var\/log\/containers\/(\S+)/g)].map(
      ([, glob]) => new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '.*')}$`),
    );
    const files = pods(await renderOverlay('staging')).map(({ owner, template }) => {
      const [, pod] = owner.split(' ');
      return `${pod}-5f7d-x2k_ai-film-studio_${template.spec?.containers[0]?.name}-0123abcd.log`;
    });
    expect(files).toHaveLength(6);
    for (const file of files)
      expect(
        patterns.filter((pattern) => pattern.test(file)),
        file,
      ).toHaveLength(1);
    expect(patterns.some((pattern) => pattern.test('coredns-1_kube-system_coredns-1.log'))).toBe(false);
    const groups = [...outputs.matchAll(/log_group_name (\S+)/g)].map(([, group]) =>
      group.replace(/\$\{STUDIO_ENV\}$/, 'dev'),
    );
    expect(groups).toEqual(['/ecs/ai-film-studio-backend-dev', '/ecs/ai-film-studio-workers-dev']);
  });
});

describe('install.ts', () => {
  let folder = '';
  const install = (overlay: string) =>
    run(process.execPath, [`${here}install.ts`, overlay], {
      env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, CALLS: join(folder, 'calls') },
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'helm-'));
    // In helm's place: writes down how it was called, and fails where it is told.
    await writeFile(join(folder, 'helm'), '#!/bin/sh\necho "$@" >> "$CALLS"\n[ "$3" != "$FAIL" ]\n');
    await chmod(join(folder, 'helm'), 0o755);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('calls helm for each release, with its one version, and the names of the environment', async () => {
    await install('production');
    const calls = (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');
    const releases = await readReleases();
    expect(calls.map((call) => call.split(' ')[2])).toEqual(releases.map(({ name }) => name));
    for (const [index, { version, namespace }] of releases.entries()) {
      expect(calls[index]).toContain(`--version ${version} `);
      expect(calls[index]).toContain(`--namespace ${namespace} `);
      expect(calls[index]).not.toContain('{env}');
    }
    expect(calls.join('\n')).toContain('--set-string settings.interruptionQueue=ai-film-studio-eks-interruptions-prod');
    await rm(join(folder, 'calls'));
  });

  it('stops at the first that fails', async () => {
    process.env.FAIL = 'karpenter';
    await expect(install('dev')).rejects.toThrow();
    delete process.env.FAIL;
    expect((await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n').at(-1)).toContain('karpenter');
  });

  it('says which environments there are, when it is given none', async () => {
    await expect(install('prod')).rejects.toThrow(/dev, staging, production/);
  });
});
