/**
 * As much of WASI preview 1 as one run of a command-line program in memory needs: arguments, standard output, and files
 * that live for the length of the run. Node's own `node:wasi` would do the same with a real folder and a warning printed
 * at every film ("WASI is an experimental feature").
 */

/** What a program left behind. */
interface ProgramRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Runs `module`'s `_start` with `args` (the program's name first) and these files: texts by path, without a leading slash. */
export function runProgram(
  module: WebAssembly.Module,
  args: readonly string[],
  inputs: Readonly<Record<string, string>> = {},
): ProgramRun {
  const system = new MemorySystem(args, inputs);
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: system.imports() });
  const { memory, _start: start } = instance.exports;
  if (!(memory instanceof WebAssembly.Memory) || typeof start !== 'function') {
    throw new TypeError('the module is no WASI command: it exports no memory or no _start');
  }
  system.attach(memory);
  let exitCode = 0;
  try {
    start();
  } catch (error) {
    if (!(error instanceof ProgramExit)) throw error;
    exitCode = error.code;
  }
  return { exitCode, ...system.remains() };
}

/** Unwinds the program's stack when it calls `exit`. */
class ProgramExit extends Error {
  override readonly name = 'ProgramExit';
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

/** A file that grows by doubling. */
class MemoryFile {
  #bytes = new Uint8Array(1 << 16);
  size = 0;

  write(at: number, chunk: Uint8Array): void {
    const end = at + chunk.length;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, this.size));
      this.#bytes = grown;
    }
    this.#bytes.set(chunk, at);
    this.size = Math.max(this.size, end);
  }

  read(at: number, length: number): Uint8Array {
    return this.#bytes.subarray(Math.min(at, this.size), Math.min(at + length, this.size));
  }
}

interface OpenFile {
  readonly file: MemoryFile;
  position: number;
}

// Numbers of the preview 1 specification: https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md
const success = 0;
const badDescriptor = 8;
const noEntry = 44;
const directoryType = 3;
const regularType = 4;
const characterType = 2;
const createFlag = 1;
const truncateFlag = 8;
/** The first descriptor after the standard streams: the root folder. */
const root = 3;

class MemorySystem {
  readonly #args: readonly Uint8Array[];
  readonly #files = new Map<string, MemoryFile>();
  readonly #open = new Map<number, OpenFile>();
  #next = root + 1;
  #memory: WebAssembly.Memory | null = null;

  constructor(args: readonly string[], inputs: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(inputs)) {
      const file = new MemoryFile();
      file.write(0, new TextEncoder().encode(text));
      this.#files.set(path, file);
    }
    this.#args = args.map((arg) => new TextEncoder().encode(`${arg}\0`));
    for (const descriptor of [0, 1, 2]) this.#open.set(descriptor, { file: new MemoryFile(), position: 0 });
  }

  attach(memory: WebAssembly.Memory): void {
    this.#memory = memory;
  }

  remains(): Omit<ProgramRun, 'exitCode'> {
    const files = new Map<string, Uint8Array>();
    for (const [path, file] of this.#files) files.set(path, file.read(0, file.size));
    return { stdout: this.#textOf(1), stderr: this.#textOf(2), files };
  }

  #textOf(descriptor: number): string {
    const file = this.#open.get(descriptor)?.file;
    return file === undefined ? '' : new TextDecoder().decode(file.read(0, file.size));
  }

  /** A fresh view: growing the memory detaches the older ones. */
  #view(): DataView {
    if (this.#memory === null) throw new TypeError('the program called before it had a memory');
    return new DataView(this.#memory.buffer);
  }

  #bytes(pointer: number, length: number): Uint8Array {
    return new Uint8Array(this.#view().buffer, pointer, length);
  }

  imports(): WebAssembly.ModuleImports {
    return {
      args_get: (pointers: number, buffer: number) => this.#argsGet(pointers, buffer),
      args_sizes_get: (count: number, size: number) => this.#argsSizes(count, size),
      // A clock that stands: the same words give the same bytes.
      clock_time_get: (_id: number, _precision: bigint, result: number) => this.#put64(result, 0n),
      fd_close: (fd: number) => (fd > root && this.#open.delete(fd) ? success : badDescriptor),
      fd_fdstat_get: (fd: number, result: number) => this.#describe(fd, result),
      fd_fdstat_set_flags: () => success,
      fd_prestat_get: (fd: number, result: number) => this.#prestat(fd, result),
      fd_prestat_dir_name: (_fd: number, path: number) => {
        this.#bytes(path, 1)[0] = '/'.charCodeAt(0);
        return success;
      },
      fd_read: (fd: number, vectors: number, count: number, result: number) => this.#read(fd, vectors, count, result),
      fd_seek: (fd: number, offset: bigint, whence: number, result: number) => this.#seek(fd, offset, whence, result),
      fd_write: (fd: number, vectors: number, count: number, result: number) => this.#write(fd, vectors, count, result),
      path_open: (_fd: number, _lookup: number, path: number, length: number, flags: number, ...rest: unknown[]) =>
        this.#pathOpen(path, length, flags, Number(rest.at(-1))),
      proc_exit: (code: number) => {
        throw new ProgramExit(code);
      },
    };
  }

  #put32(pointer: number, value: number): number {
    this.#view().setUint32(pointer, value, true);
    return success;
  }

  #put64(pointer: number, value: bigint): number {
    this.#view().setBigUint64(pointer, value, true);
    return success;
  }

  #argsSizes(count: number, size: number): number {
    this.#put32(count, this.#args.length);
    return this.#put32(
      size,
      this.#args.reduce((sum, arg) => sum + arg.length, 0),
    );
  }

  #argsGet(pointers: number, buffer: number): number {
    let at = buffer;
    this.#args.forEach((arg, index) => {
      this.#put32(pointers + index * 4, at);
      this.#bytes(at, arg.length).set(arg);
      at += arg.length;
    });
    return success;
  }

  #describe(fd: number, result: number): number {
    if (fd !== root && !this.#open.has(fd)) return badDescriptor;
    this.#bytes(result, 24).fill(0);
    this.#view().setUint8(result, fd < root ? characterType : fd === root ? directoryType : regularType);
    this.#put64(result + 8, 0xffff_ffffn);
    return this.#put64(result + 16, 0xffff_ffffn);
  }

  #prestat(fd: number, result: number): number {
    if (fd !== root) return badDescriptor;
    this.#put32(result, 0);
    return this.#put32(result + 4, 1);
  }

  #pathOpen(path: number, length: number, flags: number, result: number): number {
    const name = new TextDecoder().decode(this.#bytes(path, length));
    let file = this.#files.get(name);
    if (file === undefined || (flags & truncateFlag) !== 0) {
      if (file === undefined && (flags & createFlag) === 0) return noEntry;
      file = new MemoryFile();
      this.#files.set(name, file);
    }
    this.#open.set(this.#next, { file, position: 0 });
    this.#put32(result, this.#next);
    this.#next += 1;
    return success;
  }

  #seek(fd: number, offset: bigint, whence: number, result: number): number {
    const open = this.#open.get(fd);
    if (open === undefined) return badDescriptor;
    const from = [0, open.position, open.file.size][whence] ?? 0;
    open.position = from + Number(offset);
    return this.#put64(result, BigInt(open.position));
  }

  #write(fd: number, vectors: number, count: number, result: number): number {
    const open = this.#open.get(fd);
    if (open === undefined) return badDescriptor;
    let written = 0;
    for (const chunk of this.#vectors(vectors, count)) {
      open.file.write(open.position, chunk);
      open.position += chunk.length;
      written += chunk.length;
    }
    return this.#put32(result, written);
  }

  #read(fd: number, vectors: number, count: number, result: number): number {
    const open = this.#open.get(fd);
    if (open === undefined) return badDescriptor;
    let total = 0;
    for (const target of this.#vectors(vectors, count)) {
      const chunk = open.file.read(open.position, target.length);
      target.set(chunk);
      open.position += chunk.length;
      total += chunk.length;
    }
    return this.#put32(result, total);
  }

  #vectors(pointer: number, count: number): Uint8Array[] {
    const view = this.#view();
    return Array.from({ length: count }, (_, index) => {
      const at = pointer + index * 8;
      return this.#bytes(view.getUint32(at, true), view.getUint32(at + 4, true));
    });
  }
}
