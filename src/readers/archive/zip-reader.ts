import { RandomAccessReader } from 'yauzl';
import type { Source } from '../../intake/source.ts';

const WINDOW = 256 * 1024;

/** Gives yauzl the bytes of a Source. Keeps the last piece read, since headers are small and lie side by side. */
export class SourceReader extends RandomAccessReader {
  readonly #source: Source;
  #start = 0;
  #window: Uint8Array = new Uint8Array(0);

  constructor(source: Source) {
    super();
    this.#source = source;
  }

  /** The bytes from `start` up to `end`; fewer at the end of the source. @throws IntakeError */
  async bytes(start: number, end: number): Promise<Uint8Array> {
    const kept = this.#kept(start, end);
    if (kept !== null) return kept;
    if (end - start >= WINDOW) return this.#source.read(start, end);
    this.#window = await this.#source.read(start, start + WINDOW);
    this.#start = start;
    return this.#window.subarray(0, end - start);
  }

  /** The bytes of a range, in pieces. @throws IntakeError */
  async *pieces(start: number, end: number): AsyncGenerator<Uint8Array> {
    for (let at = start; at < end; at += WINDOW) yield await this.bytes(at, Math.min(at + WINDOW, end));
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    const give = (bytes: Uint8Array): void => {
      buffer.set(bytes, offset);
      callback(null, bytes.length);
    };
    const kept = this.#kept(position, position + length);
    if (kept !== null) give(kept);
    else this.bytes(position, position + length).then(give, callback);
  }

  #kept(start: number, end: number): Uint8Array | null {
    const [from, to] = [start - this.#start, end - this.#start];
    return from >= 0 && to <= this.#window.length ? this.#window.subarray(from, to) : null;
  }
}
