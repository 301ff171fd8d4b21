import { type IntakeCode, IntakeError } from './errors.ts';
import type { Source } from './source.ts';

/** A file that was met but cannot be read: reading it throws, so that whatever it belongs to is `unknown`. */
export function refusedSource(path: string, code: IntakeCode): Source {
  const refuse = (): never => {
    throw new IntakeError(code, path);
  };
  return {
    path,
    size: 0,
    // biome-ignore lint/correctness/useYield: it throws before the first byte
    async *open() {
      refuse();
    },
    read: async () => refuse(),
  };
}
