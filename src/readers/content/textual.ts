/** What text turns out to be. */
export type TextKind = 'html' | 'xml' | 'json' | 'text';

/** Taiwan's programs write UTF-8, UTF-16 with a mark, or Big5. */
const ENCODINGS = ['utf-8', 'big5'] as const;
/** C0 control signs that no text has; line ends, tab, form feed and escape are left out. */
const CONTROL = /[\0-\x08\x0B\x0E-\x1A\x1C-\x1F\x7F]/;

/** The kind of text that a file begins with; null when the bytes are not text. The last sign may be cut in two. */
export function textKind(head: Uint8Array): TextKind | null {
  const text = decoded(head);
  if (text === null || text.trim() === '') return text === null ? null : 'text';
  if (/^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b/is.test(text)) {
    return 'html';
  }
  if (/^\s*<\?xml\s/.test(text) || /^\s*<(?:svg|[A-Za-z][\w.:-]*\s+xmlns)\b/.test(text)) return 'xml';
  if (/^\s*(?:\{\s*(?:["}]|$)|\[\s*(?:[[\]{"\d-]|true\b|false\b|null\b|$))/.test(text)) return 'json';
  return 'text';
}

function decoded(head: Uint8Array): string | null {
  const little = head[0] === 0xff && head[1] === 0xfe;
  const big = head[0] === 0xfe && head[1] === 0xff;
  for (const encoding of little ? ['utf-16le'] : big ? ['utf-16be'] : ENCODINGS) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
      if (!CONTROL.test(text)) return text;
    } catch {} // not of this encoding
  }
  return null;
}
