import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { scratch } from '../archives/scratch.ts';

const mount = (...args: string[]): void => void execFileSync('mount', args, { stdio: 'ignore' });

/** Mounts there; taken away when disposed of. */
function mounted(path: string, args: readonly string[]): Disposable & { path: string } {
  mkdirSync(path, { recursive: true });
  mount(...args, path);
  return { path, [Symbol.dispose]: () => void execFileSync('umount', ['-l', path], { stdio: 'ignore' }) };
}

/** A file system of its own in memory, of so many bytes. */
export const ownFileSystem = (path: string, bytes: number): Disposable & { path: string } =>
  mounted(path, ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs']);

/** A folder that is seen at another path too, as in a container: one device, but nothing can be renamed across. */
export const sameFolder = (from: string, path: string): Disposable & { path: string } =>
  mounted(path, ['--bind', from]);

/** Makes a mounted file system read-only. */
export const readOnly = (path: string): void => mount('-o', 'remount,ro', path);

/** Whether this user may mount. */
export const CAN_MOUNT = ((): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  using folder = scratch();
  try {
    ownFileSystem(`${folder.path}/m`, 65_536)[Symbol.dispose]();
    return true;
  } catch {
    return false;
  }
})();
