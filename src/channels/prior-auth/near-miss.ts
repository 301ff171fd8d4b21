/** How a name in the Bundle is met by a file in the ATT. */
export type Match =
  | 'exact'
  | 'case'
  | 'normalization'
  | 'width'
  | 'blank'
  | 'spelling'
  | 'folder'
  | 'path'
  | 'extension'
  | 'encoded'
  | 'none';

const lower = (name: string): string => name.toLowerCase();
const nfc = (name: string): string => name.normalize('NFC');
const nfkc = (name: string): string => name.normalize('NFKC');
const tight = (name: string): string => name.replace(/[\s\u200b\ufeff]/g, '');
const folded = (name: string): string => lower(tight(nfkc(name)));
const base = (name: string): string => name.replaceAll('\\', '/').split('/').at(-1) ?? '';
const stem = (name: string): string => folded(base(name)).replace(/(?:\.[a-z0-9]{1,5}){1,3}$/, '');
const decoded = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

/** From the smallest difference to the largest; the first that meets names the slip. */
const WAYS: readonly (readonly [Match, (name: string) => string])[] = [
  ['case', lower],
  ['normalization', nfc],
  ['blank', tight],
  ['width', nfkc],
  ['spelling', folded],
  ['encoded', (name) => nfc(decoded(name))],
  ['path', (name) => folded(base(name))],
  ['extension', stem],
];

/**
 * Looks names up among the files of an ATT; built once, each look-up is constant time. A file that only lies in a
 * folder of the ATT is `folder`; apart from that, folders inside the ATT do not count.
 */
export function nameIndex(files: readonly string[]): (name: string) => { match: Match; found?: string } {
  const exact = new Set(files);
  const inFolder = new Map(files.map((file) => [base(file), file]));
  const indexes = WAYS.map(([match, way]) => {
    const map = new Map<string, string>();
    for (const file of files) if (!map.has(way(base(file)))) map.set(way(base(file)), file);
    return { match, way, map };
  });
  return (name) => {
    if (exact.has(name)) return { match: 'exact', found: name };
    const inside = inFolder.get(name);
    if (inside !== undefined) return { match: 'folder', found: inside };
    for (const { match, way, map } of indexes) {
      const found = map.get(way(name));
      if (found !== undefined) return { match, found };
    }
    return { match: 'none' };
  };
}
