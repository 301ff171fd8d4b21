import { remember } from '../remember.ts';
import type { FileInSet, FileMatch } from './types.ts';

/** What became of a Referenced File ID. */
export interface Resolved {
  readonly match: FileMatch;
  readonly file?: FileInSet;
}

type FileId = readonly string[];

/** Whether a File ID has other than 1 to 8 components of 1 to 8 characters of A–Z, 0–9 and `_` (PS3.10 8.2, 8.5). */
export function isOdd(id: FileId): boolean {
  return id.length > 8 || !id.every((component) => /^[A-Z0-9_]{1,8}$/.test(component));
}

/**
 * Finds the files of File IDs by their paths alone; each look-up is constant time, and the disk is never touched. An id
 * that could lead out of the folder is `unsafe` and not looked up.
 * @param ids all that there are: a bare name at the root is only taken for the file of one of them
 */
export function fileResolver(files: readonly FileInSet[], ids: Iterable<FileId>): (id: FileId) => Resolved {
  const find = pathIndex(files);
  const findBare = bareIndex(files, ids);
  return (id) => {
    const parts = partsOf(id);
    if (!isSafe(parts)) return { match: 'unsafe' };
    const direct = find(parts);
    if (direct) return parts.length === id.length ? direct : { ...direct, match: 'joined' };
    const within = withoutDots(parts);
    const stripped = (within.length < parts.length && find(within)) || (within.length > 2 && find(within.slice(1)));
    if (stripped) return { ...stripped, match: 'stripped' };
    const file = within.length > 1 ? findBare(within) : undefined;
    return file ? { match: 'flattened', file } : { match: 'missing' };
  };
}

/** A single value may hold the whole path. */
function partsOf(id: FileId): FileId {
  return id.length === 1 ? (id[0] ?? '').split(/[/\\]/) : id;
}

function isSafe(parts: FileId): boolean {
  return !parts.some((part) => part === '' || part === '..' || /[/\\\x00-\x1f\x7f]|^[a-z]:/i.test(part));
}

function withoutDots(parts: FileId): FileId {
  let dots = 0;
  while (parts[dots] === '.') dots++;
  return parts.slice(dots);
}

const lower = (name: string): string => name.toLowerCase();
const withoutDcm = (name: string): string => name.replace(/\.dcm$/, '');

/** Finds a file by the path as written, else in another case, else without its `.dcm`. */
function pathIndex(files: readonly FileInSet[]): (parts: FileId) => Resolved | undefined {
  const exact = new Map<string, FileInSet>();
  const folded = new Map<string, FileInSet>();
  const shortened = new Map<string, FileInSet>();
  for (const file of files) {
    const name = lower(file.path);
    remember(exact, file.path, () => file);
    remember(folded, name, () => file);
    if (name.endsWith('.dcm')) remember(shortened, withoutDcm(name), () => file);
  }
  return (parts) => {
    const path = parts.join('/');
    const resolved = (match: FileMatch, file: FileInSet | undefined): Resolved | undefined => file && { match, file };
    return (
      resolved('exact', exact.get(path)) ??
      resolved('case', folded.get(lower(path))) ??
      resolved('dcm', shortened.get(lower(path)))
    );
  };
}

/** Finds a file of the root by the last component of an id, if there is one such file and one such id. */
function bareIndex(files: readonly FileInSet[], ids: Iterable<FileId>): (parts: FileId) => FileInSet | undefined {
  const found = new Map<string, FileInSet | null>();
  for (const file of files) {
    if (file.path.includes('/')) continue;
    const name = withoutDcm(lower(file.path));
    found.set(name, found.has(name) ? null : file);
  }
  const asked = new Map<string, string | null>();
  for (const id of ids) {
    const parts = partsOf(id);
    const [name, path] = [bareName(parts), parts.join('/')];
    asked.set(name, asked.has(name) && asked.get(name) !== path ? null : path);
  }
  return (parts) => {
    const name = bareName(parts);
    return asked.get(name) === null ? undefined : (found.get(name) ?? undefined);
  };
}

const bareName = (parts: FileId): string => withoutDcm(lower(parts.at(-1) ?? ''));
