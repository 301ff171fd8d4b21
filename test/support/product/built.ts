import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** How a run ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How the command is run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node itself. */
  readonly node?: readonly string[];
}

/** The command line as a user has it: compiled from the sources of this moment, in a folder of its own. */
export interface Built extends Disposable {
  readonly folder: string;
  /** Its `bin.js`. */
  readonly bin: string;
  /** A folder that is home, data and temporary folder of its runs; empty at first. */
  readonly home: string;
  start(args: readonly string[], options?: RunOptions): ReturnType<typeof spawn>;
  run(args: readonly string[], options?: RunOptions): Promise<Ended>;
}

/** Compiles the command line (types are another step's matter) and copies what it needs; `node_modules` are those of the project. */
export function build(): Built {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'built-')));
  const home = join(folder, 'home');
  mkdirSync(join(home, 'tmp'), { recursive: true });
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['-p', join(ROOT, 'tsconfig.build.json'), '--noCheck', '--outDir', join(folder, 'dist')];
  try {
    execFileSync(process.execPath, [tsc, ...options], { stdio: 'inherit' });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  for (const name of ['rules', 'schemas', 'package.json'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const know = "import('./dist/rules.js').then((rules) => rules.writeKnownRules())";
  execFileSync(process.execPath, ['-e', know], { cwd: folder, stdio: 'inherit' });
  const bin = join(folder, 'dist', 'cli', 'bin.js');
  const own = {
    HOME: home,
    USERPROFILE: home,
    XDG_DATA_HOME: join(home, 'data'),
    LOCALAPPDATA: join(home, 'data'),
    TMPDIR: join(home, 'tmp'),
    TEMP: join(home, 'tmp'),
    TMP: join(home, 'tmp'),
  };
  const { NODE_OPTIONS: _, NO_COLOR: __, FORCE_COLOR: ___, ...inherited } = process.env;
  const start: Built['start'] = (args, { cwd = folder, env = {}, node = [] } = {}) =>
    spawn(process.execPath, [...node, bin, ...args], {
      cwd,
      env: { ...inherited, ...own, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  return {
    folder,
    bin,
    home,
    start,
    run: (args, given) => ended(start(args, given)),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Waits for a child that was started. */
export async function ended(child: ReturnType<typeof spawn>): Promise<Ended> {
  const [stdout, stderr] = [[] as Buffer[], [] as Buffer[]];
  child.stdout?.on('data', (bytes: Buffer) => stdout.push(bytes));
  child.stderr?.on('data', (bytes: Buffer) => stderr.push(bytes));
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (...how) => resolve(how));
  });
  return { code, signal, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() };
}
