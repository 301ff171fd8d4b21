/** What a walk through bytes wants next: so many together, so many left out, or all up to and with a certain byte left out. */
export type Want = { readonly take: number } | { readonly skip: number } | { readonly past: number };

/** A walk through a file from its start. It is simply left alone where the file ends before it. */
export type Walk = Generator<Want, void, Uint8Array>;

/** Something that is given all bytes of a file, piece by piece, in pieces of any size. */
export type Feed = (bytes: Uint8Array) => void;

const NOTHING = new Uint8Array(0);

/** Leads a walk through the pieces it is fed; what it takes is a copy of its own. After its end, bytes are let pass. */
export function feed(walk: Walk): Feed {
  let want: Want | null = null;
  let missing = 0;
  let taken = NOTHING;
  const go = (bytes: Uint8Array): void => {
    const { value, done } = walk.next(bytes);
    want = done === true ? null : value;
    missing = want === null || 'past' in want ? 0 : 'take' in want ? want.take : want.skip;
    taken = want !== null && 'take' in want ? new Uint8Array(want.take) : NOTHING;
  };
  go(NOTHING);
  return (bytes) => {
    let at = 0;
    while (want !== null) {
      if ('past' in want) {
        const found = bytes.indexOf(want.past, at);
        if (found === -1) return;
        at = found + 1;
      } else {
        const length = Math.min(missing, bytes.length - at);
        if ('take' in want) taken.set(bytes.subarray(at, at + length), want.take - missing);
        missing -= length;
        at += length;
        if (missing > 0) return;
      }
      go(taken);
    }
  };
}

/** Takes so many bytes as one number, the highest byte first. */
export function* number(bytes: number): Generator<Want, number, Uint8Array> {
  return (yield { take: bytes }).reduce((value, byte) => value * 256 + byte, 0);
}

/** Takes so many bytes as a text of one-byte signs. */
export function* signs(bytes: number): Generator<Want, string, Uint8Array> {
  return Buffer.from(yield { take: bytes }).toString('latin1');
}
