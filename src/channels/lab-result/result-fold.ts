const KEPT = 4096;
const LONG = 200;
const kept = new Map<string, string>();

const fold = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase().replaceAll('μ', 'u');

/** A text as names, units and headings are compared: without blanks, letter case, width of letters, and with u for μ. */
export function folded(text: string): string {
  if (text.length > LONG) return fold(text);
  const known = kept.get(text);
  if (known !== undefined) return known;
  if (kept.size >= KEPT) kept.clear();
  const made = fold(text);
  kept.set(text, made);
  return made;
}

/** Whether two texts are the same name or unit. */
export const sameWords = (a: string, b: string): boolean => a === b || folded(a) === folded(b);
