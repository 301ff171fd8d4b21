/** Why bytes could not be had. Never carries content of a file. */
export type IntakeCode = 'not-found' | 'no-permission' | 'changed' | 'no-room' | 'too-large' | 'unreadable';

/** A path that cannot be read; `path` is as the user is shown it. */
export class IntakeError extends Error {
  readonly code: IntakeCode;
  readonly path: string;

  constructor(code: IntakeCode, path: string) {
    super(`${code}: ${path}`);
    this.name = 'IntakeError';
    this.code = code;
    this.path = path;
  }
}

const CODES: Readonly<Record<string, IntakeCode>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  ENOSPC: 'no-room',
  EDQUOT: 'no-room',
  EROFS: 'no-room',
  EMFILE: 'no-room',
  ENFILE: 'no-room',
  EISDIR: 'unreadable',
  EIO: 'unreadable',
  ELOOP: 'unreadable',
  EBUSY: 'unreadable',
  ENXIO: 'unreadable',
  ENODEV: 'unreadable',
  ESTALE: 'unreadable',
  ENAMETOOLONG: 'unreadable',
  UNKNOWN: 'unreadable', // Windows: a cloud file that is not on this machine, a damaged disk
};

/** Turns an error of the operating system into ours; anything else passes through, as a fault of ours. */
export function intakeError(error: unknown, path: string): unknown {
  if (error instanceof IntakeError) return error;
  const code = CODES[(error as NodeJS.ErrnoException | null)?.code ?? ''];
  return code === undefined ? error : new IntakeError(code, path);
}
