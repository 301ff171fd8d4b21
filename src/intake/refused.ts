import { type IntakeCode, IntakeError } from './errors.ts';
import type { Source } from './source.ts';

const refused = new WeakSet<Source>();

/** Whether a source is one that cannot be read. */
export const isRefused = (source: Source): boolean => refused.has(source);

/** A file that was met but cannot be read: reading it throws, so that whatever it belongs to is `unknown`. */
export function refusedSource(path: string, code: IntakeCode): Source {
  const refuse = (): never => {
    throw new IntakeError(code, path);
  };
  const source: Source = {
    path,
    size: 0,
    // biome-ignore lint/correctness/useYield: it throws before the first byte
    async *open() {
      refuse();
    },
    read: async () => refuse(),
  };
  refused.add(source);
  return source;
}
