/**
 * The field table of an XML format: what the reader holds a file against, and what its XSD is made of. A file is a root
 * with any number of records; a record is a segment: its fields, each once and in order, then its inner segments.
 */

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** A field: an element that holds text alone. */
export interface XmlField {
  readonly name: { readonly zh: string; readonly en: string };
  /** The most characters (Unicode code points) it may have. */
  readonly length: number;
  /** X: any text. 9: digits and one point. */
  readonly type: 'X' | '9';
  /** 必填, 必填 under a condition, 請填, 非必填, or nothing said. */
  readonly need: 'must' | 'must-if' | 'ask' | 'free' | 'unsaid';
  /** Its length is exactly `length`. */
  readonly exact?: boolean;
  /** The code table (rules/codes) whose codes alone it may hold. */
  readonly codes?: string;
  /** An ROC date or time of so many digits. */
  readonly roc?: readonly number[];
  /** Years before the Republic may stand, as -NN. */
  readonly beforeRepublic?: boolean;
  /** Hour and minute may be zero where they are not known. */
  readonly zeroTime?: boolean;
  /** A rule asks for its whole length: for the XSD; the reader does not look at it. */
  readonly full?: boolean;
  /** The form, a key of `forms`, that a rule asks of its value: likewise. */
  readonly form?: string;
}

/** A segment: its fields in order, then the inner segments in order, each of them at least once and any number of times. */
export interface XmlSegmentFormat {
  readonly name: { readonly zh: string; readonly en: string };
  readonly fields: Readonly<Record<string, XmlField>>;
  /** Tags of the inner segments. */
  readonly segments: readonly string[];
}

/** A whole format. */
export interface XmlFormat {
  /** Tag of the root. */
  readonly root: string;
  /** Tag of what repeats below the root, a key of `segments`. */
  readonly record: string;
  readonly segments: Readonly<Record<string, XmlSegmentFormat>>;
  /** Forms of values: a regular expression of XSD 1.0, and what it means. */
  readonly forms?: Readonly<Record<string, { readonly pattern: string; readonly says: Words }>>;
}
