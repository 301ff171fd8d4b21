import childProcess, { type ChildProcess } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

/** What `engine` in a case.yaml does. */
const SCRIPT = { failed: 'process.exitCode = 8', slow: 'setTimeout(() => {}, 60_000)' };

/** Makes every child process fail until disposed of: 7-Zip is not there, has no memory, or does not end. */
export function withoutEngine(how: 'missing' | keyof typeof SCRIPT): Disposable {
  const { spawn } = childProcess;
  const use = (other: unknown): void => {
    childProcess.spawn = other as typeof spawn;
    syncBuiltinESMExports();
  };
  use((...[, , options]: Parameters<typeof spawn>): ChildProcess => {
    if (how === 'missing') throw Object.assign(new Error('not there'), { code: 'ENOENT' });
    return spawn(process.execPath, ['-e', SCRIPT[how]], options);
  });
  return { [Symbol.dispose]: () => use(spawn) };
}
