import type { Any } from './packages.ts';

/** What must never come out, by what it is. The name is in no other string of the project. */
export const MARKERS = {
  nationalId: 'F129876543',
  residentId: 'A800000014',
  oldResidentId: 'FC87654321',
  name: '歐陽測明',
  rocBirth: '0750315',
  westernBirth: '1986-03-15',
  chart: '00778899',
  letteredChart: 'MRN00778899',
  phone: '0912-345-678',
} as const;
export const MARKED: readonly string[] = Object.values(MARKERS);

/** What no output may hold: the markers, and parts of them that would still tell the person. */
const TELLING = [
  ...MARKED,
  '歐陽',
  '測明',
  '75/03/15',
  '19860315',
  '0912345678',
  '345-678',
  '778899',
  '9876543',
  '7654321',
];

/** The markers that a text holds. Checksums are left out: their digits are nobody's. */
export function leaks(text: string): string[] {
  const plain = text.replace(/\b[0-9a-f]{64}\b/g, '');
  return TELLING.filter((marker) => plain.includes(marker));
}

/** A place in JSON: its parent, its key, and how to get there in another copy. */
export type Path = readonly (string | number)[];

/** The paths of all nodes for which `chosen` is true, in document order. */
export function paths(json: Any, chosen: (value: unknown) => boolean, at: Path = []): Path[] {
  const own = chosen(json) ? [at] : [];
  if (typeof json !== 'object' || json === null) return own;
  return [
    ...own,
    ...Object.entries(json).flatMap(([key, value]) =>
      paths(value, chosen, [...at, Array.isArray(json) ? Number(key) : key]),
    ),
  ];
}

export const isString = (value: unknown): boolean => typeof value === 'string';

/** Puts a value in place of the one at a path; `''` path gives the value itself. Changes `json`. */
export function put(json: Any, path: Path, value: unknown): Any {
  const key = path.at(-1);
  if (key === undefined) return value;
  path.slice(0, -1).reduce((node, step) => node[step], json)[key] = value;
  return json;
}

/** The value at a path. */
export const get = (json: Any, path: Path): Any => path.reduce((node, step) => node?.[step], json);
