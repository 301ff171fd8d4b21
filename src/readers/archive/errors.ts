/**
 * Why an archive cannot be read. `engine-missing` and `engine-failed` (it crashed, or had no memory) are faults of ours;
 * `timeout`, `too-deep`, `too-large` and `too-many` are limits of ours; the others are facts about the archive.
 */
export type ArchiveCode =
  | 'damaged'
  | 'empty'
  | 'encrypted'
  | 'engine-failed'
  | 'engine-missing'
  | 'multi-volume'
  | 'timeout'
  | 'too-deep'
  | 'too-large'
  | 'too-many'
  | 'unsupported-method'
  | 'wrong-kind';

/** The limit that was passed: `value` is the limit, `found` what the archive has (or claims to have). */
export interface PassedLimit {
  readonly limit: 'maxDictionary' | 'maxEntries' | 'maxNesting' | 'maxRatio' | 'maxUnpackedBytes' | 'timeoutMs';
  readonly value: number;
  readonly found: number;
}

/** An archive that cannot be read. Carries no name and no content of it. */
export class ArchiveError extends Error {
  readonly code: ArchiveCode;
  /** For the limits of ours. */
  readonly limit: PassedLimit['limit'] | null;
  readonly value: number | null;
  readonly found: number | null;

  constructor(code: ArchiveCode, passed?: PassedLimit) {
    super(passed === undefined ? code : `${code}: ${passed.limit} ${passed.value}`);
    this.name = 'ArchiveError';
    this.code = code;
    this.limit = passed?.limit ?? null;
    this.value = passed?.value ?? null;
    this.found = passed?.found ?? null;
  }
}
