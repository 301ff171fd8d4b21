import childProcess, { type ChildProcess } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

/** Makes every child process fail until disposed of: as where 7-Zip is not there, or has no memory. */
export function withoutEngine(how: 'missing' | 'failed'): Disposable {
  const { spawn } = childProcess;
  const use = (other: unknown): void => {
    childProcess.spawn = other as typeof spawn;
    syncBuiltinESMExports();
  };
  use((...[, , options]: Parameters<typeof spawn>): ChildProcess => {
    if (how === 'missing') throw Object.assign(new Error('not there'), { code: 'ENOENT' });
    return spawn(process.execPath, ['-e', 'process.exitCode = 8'], options);
  });
  return { [Symbol.dispose]: () => use(spawn) };
}
