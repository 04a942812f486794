import { execFile } from 'node:child_process';
import { type Metrics, record } from './metrics.ts';

/** Milliseconds: a driver that hangs must not hang us. */
const patience = 5_000;

/** The lines of `nvidia-smi`: number and percentage of each GPU; whatever else is left out ("[N/A]" of a part of a shared one, too). */
export function parseGpus(lines: string): readonly { readonly gpu: string; readonly percent: number }[] {
  return lines.split('\n').flatMap((line) => {
    const found = /^\s*(\d+)\s*,\s*(\d+(?:\.\d+)?)\s*$/.exec(line);
    return found?.[1] && found[2] ? [{ gpu: found[1], percent: Number(found[2]) }] : [];
  });
}

/** Records how busy the GPUs are, where there are any. @returns how many there are */
export function readGpus(metrics: Metrics, command = 'nvidia-smi'): Promise<number> {
  return new Promise((resolve) => {
    const question = ['--query-gpu=index,utilization.gpu', '--format=csv,noheader,nounits'];
    execFile(command, question, { timeout: patience, killSignal: 'SIGKILL' }, (error, stdout) => {
      // Without NVIDIA's tools there is no GPU that we could use.
      const gpus = error ? [] : parseGpus(stdout);
      for (const { gpu, percent } of gpus) record(metrics, 'gpuUtilisation', percent, { gpu });
      resolve(gpus.length);
    });
  });
}
