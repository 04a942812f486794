import { access, constants, statfs } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { animaticVersions, findBinaries, LocalStore } from '@ai-film-studio/studio';
import { exitCodes, explain, Failure } from '../failure.ts';

interface Finding {
  readonly name: string;
  readonly good: boolean;
  readonly says: string;
}

async function look(name: string, examine: () => Promise<string>): Promise<Finding> {
  try {
    return { name, good: true, says: await examine() };
  } catch (error) {
    return { name, good: false, says: explain(error).message };
  }
}

const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GiB`;

/** `studio doctor`: each thing the studio needs, whether it is there, and the mend. */
export async function doctor(options: { readonly store: string; readonly json: boolean }): Promise<void> {
  const root = resolve(options.store);
  const findings = await Promise.all([
    look('Node', async () => `${process.version} at ${process.execPath}`),
    look('ffmpeg', async () => {
      const { version, source, ffmpeg } = await findBinaries(process.env);
      return `${version.split(' ').slice(0, 3).join(' ')} (${source}: ${ffmpeg})`;
    }),
    look('engine', async () => `animatic, pictures ${animaticVersions().picture}, needs no network and no GPU`),
    look('store', async () => {
      await LocalStore.open(root);
      await access(root, constants.W_OK);
      const { bavail, bsize } = await statfs(root);
      if (bavail * bsize < 1024 ** 3)
        throw new Failure(
          `${root} has only ${gigabytes(bavail * bsize)} free; a film of five minutes wants about 1 GiB.`,
          exitCodes.machine,
        );
      return `${root}, ${gigabytes(bavail * bsize)} free`;
    }),
    look('machine', async () => `${availableParallelism()} cores, ${gigabytes(totalmem())} memory`),
  ]);
  const good = findings.every((finding) => finding.good);
  if (options.json) process.stdout.write(`${JSON.stringify({ good, findings })}\n`);
  else
    process.stdout.write(
      findings
        .map((finding) => `${finding.good ? 'ok  ' : 'LACK'}  ${finding.name.padEnd(8)} ${finding.says}\n`)
        .join(''),
    );
  if (!good) throw new Failure('Something is lacking.', exitCodes.machine);
}
