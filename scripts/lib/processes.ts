import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const BIN = join(process.cwd(), 'node_modules', '.bin');

interface RunOptions {
  env?: Record<string, string>;
  /** Hide the output unless it fails. */
  quiet?: boolean;
}

// What runProgram has in hand, so that Ctrl-C in the middle of a build leaves nothing behind.
const running = new Set<ChildProcess>();

/** Programs that were started and must be stopped, in order of starting. */
export class Processes {
  readonly #children: { name: string; child: ChildProcess; exited: Promise<void> }[] = [];
  #stopping = false;

  /** Starts a program of node_modules/.bin that keeps running. `onExit` is called if it ends by itself. */
  start(
    name: string,
    program: string,
    args: string[],
    options: RunOptions & { onExit: (name: string, code: number) => void },
  ): void {
    const child = spawnProgram(program, args, options.env, 'inherit');
    const exited = new Promise<void>((resolve) => {
      child.once('exit', (code) => {
        resolve();
        if (!this.#stopping) options.onExit(name, code ?? 1);
      });
    });
    this.#children.push({ name, child, exited });
  }

  /** Asks each to end, last started first, and insists after eight seconds. */
  async stop(): Promise<void> {
    this.#stopping = true;
    stopPrograms();
    for (const { child, exited } of this.#children.reverse()) {
      signalGroup(child, 'SIGTERM');
      const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), 8_000);
      await exited;
      clearTimeout(timer);
      signalGroup(child, 'SIGKILL');
    }
    this.#children.length = 0;
  }
}

/** Ends whatever `runProgram` has in hand. */
export function stopPrograms(): void {
  for (const child of running) signalGroup(child, 'SIGTERM');
}

/** Runs a program to its end. Rejects with its output when it fails. */
export function runProgram(program: string, args: string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawnProgram(program, args, options.env, options.quiet ? 'pipe' : 'inherit');
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    running.add(child);
    child.once('error', reject);
    child.once('exit', (code) => {
      running.delete(child);
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}.\n${output}`));
    });
  });
}

// Each in a process group of its own: Ctrl-C in the terminal then reaches only the script, which stops all in
// order.
function spawnProgram(
  program: string,
  args: string[],
  env: Record<string, string> = {},
  output: 'inherit' | 'pipe',
): ChildProcess {
  return spawn(join(BIN, program), args, {
    stdio: ['ignore', output, output],
    // Kept for a report, colours are noise.
    env: { ...process.env, ...(output === 'pipe' ? { NO_COLOR: '1', FORCE_COLOR: '0' } : {}), ...env },
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32',
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // Already gone.
  }
}
