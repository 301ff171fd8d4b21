const [LF, CR] = [0x0a, 0x0d];

/** Without the first so many bytes: a byte order mark. */
export async function* withoutFirst(bytes: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const piece of bytes) {
    const cut = Math.min(left, piece.length);
    left -= cut;
    yield piece.subarray(cut);
  }
}

/** Every CR that stands alone becomes CR LF; other bytes stay. */
export async function* withWholeLineEnds(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let open = false;
  for await (const piece of bytes) {
    if (!open && !piece.includes(CR)) {
      yield piece;
      continue;
    }
    const out = Buffer.allocUnsafe(piece.length * 2 + 1);
    let length = 0;
    for (const byte of piece) {
      if (open && byte !== LF) out[length++] = LF;
      out[length++] = byte;
      open = byte === CR;
    }
    yield out.subarray(0, length);
  }
  if (open) yield Buffer.from([LF]);
}

/**
 * UTF-16 as ASCII, without its byte order mark; each piece null from the first sign on that ASCII has not, or where a
 * byte is missing at the end.
 */
export async function* asciiOf(
  bytes: AsyncIterable<Uint8Array>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<Uint8Array | null> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const ascii = (text: string): Uint8Array | null => (/^[\0-\x7f]*$/.test(text) ? Buffer.from(text, 'latin1') : null);
  try {
    for await (const piece of bytes) yield ascii(decoder.decode(piece, { stream: true }));
    yield ascii(decoder.decode());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    yield null;
  }
}
