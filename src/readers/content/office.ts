import type { ContentKind } from './kind.ts';

/** How many bytes from the end of a zip are looked at: its directory, or the last of it. */
export const DIRECTORY_BYTES = 8_192;

const PARTS = [
  ['docx', 'word/document'],
  ['xlsx', 'xl/workbook'],
  ['pptx', 'ppt/presentation'],
] as const;

/** A zip by the names in its first and its last bytes: one of Office is more than a zip. */
export function officeKind(head: Buffer, end: Buffer): Extract<ContentKind, 'zip' | 'docx' | 'xlsx' | 'pptx'> {
  const isThere = (part: string): boolean => head.includes(part, 0, 'latin1') || end.includes(part, 0, 'latin1');
  return PARTS.find(([, part]) => isThere(part))?.[0] ?? 'zip';
}
