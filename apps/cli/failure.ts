/** Exit codes, as `studio --help` lists them. */
export const exitCodes = {
  ok: 0,
  /** A fault of ours, or of a program we called. */
  failed: 1,
  /** The script, the bible or an option cannot be used. */
  badInput: 2,
  /** This machine lacks something: ffmpeg, room, the right to write. */
  machine: 3,
  /** `verify` found a difference. */
  different: 4,
  /** Something was done worse than asked, under --strict. */
  downgraded: 5,
  interrupted: 130,
} as const;

/** An end with a message of one line for the person at the terminal. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: number;

  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

const inputErrors = new Set(['ScreenplayError', 'BibleError', 'RateError', 'OtioError', 'FolderError', 'ConfigError']);
const machineErrors = new Set(['StoreError', 'NoFfmpegError', 'DependencyError', 'PostgresStartError']);

/** Codes of the operating system that are the machine's doing, and the mend. */
const machineCodes: Readonly<Record<string, string>> = {
  ENOSPC: 'free some room on the disk',
  EDQUOT: 'free some room: the quota is used up',
  EROFS: 'the file system is read-only: name another folder with --out',
  EACCES: 'name a folder with --out that you may write',
  EPERM: 'name a folder with --out that you may write',
};

/** The exit code and the line to print for whatever was thrown. */
export function explain(error: unknown): { readonly exitCode: number; readonly message: string } {
  if (error instanceof Failure) return { exitCode: error.exitCode, message: error.message };
  if (!(error instanceof Error)) return { exitCode: exitCodes.failed, message: String(error) };
  if (inputErrors.has(error.name)) return { exitCode: exitCodes.badInput, message: error.message };
  if (machineErrors.has(error.name)) return { exitCode: exitCodes.machine, message: error.message };
  const mend = machineCodes['code' in error ? String(error.code) : ''];
  if (mend) return { exitCode: exitCodes.machine, message: `${error.message}: ${mend}.` };
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return { exitCode: exitCodes.failed, message: `${error.message}${cause}` };
}
