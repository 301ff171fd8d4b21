/**
 * What the writer writes, as plain JSON: a case of the corpus can patch it. Elements come out in the order of their
 * tags, whatever the order here; null is an element that is left out, an empty text one without a value.
 */

/** `ggggeeee`, or `ggggeeee:VR` for tags that vr.ts does not know. */
export type Key = string;

/**
 * Of a text, each character is one byte (latin1), several values are a list. `hex` is written as it is, without padding.
 * A list of elements is a sequence; with VR UN it is written as CP-246 has it (implicit, undefined length).
 */
export type Value =
  | string
  | number
  | null
  | readonly (string | number)[]
  | readonly Elements[]
  | { readonly utf8: string }
  | { readonly hex: string };

/** An interface, since it holds itself. */
export interface Elements {
  readonly [key: Key]: Value;
}

/** A file. With `text` or `bytes` (hex) it is no DICOM file and the rest, but for `cut`, does not count. */
export interface FileModel {
  /** Explicit VR Little Endian unless told. */
  readonly transferSyntax?: string;
  /** True unless told; a text takes the place of its first bytes; false: none, nor group 0002 unless `meta` is given. */
  readonly preamble?: boolean | string;
  /** Over what group 0002 says otherwise; null: no group 0002. */
  readonly meta?: Elements | null;
  readonly elements?: Elements;
  /** Unless told, what the transfer syntax says. The content of encapsulated fragments is no image. */
  readonly pixels?: 'native' | 'encapsulated' | 'encapsulated-with-length' | 'none';
  /** Bytes of pixels; what rows, columns, bits, samples and frames take unless told. */
  readonly pixelBytes?: number;
  /** Of sequences and items; `defined` unless told. */
  readonly lengths?: Lengths;
  /** Tags left out, in group 0002 as well. */
  readonly without?: readonly Key[];
  /** Bytes left; negative: taken off the end. */
  readonly cut?: number;
  readonly text?: string;
  readonly bytes?: string;
}

export type Lengths = 'defined' | 'undefined';

/** Where an offset leads: bytes from the start of the file, the record itself, or the path of a record. */
export type Target = number | string;

/** A directory record; `elements` are its keys and win over what the other fields say. */
export interface RecordModel {
  readonly type: string;
  readonly elements?: Elements;
  /** Components of the Referenced File ID. */
  readonly file?: readonly string[];
  /** FFFFH unless told. */
  readonly inUse?: number;
  readonly privateUid?: string;
  readonly without?: readonly Key[];
  readonly children?: readonly RecordModel[];
}

export interface DicomdirModel {
  /** `DICOMDIR` unless told. */
  readonly name?: string;
  readonly preamble?: boolean | string;
  readonly transferSyntax?: string;
  readonly sopClass?: string;
  readonly uid?: string;
  readonly fileSetId?: string;
  readonly consistency?: number;
  readonly lengths?: Lengths;
  /** Added to all offsets but those given as numbers in `offsets`. */
  readonly shift?: number;
  /** By the path of a record, e.g. `PATIENT[1]/STUDY[1]`; `''` is the file itself: `next` its first record, `lower` its last. */
  readonly offsets?: Readonly<Record<string, { readonly next?: Target; readonly lower?: Target }>>;
  /** Of the items in the sequence: as a tree is read, or the other way round. */
  readonly order?: 'forward' | 'backward';
  /** Tags left out of group 0002, of the data set, and of all records. */
  readonly without?: readonly Key[];
  readonly cut?: number;
  readonly records: readonly RecordModel[];
}

export interface FileSetModel {
  readonly dicomdir: DicomdirModel | null;
  /** By path, `/` between folders. */
  readonly files: Readonly<Record<string, FileModel>>;
  /** The DICOMDIR comes first unless told. */
  readonly dicomdirLast?: boolean;
}
