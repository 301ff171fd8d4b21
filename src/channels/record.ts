/** What channels give to the engine: plain records that know where they came from. */

/** A place in a submission. `file` is the path the user is shown; the rest says where inside it. */
export interface Location {
  file: string;
  /** JSON Pointer from the root of the document. */
  pointer?: string;
  fhirPath?: string;
  /** 1-based. */
  line?: number;
  /** 1-based, in UTF-16 code units. */
  column?: number;
  /** Physical line of a CSV, 1-based. */
  row?: number;
  field?: string;
  /** Excel address. */
  cell?: string;
  xpath?: string;
  /** DICOM tag, `(gggg,eeee)`. */
  tag?: string;
  /** Directory record of a DICOMDIR, `PATIENT[1]/STUDY[1]`. */
  record?: string;
}

/** A finding that speaks of many files points at so many of them. */
export const MOST_PLACES = 20;

/** 收件單位: the smallest thing that NHI takes or returns. */
export interface Unit {
  /** Impersonal: `institution_caseNumber`, `row-14`, `hdata-3`, `REC-3`. */
  readonly id: string;
  readonly kind: string;
  /** At least one. */
  readonly locations: Location[];
  /**
   * Its place among the units of the submission, from 0 without gaps, for channels with so many that they cannot be kept
   * as objects: two of one number are the same unit. All units of a submission have one, or none has.
   */
  readonly number?: number;
}

/** 紀錄: one plain object that rules look at. */
export interface CheckRecord {
  /** The named record type, e.g. `prior-auth.case`. */
  readonly type: string;
  /** The unit it belongs to; null for facts of the whole submission. */
  readonly unit: Unit | null;
  /**
   * For a record that concerns several units alike (an archive that many rows name): all of them, `unit` first. What is
   * found is found for each.
   */
  units?(): Iterable<Unit>;
  readonly data: object;
  /** The place of `pointer` (a JSON Pointer into `data`, '' for all of it), for one of its units. Called only for findings. */
  locate(pointer: string, unit?: Unit | null): Location;
  /** Named further places, for findings that point at both ends. */
  readonly places?: Readonly<Record<string, readonly Location[]>>;
  /** Where this unit speaks of the record: told with every finding of it. */
  from?(unit: Unit): readonly Location[];
  /** For `fhirpath` rules: the resource that a reference in `data` points at. */
  resolve?(reference: string): object | undefined;
}
