import { tokens } from './tokens.ts';
import { begun, type Element, put, written } from './tree.ts';

/** What becomes of the elements of a document. */
export interface Walking {
  /** Tag of the records, in whatever letters. */
  readonly record: string;
  /** Whether each character is a byte of Big5. */
  readonly doubleByte: boolean;
  /** Tag of the root by the tag that it has; the same where it stays. */
  root(tag: string): string;
  /** May change the record; false: it goes, with the blanks before it. @param index from 1 */
  onRecord(record: Element, index: number): boolean;
}

/** Blanks before a record that are kept back for it; more are given out at once. */
const HELD = 65_536;

/**
 * Goes through a well-formed document record by record; all that no record is stays as it is.
 * @param pieces of the text, each byte one character
 */
export async function* walked(pieces: AsyncIterable<string>, walking: Walking): AsyncGenerator<string> {
  const { record: name, doubleByte, root, onRecord } = walking;
  let out: string[] = [];
  const stack: Element[] = []; // from the record inwards
  let depth = 0;
  let records = 0;
  let held = '';
  let before = '';
  let rootTag = '';
  const give = (raw: string): void => {
    if (held !== '') out.push(held);
    held = '';
    out.push(raw);
  };
  const finished = (record: Element): void => {
    if (onRecord(record, ++records)) written(record, give);
    else held = '';
  };
  const isRecord = (tag: string): boolean => depth === 1 && tag.toLowerCase() === name;

  /** A tag, or what stands between tags, in a record. */
  function inRecord(kind: string, raw: string, tag: string): void {
    if (kind === 'start') {
      stack.push(begun(tag, before, raw));
      before = '';
    } else if (kind === 'empty') {
      const top = stack.at(-1);
      if (top) put(begun(tag, before, raw), top);
      before = '';
    } else if (kind === 'end') {
      const done = stack.pop();
      if (!done) return;
      done.tail = before;
      done.close = raw;
      before = '';
      const top = stack.at(-1);
      if (top) put(done, top);
      else finished(done);
    } else before += raw;
  }

  function outside(kind: string, raw: string, tag: string): void {
    if (kind === 'text' && depth === 1 && held.length < HELD && raw.trim() === '') {
      held += raw;
      return;
    }
    if (depth === 0 && (kind === 'start' || kind === 'empty')) {
      rootTag = tag;
      give(`<${root(tag)}${raw.slice(1 + tag.length)}`);
    } else if (depth === 1 && kind === 'end') give(`</${root(rootTag)}${raw.slice(2 + tag.length)}`);
    else give(raw);
  }

  const parser = tokens((kind, raw, tag) => {
    if (stack.length > 0) inRecord(kind, raw, tag);
    else if (kind === 'start' && isRecord(tag)) inRecord(kind, raw, tag);
    else if (kind === 'empty' && isRecord(tag)) finished(begun(tag, '', raw));
    else outside(kind, raw, tag);
    if (kind === 'start') depth++;
    else if (kind === 'end') depth--;
  }, doubleByte);
  for await (const piece of pieces) {
    parser.feed(piece);
    if (out.length > 0) yield out.join('');
    out = [];
  }
  parser.end();
  if (held !== '') out.push(held);
  if (out.length > 0) yield out.join('');
}
