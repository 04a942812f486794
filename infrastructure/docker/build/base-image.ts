import { copyFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BuildError, buildah, command } from './command.ts';

const require = createRequire(import.meta.url);

/** What an image is built on. */
export interface Base {
  readonly image: string;
  /** Whether it is the one that the Dockerfile names. */
  readonly genuine: boolean;
}

/**
 * The image that the Dockerfiles name; where no registry is reached, one made here of the same parts: Debian bookworm (debootstrap), Node 24 and
 * npm. Its size is another, so what is measured on it is said to be.
 * @param named with its digest
 */
export async function baseImage(named: string): Promise<Base> {
  try {
    await command('timeout', ['60', 'buildah', '--storage-driver', 'vfs', 'pull', '--quiet', '--retry', '0', named]);
    return { image: named, genuine: true };
  } catch (error) {
    if (error instanceof BuildError && /not installed/.test(error.message)) throw error;
    return { image: await standIn(), genuine: false };
  }
}

const name = 'localhost/studio-stand-in:bookworm';

async function standIn(): Promise<string> {
  const has = await buildah('images', '--quiet', name).catch(() => '');
  if (has.trim()) return name;
  const folder = await mkdtemp(join(tmpdir(), 'bookworm-'));
  try {
    await command('debootstrap', ['--variant=minbase', '--include=ca-certificates', 'bookworm', folder]);
    await addNode(folder);
    // Debian's own slim images leave these out too.
    for (const part of ['var/cache/apt', 'var/lib/apt/lists', 'usr/share/doc', 'usr/share/man', 'usr/share/locale'])
      await rm(join(folder, part), { recursive: true, force: true });
    const container = (await buildah('from', 'scratch')).trim();
    await buildah('add', '--quiet', container, folder, '/');
    // A registry behind a proxy of the house is signed by the house's own authority: npm is told of it as it is here.
    const authority = process.env.NODE_EXTRA_CA_CERTS;
    if (authority) {
      await buildah('add', '--quiet', container, authority, '/usr/local/share/house-authorities.pem');
      await buildah('config', '--env', 'NODE_EXTRA_CA_CERTS=/usr/local/share/house-authorities.pem', container);
    }
    await buildah('config', '--env', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', container);
    await buildah('commit', '--quiet', '--rm', container, name);
    return name;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Node and npm as the official image has them: node from the package that this project runs on, npm from this machine. */
async function addNode(folder: string): Promise<void> {
  const [program, npm] = [require.resolve(`node-${process.platform}-${process.arch}/bin/node`), await npmFolder()];
  await copyFile(program, join(folder, 'usr/local/bin/node'));
  await mkdir(join(folder, 'usr/local/lib/node_modules'), { recursive: true });
  await cp(npm, join(folder, 'usr/local/lib/node_modules/npm'), { recursive: true, dereference: true });
  const script = '#!/bin/sh\nexec node /usr/local/lib/node_modules/npm/bin/npm-cli.js "$@"\n';
  await writeFile(join(folder, 'usr/local/bin/npm'), script, { mode: 0o755 });
  await command('chroot', [folder, 'useradd', '--uid', '1000', '--create-home', 'node']);
}

async function npmFolder(): Promise<string> {
  const program = (await command('readlink', ['-f', (await command('which', ['npm'])).trim()])).trim();
  return dirname(dirname(program));
}
