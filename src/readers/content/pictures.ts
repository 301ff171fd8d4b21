import { number, signs, type Walk } from './walk.ts';

/** Whether a file ends before it should; a walk sets it. */
export interface Ending {
  cut: boolean;
}

/** Walks through the chunks of a PNG up to its end chunk. */
export function* pngWalk(ending: Ending): Walk {
  yield { skip: 8 };
  for (;;) {
    const length = yield* number(4);
    const type = yield* signs(4);
    yield { skip: length + 4 };
    if (type === 'IEND') break;
  }
  ending.cut = false;
}

const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;

/** Walks through the blocks of a GIF up to its trailer. */
export function* gifWalk(ending: Ending): Walk {
  yield { skip: 10 };
  const flags = yield* number(1);
  yield { skip: 2 + colourTable(flags) };
  for (;;) {
    const block = yield* number(1);
    if (block === TRAILER) break;
    if (block === IMAGE) {
      yield { skip: 8 };
      yield { skip: colourTable(yield* number(1)) + 1 };
    } else if (block === EXTENSION) yield { skip: 1 };
    else return; // a block that there is not
    for (let length = yield* number(1); length > 0; length = yield* number(1)) yield { skip: length };
  }
  ending.cut = false;
}

/** Bytes of the colour table that such flags announce. */
function colourTable(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1);
}

const BITMAP_HEADER = 14;

/** Whether a bitmap is shorter than its header says. A few programs write no size; then the pixels must at least begin. */
export function bitmapCut(head: Uint8Array, size: number): boolean {
  if (size < BITMAP_HEADER) return true;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return size < view.getUint32(2, true) || size <= view.getUint32(10, true);
}
