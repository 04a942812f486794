import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What `terraform` said, and whether it was content. */
export interface Said {
  readonly passed: boolean;
  /** Its output and its errors, without colours. */
  readonly output: string;
}

/**
 * Runs terraform in a folder: the program that TERRAFORM names, else `terraform`.
 * @example const { passed, output } = await terraform('modules/sqs', ['test']);
 */
export async function terraform(folder: string, args: readonly string[]): Promise<Said> {
  const program = process.env.TERRAFORM ?? 'terraform';
  try {
    const { stdout, stderr } = await run(program, [`-chdir=${folder}`, ...args, '-no-color'], {
      maxBuffer: 1 << 28,
      env: { ...process.env, TF_IN_AUTOMATION: '1', TF_INPUT: '0' },
    });
    return { passed: true, output: stdout + stderr };
  } catch (error) {
    // What execFile throws carries what the program had said.
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    return { passed: false, output: stdout + stderr || message };
  }
}
