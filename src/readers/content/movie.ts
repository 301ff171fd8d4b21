import type { Ending } from './pictures.ts';
import { number, signs, type Walk } from './walk.ts';

/** What a film cannot do without: its index, which many recorders write last, and its data. */
const NEEDED = ['moov', 'mdat'] as const;

/**
 * Walks through the boxes of an ISO media file (MP4, MOV). It is cut when a box that it needs is missing or its last
 * box is not all there; what follows and is no box does not count.
 */
export function* movieWalk(ending: Ending): Walk {
  const missing = new Set<string>(NEEDED);
  for (;;) {
    ending.cut = missing.size > 0;
    let size = yield* number(4);
    const type = yield* signs(4);
    if (!/^[ -~]{4}$/.test(type)) return;
    let left = size - 8;
    if (size === 1) {
      size = yield* number(8);
      left = size - 16;
    }
    missing.delete(type);
    if (size === 0) {
      ending.cut = missing.size > 0; // this box goes up to the end of the file, wherever that is
      return;
    }
    if (left < 0) return;
    ending.cut = true;
    yield { skip: left };
  }
}
