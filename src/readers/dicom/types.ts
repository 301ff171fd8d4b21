/**
 * What the DICOM readers give. Texts are the bytes as written, padding (trailing NUL and spaces) taken off, each byte one
 * character (latin1): character sets are never guessed, so beyond ASCII a text is only good for comparing bytes.
 * Names of people are never kept.
 */

/** `ggggeeee` in lower case, e.g. `00080018`. */
export type Tag = string;

/** VR and byte order. */
export type DataSetEncoding = 'explicit-little' | 'implicit-little' | 'explicit-big';

/** The header of a DICOM file, up to but not including the pixels. What the file does not say is absent. */
export interface DicomHeader {
  /** `part-10`: 128 bytes, `DICM`, group 0002 (PS3.10 7.1). `bare`: a data set without them. */
  readonly form: 'part-10' | 'bare';
  /** (0002,0010) */
  readonly transferSyntax?: string;
  /** (0002,0002) */
  readonly mediaSopClass?: string;
  /** (0002,0003) */
  readonly mediaSopInstance?: string;
  /** (0008,0005), values as written */
  readonly charsets?: readonly string[];
  /** (0008,0008) */
  readonly imageType?: readonly string[];
  /** (0008,0016) */
  readonly sopClass?: string;
  /** (0008,0018) */
  readonly sopInstance?: string;
  /** (0008,001A) */
  readonly generalSopClass?: string;
  /** (0008,0020) */
  readonly studyDate?: string;
  /** (0008,0060) */
  readonly modality?: string;
  /** (0010,0020) */
  readonly patientId?: string;
  /** (0010,0030) */
  readonly birthDate?: string;
  /** (0018,0015) */
  readonly bodyPart?: string;
  /** (0020,000D) */
  readonly study?: string;
  /** (0020,000E) */
  readonly series?: string;
  /** (0028,0008) */
  readonly frames?: number;
  /** (0028,0010) height */
  readonly rows?: number;
  /** (0028,0011) width */
  readonly columns?: number;
  /** (0028,0100) bits of a pixel, of one sample */
  readonly bits?: number;
  /** Bytes of (7FE0,0010), where it says how many. */
  readonly pixelBytes?: number;
  /** How the data set is written, whatever the transfer syntax says. */
  readonly encoding?: DataSetEncoding;
  /**
   * `encapsulated-with-length`: the transfer syntax encapsulates, yet (7FE0,0010) gives a length (seen in the field);
   * `encapsulated-in-native`: the other way round.
   */
  readonly pixels:
    | 'none'
    | 'native'
    | 'encapsulated'
    | 'encapsulated-with-length'
    | 'encapsulated-in-native'
    | 'unknown';
}

/** What a file turned out to be. */
export type DicomRead =
  | {
      readonly kind: 'dicom';
      readonly header: DicomHeader;
      /** An element, or the pixels, run past the end of the file. */
      readonly truncated: boolean;
    }
  /** It begins as DICOM does, but its header cannot be followed: no sense, or deeper or longer than we read. */
  | { readonly kind: 'broken'; readonly why: 'header' | 'too-deep' | 'limit'; readonly header: Partial<DicomHeader> }
  /** Its first bytes (4,100 at most), for telling what else it is. */
  | { readonly kind: 'other'; readonly head: Uint8Array };

/** One item of the Directory Record Sequence (0004,1220); what it does not say is absent. */
export interface DirectoryRecord {
  /** Position in the sequence, from 0. */
  readonly index: number;
  /** Of its Item tag (FFFE,E000), from the first byte of the file, preamble and `DICM` counted. */
  readonly offset: number;
  /** (0004,1400) */
  readonly next?: number;
  /** (0004,1410) */
  readonly inUse?: number;
  /** (0004,1420) */
  readonly lower?: number;
  /** (0004,1430) */
  readonly type?: string;
  /** (0004,1432) */
  readonly privateUid?: string;
  /** (0004,1500): its components as written. */
  readonly fileId?: readonly string[];
  /** (0004,1510) */
  readonly sopClass?: string;
  /** (0004,1511) */
  readonly sopInstance?: string;
  /** (0004,1512) */
  readonly transferSyntax?: string;
  /** (0004,151A) */
  readonly generalSopClass?: readonly string[];
  /** (0010,0020) */
  readonly patientId?: string;
  /** (0010,0030) */
  readonly birthDate?: string;
  /** (0020,000D) */
  readonly study?: string;
  /** (0020,000E) */
  readonly series?: string;
  /** (0008,0060) */
  readonly modality?: string;
  /** Tags of keys that are there with a value. */
  readonly filled: ReadonlySet<Tag>;
  /** Tags of keys that are there without one. */
  readonly empty: ReadonlySet<Tag>;
  /**
   * A text key has bytes beyond ASCII, and neither this record nor the file names a character set that is defined
   * (0008,0005), or it names UTF-8 and they are none.
   */
  readonly undeclaredText: boolean;
}

/** A DICOMDIR as read, of whatever quality. */
export interface Dicomdir {
  /** (0002,0010) */
  readonly transferSyntax?: string;
  /** (0002,0002) */
  readonly sopClass?: string;
  /** (0002,0003) */
  readonly fileSetUid?: string;
  /** (0004,1130) */
  readonly fileSetId?: string;
  /** (0004,1200) */
  readonly first?: number;
  /** (0004,1202) */
  readonly last?: number;
  /** (0004,1212) */
  readonly consistency?: number;
  /** How its data set is written, whatever (0002,0010) says. */
  readonly encoding: DataSetEncoding;
  /** Whether (0004,1220) is there at all. */
  readonly sequence: boolean;
  readonly records: readonly DirectoryRecord[];
  /** The bytes end, or stop making sense, before the sequence does. */
  readonly cutShort: boolean;
}

/** `not-part-10`: no `DICM` at 128. `header`: nothing in it can be followed. `too-many`: more records than allowed. */
export type DicomdirRead =
  | { readonly kind: 'dicomdir'; readonly dicomdir: Dicomdir }
  | { readonly kind: 'not-part-10' | 'header' | 'too-deep' }
  | { readonly kind: 'too-many'; readonly most: number; readonly found: number };

/** A file beside the DICOMDIR; `header` is absent where it is no DICOM file. */
export interface FileInSet {
  /** From the folder that holds the DICOMDIR, parted by `/`. */
  readonly path: string;
  readonly header?: Partial<DicomHeader> | undefined;
}

/** How the file of a Referenced File ID was found, in the order tried; `unsafe` ids are never looked up. */
export type FileMatch = 'exact' | 'case' | 'dcm' | 'joined' | 'stripped' | 'flattened' | 'missing' | 'unsafe';

/** What a record says of a file, against the file. */
export interface ReferencedFile {
  /** Components joined by `/`, as written. */
  readonly id: string;
  readonly match: FileMatch;
  /** The file found. For `flattened` (only the bare name lies there: folders were lost while packing) as well. */
  readonly file?: FileInSet;
  /** Not A–Z 0–9 _ in at most 8 components of 1–8 (PS3.10 8.2, 8.5). */
  readonly odd: boolean;
  /** An earlier record refers to the same file. */
  readonly twice: boolean;
  /** (0004,1510), (0004,1511), (0004,1512) against the file; absent where there is no DICOM file to compare with. */
  readonly sopClass?: 'agrees' | 'differs' | 'missing';
  readonly sopInstance?: 'agrees' | 'differs' | 'missing';
  readonly transferSyntax?: 'agrees' | 'differs' | 'missing';
  /** The file has (0008,001A) and the record no equal (0004,151A). */
  readonly generalSopClassMissing?: boolean;
  /** Keys of this record and of those above it that differ from the file: Patient ID, UIDs, Modality. */
  readonly keysDiffer: readonly Tag[];
}

/** A record in its place. */
export interface AuditedRecord {
  readonly record: DirectoryRecord;
  readonly parent: AuditedRecord | undefined;
  /** e.g. `PATIENT[1]/STUDY[1]/SERIES[2]/IMAGE[3]`; counted from 1 among its siblings of the same type. */
  readonly path: string;
  readonly reached: 'offset' | 'shifted' | 'order';
  /** By PS3.3 Table F.4-1; unknown and retired types are never a fault. */
  readonly place: 'fits' | 'misplaced' | 'unknown-type' | 'retired' | 'no-type';
  /** Keys of type 1 that are absent or empty, and of type 2 that are absent (PS3.3 F.5). */
  readonly missing1: readonly Tag[];
  readonly missing2: readonly Tag[];
  /** Its Patient ID, Study or Series Instance UID is the one of an earlier record of its type. */
  readonly repeated: boolean;
  /** For records of instances: absent where there is no Referenced File ID. */
  readonly file?: ReferencedFile;
  /** A record of an instance (IMAGE, SR DOCUMENT, …), so a file belongs to it. */
  readonly instance: boolean;
}

/** The file set as a whole. */
export interface FileSetAudit {
  /** In the order of the sequence. */
  readonly records: readonly AuditedRecord[];
  /** `exact`: every record is reached. `shifted`: after adding a constant. `rebuilt`: by record order, wholly or in part. */
  readonly offsets: 'exact' | 'shifted' | 'rebuilt';
  /** What has to be added to the offsets, for `shifted`. */
  readonly shift?: number;
  /** Offsets that lead in a circle, or to a record a second time. */
  readonly circles: number;
  /** Offsets that lead to no Item. */
  readonly astray: number;
  /** Records that no offset leads to, while others are reached. */
  readonly orphans: readonly AuditedRecord[];
  /** Records of instances without a place in the tree even after rebuilding, or without a Referenced File ID. */
  readonly unreachable: readonly AuditedRecord[];
  /** No file is where the records say, but the bare names are all there. */
  readonly flattened: boolean;
  /** DICOM files that no record refers to; the DICOMDIR itself is not among them. */
  readonly unreferenced: readonly FileInSet[];
}
