import type { ArchiveRole } from './archive-facts.ts';

/** Signs that names of pictures may have: half-width letters, digits, underscore; and what parts them. */
const PLAIN = /^[A-Za-z0-9_./\\]*$/;
const ASCII = /^[\x20-\x7e]*$/;

/**
 * Names that may not arrive as they are. In an ATT all with other signs than NHI names; in a DCF those beyond ASCII,
 * since DICOM has its own rules for the others.
 */
export const oddNames = (files: readonly string[], role: ArchiveRole): string[] =>
  files.filter((path) => !(role === 'att' ? PLAIN : ASCII).test(path));
