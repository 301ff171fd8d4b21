import type { Source } from './source.ts';

/** Bytes that are in memory already, as a Source. They are not copied: whoever gives them leaves them as they are. */
export function memorySource(path: string, bytes: Uint8Array): Source {
  return {
    path,
    size: bytes.length,
    async *open() {
      if (bytes.length > 0) yield bytes;
    },
    async read(start, end) {
      return bytes.subarray(Math.max(start, 0), Math.max(end, 0));
    },
  };
}
