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

function want(tree: Wanted, pointer: string): Wanted[] {
  const path = [tree];
  let node = tree;
  for (const key of pointerKeys(pointer)) {
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
function placeAll(text: string, places: { place: DocumentPlace; offset: number }[]): void {
  let line = 1;
  let start = 0;
  for (const { place, offset } of places.sort((a, b) => a.offset - b.offset)) {
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
  const parsed = parse(text);
  const scan = scanJson(text);
  const error = parsed ? null : (scan.error ?? { slip: 'unexpected' as const, offset: 0 });
  const root =
    (parsed?.data as { resourceType?: unknown } | null | undefined)?.resourceType === 'Bundle' ? 'Bundle' : '%resource';
  let pending: { place: DocumentPlace; path: string }[] = [];
  return {
    file,
    data: parsed?.data,
    syntax: error && { slip: error.slip, ...lineColumn(text, error.offset) },
    duplicates: parsed
      ? scan.duplicates.map(({ keys, offset }) => ({
          pointer: keys.map(segment).join(''),
          ...lineColumn(text, offset),
        }))
      : [],
    place(pointer) {
      const place: DocumentPlace =
        pointer === '' ? { file, pointer } : { file, pointer, fhirPath: fhirPathOf(root, pointer) };
      if (parsed) pending.push({ place, path: pointer });
      return place;
    },
    settle() {
      if (pending.length === 0) return;
      const tree: Wanted = { children: new Map(), offset: undefined };
      const paths = pending.map(({ place, path }) => ({ place, path: want(tree, path) }));
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
