import { pointerKeys, segment } from '../pointer.ts';
import { remember } from '../remember.ts';
import { type SyntaxSlip, scanJson, type Wanted } from './scan.ts';
import { lineColumn } from './text.ts';

/** A place in a document; line and column are filled in by `settle`. */
export interface DocumentPlace {
  file: string;
  pointer?: string;
  fhirPath?: string;
  line?: number;
  column?: number;
}

/** A JSON document with places on demand. */
export interface FhirDocument {
  readonly file: string;
  /** The parsed value; undefined when the text is not JSON. */
  readonly data: unknown;
  readonly syntax: { slip: SyntaxSlip; line: number; column: number } | null;
  /** Names that an object has twice (all but the last value would be lost). */
  readonly duplicates: readonly { pointer: string; line: number; column: number }[];
  /** The place of a JSON Pointer; what is absent is placed at its nearest parent. */
  place(pointer: string): DocumentPlace;
  /** Gives line and column to all places asked for so far, in one pass over the text. */
  settle(): void;
}

/** `/entry/7/resource` of a Bundle as `Bundle.entry[7].resource`. */
export function fhirPathOf(root: string, pointer: string): string {
  return pointerKeys(pointer).reduce((path, key) => (/^\d+$/.test(key) ? `${path}[${key}]` : `${path}.${key}`), root);
}

/** Deeper places are told by the one at this depth; no real resource comes near it. */
const DEPTH = 100;
/** What names of FHIR elements look like. Any other name may be data that slipped into the place of a name. */
const ELEMENT = /^_?[a-z][A-Za-z]*(?:64[A-Za-z]+)?$/;

/** A pointer up to the first name that is no element name, so that no place tells a person's data. */
function impersonal(data: unknown, keys: readonly string[]): string {
  let value = data;
  let pointer = '';
  for (const key of keys) {
    const object = typeof value === 'object' && value !== null;
    if (object && !Array.isArray(value) && !ELEMENT.test(key)) break;
    pointer += segment(key);
    value = object && Object.hasOwn(value as object, key) ? (value as Record<string, unknown>)[key] : undefined;
  }
  return pointer;
}

function want(tree: Wanted, keys: readonly string[]): Wanted[] {
  const path = [tree];
  let node = tree;
  for (const key of keys) {
    node = remember(node.children, key, () => ({ children: new Map(), offset: undefined }));
    path.push(node);
  }
  return path;
}

/** V8 takes some things that the scanner does not name, and the reverse; V8 decides what is JSON. */
function parse(text: string): { data: unknown } | null {
  try {
    return { data: JSON.parse(text) as unknown };
  } catch {
    return null; // the message of V8 quotes the text: it never leaves this function
  }
}

/** Line and column of many offsets, each found once. */
function placeAll(text: string, places: { place: { line?: number; column?: number }; offset: number }[]): void {
  let line = 1;
  let start = 0;
  for (const { place, offset } of [...places].sort((a, b) => a.offset - b.offset)) {
    for (let next = text.indexOf('\n', start); next !== -1 && next < offset; next = text.indexOf('\n', start)) {
      line++;
      start = next + 1;
    }
    place.line = line;
    place.column = offset - start + 1;
  }
}

/**
 * Parses FHIR JSON text.
 * @param file the path the user is shown
 * @param text without byte order mark
 */
export function fhirDocument(file: string, text: string): FhirDocument {
  const scan = scanJson(text); // first: what it throws away costs least while the parsed data is not there yet
  const parsed = parse(text);
  const error = parsed ? null : (scan.error ?? { slip: 'unexpected' as const, offset: 0 });
  const root =
    (parsed?.data as { resourceType?: unknown } | null | undefined)?.resourceType === 'Bundle' ? 'Bundle' : '%resource';
  let pending: { place: DocumentPlace; keys: string[] }[] = [];
  const duplicates = parsed
    ? scan.duplicates.map(({ keys, offset }) => ({
        place: { pointer: impersonal(parsed.data, keys.map(String)), line: 1, column: 1 },
        offset,
      }))
    : [];
  placeAll(text, duplicates);
  return {
    file,
    data: parsed?.data,
    syntax: error && { slip: error.slip, ...lineColumn(text, error.offset) },
    duplicates: duplicates.map(({ place }) => place),
    place(pointer) {
      const keys = pointerKeys(pointer).slice(0, DEPTH);
      const told = impersonal(parsed?.data, keys);
      const place: DocumentPlace =
        told === '' ? { file, pointer: told } : { file, pointer: told, fhirPath: fhirPathOf(root, told) };
      if (parsed) pending.push({ place, keys });
      return place;
    },
    settle() {
      if (pending.length === 0) return;
      const tree: Wanted = { children: new Map(), offset: undefined };
      const paths = pending.map(({ place, keys }) => ({ place, path: want(tree, keys) }));
      pending = [];
      scanJson(text, tree);
      placeAll(
        text,
        paths.map(({ place, path }) => ({
          place,
          offset: path.findLast((node) => node.offset !== undefined)?.offset ?? 0,
        })),
      );
    },
  };
}
