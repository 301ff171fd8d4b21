/** What a file is by its first bytes, whatever it is called. */
export type ArchiveKind = 'zip' | '7z' | 'cab' | 'rar' | 'gzip' | 'pdf' | 'json' | 'empty' | 'unknown';

/** How many bytes from the start tell the kind. */
export const HEAD_BYTES = 64;

const MAGIC: readonly (readonly [ArchiveKind, string])[] = [
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'], // no entries
  ['zip', 'PK\x07\x08'], // spanned
  ['7z', '7z\xBC\xAF\x27\x1C'],
  ['cab', 'MSCF'],
  ['rar', 'Rar!\x1A\x07'],
  ['gzip', '\x1F\x8B'],
  ['pdf', '%PDF-'],
];

/** The kind of a file; `json` is a first brace or bracket after blanks, `empty` a file of zero bytes. */
export function archiveKind(head: Uint8Array): ArchiveKind {
  if (head.length === 0) return 'empty';
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, HEAD_BYTES)).toString('latin1');
  for (const [kind, magic] of MAGIC) if (start.startsWith(magic)) return kind;
  return /^(?:\xEF\xBB\xBF)?[ \t\r\n]*[[{]/.test(start) ? 'json' : 'unknown';
}
