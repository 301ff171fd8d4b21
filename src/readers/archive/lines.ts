import { ArchiveError } from './errors.ts';

const LONGEST = 1 << 20;

/**
 * The lines of a text stream in UTF-8, without their ends. Only a line feed ends a line: names in a listing may hold
 * carriage returns and the separators of Unicode, which `node:readline` takes for ends.
 * @throws ArchiveError `damaged` for a line that no listing has, over a million characters
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST) throw new ArchiveError('damaged');
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
