import { harmless } from '../harmless.ts';

/** One line of text that any format can carry: no control signs, no halves of signs, nothing that XML forbids. */
export const clean = (line: string): string => harmless(line.toWellFormed()).replace(/[\uFFFE\uFFFF]/g, '\uFFFD');

/** A value in which every text is clean: file names may hold anything. */
export function cleaned<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) => (typeof part === 'string' ? clean(part) : part)) as T;
}
