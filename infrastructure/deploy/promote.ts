import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Refused } from './errors.ts';
import { digestOf } from './image.ts';

const run = promisify(execFile);

export interface Promotion {
  /** The image as it was tested, by its digest. */
  readonly image: string;
  /** The repository of the environment it goes to. */
  readonly repository: string;
  readonly tag: string;
}

/**
 * Copies what is to be copied as it is: without --prefer-index=false a single manifest would be wrapped into an index, which has another digest.
 * https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/
 */
export const copyCommand = ({ image, repository, tag }: Promotion): readonly string[] => [
  'buildx',
  'imagetools',
  'create',
  '--prefer-index=false',
  '--tag',
  `${repository}:${tag}`,
  image,
];

export const digestCommand = (reference: string): readonly string[] => [
  'buildx',
  'imagetools',
  'inspect',
  '--format',
  '{{json .Manifest.Digest}}',
  reference,
];

/**
 * Copies an image between the repositories of two environments. Nothing is built: what was tested is what runs. By `docker buildx imagetools`, which
 * GitHub's runners have; copying needs no daemon.
 * @returns the image in its new repository, by the same digest
 * @throws Refused when the tag stands for another image there, or the copy has another digest
 */
export async function promote(promotion: Promotion, signal: AbortSignal): Promise<string> {
  const digest = digestOf(promotion.image);
  const target = `${promotion.repository}:${promotion.tag}`;
  const before = await digestAt(target, signal).catch(noneThere);
  if (before !== null && before !== digest)
    throw new Refused(`${target} is ${before} already, and tags are for ever: give ${digest} another tag.`);
  if (before === null) await run('docker', copyCommand(promotion), { signal });
  const after = await digestAt(`${promotion.repository}@${digest}`, signal);
  if (after !== digest) throw new Refused(`The copy in ${promotion.repository} is ${after}, and not ${digest}.`);
  return `${promotion.repository}@${digest}`;
}

async function digestAt(reference: string, signal: AbortSignal): Promise<string> {
  const { stdout } = await run('docker', digestCommand(reference), { signal });
  return String(JSON.parse(stdout));
}

/** A registry says so when there is nothing; every other fault goes on. */
function noneThere(error: Error & { readonly stderr?: string }): null {
  if (/not found|name unknown|manifest unknown/i.test(error.stderr ?? '')) return null;
  throw error;
}
