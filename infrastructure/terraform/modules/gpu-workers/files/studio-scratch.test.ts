import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const script = fileURLToPath(new URL('studio-scratch.sh', import.meta.url));

/** Programs that would change a machine, in whose place stand some that write down what they were asked. */
const programs = ['mountpoint', 'blkid', 'mkfs.xfs', 'mount', 'install'];

describe("a machine's own disk", () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'scratch-'));
    await mkdir(join(root, 'bin'));
    await mkdir(join(root, 'disks'));
    await writeFile(join(root, 'asked'), '');
  });
  afterEach(() => rm(root, { recursive: true }));

  const disk = async (name: string, device: string) => {
    await writeFile(join(root, device), '');
    await symlink(join(root, device), join(root, 'disks', name));
  };
  /** @param fails the programs that say no */
  const boot = async (fails: readonly string[]) => {
    for (const name of programs) {
      const path = join(root, 'bin', name);
      await writeFile(path, `#!/bin/bash\necho "${name} $*" >> ${root}/asked\nexit ${fails.includes(name) ? 1 : 0}\n`);
      await chmod(path, 0o755);
    }
    const { stderr } = await run('bash', [script], {
      env: { PATH: `${root}/bin:${process.env.PATH}`, STUDIO_FOLDER: `${root}/studio`, STUDIO_DISKS: `${root}/disks` },
    });
    return {
      asked: (await readFile(join(root, 'asked'), 'utf8')).replaceAll(`${root}/`, '').trim().split('\n'),
      stderr,
    };
  };
  const folders = 'install -d -o 1000 -g 1000 studio/data studio/models';

  it('is formatted when it is blank, and mounted: at the first boot and after a stop', async () => {
    await disk('nvme-Amazon_EC2_NVMe_Instance_Storage_AWS1', 'nvme1n1');
    await disk('nvme-Amazon_EC2_NVMe_Instance_Storage_AWS1_1', 'nvme1n1');
    const { asked } = await boot(['mountpoint', 'blkid']);
    expect(asked).toEqual([
      'mountpoint -q studio',
      'blkid nvme1n1',
      'mkfs.xfs -q nvme1n1',
      'mount -o noatime nvme1n1 studio',
      folders,
    ]);
  });

  it('keeps its models over a restart', async () => {
    await disk('nvme-Amazon_EC2_NVMe_Instance_Storage_AWS1', 'nvme1n1');
    expect((await boot(['mountpoint'])).asked).not.toContain('mkfs.xfs -q nvme1n1');
    expect((await boot([])).asked.slice(-2)).toEqual(['mountpoint -q studio', folders]);
  });

  it('is never the root volume, and may be missing', async () => {
    await disk('nvme-Amazon_Elastic_Block_Store_vol1', 'nvme0n1');
    const { asked, stderr } = await boot(['mountpoint', 'blkid']);
    expect(asked).toEqual(['mountpoint -q studio', folders]);
    expect(stderr).toContain('no disk of the machine');
  });
});
