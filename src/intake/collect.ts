/** All bytes, or null where there are more than `most`; read to the end in either case. */
export async function collect(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of bytes) {
    size += part.length;
    if (size <= most) parts.push(part);
  }
  return size <= most ? Buffer.concat(parts) : null;
}

/** Reads to the end and keeps nothing. */
export async function drain(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const part of bytes) void part;
}
