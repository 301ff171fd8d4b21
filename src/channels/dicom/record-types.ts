import { type Static, Type } from '@sinclair/typebox';

const closed = { additionalProperties: false };
const Maybe = Type.Optional;
const Count = Type.Integer({ minimum: 0 });
const literals = <T extends string>(...values: T[]) => Type.Union(values.map((value) => Type.Literal(value)));
const Against = literals('agrees', 'differs', 'missing');

/** A DICOM file set in an archive: its DICOMDIR and what lies beside it. */
export const FileSetRecord = Type.Object(
  {
    name: Type.String({ description: 'of the archive' }),
    dicomdir: literals('root', 'other-case', 'in-folder', 'none'),
    images: Type.Integer({ minimum: 0, description: 'DICOM files beside the DICOMDIR' }),
    pictures: Type.Integer({ minimum: 0, description: 'JPEG, PNG … that are no DICOM' }),
    archives: Type.Integer({ minimum: 0, description: 'archives inside the archive' }),
    extras: Type.Integer({ minimum: 0, description: 'other files that are no DICOM, pictures too' }),
    state: Maybe(literals('readable', 'not-part-10', 'broken', 'cut-short', 'too-deep')),
    syntax: Maybe(literals('explicit', 'implicit', 'other', 'none')),
    mediaClass: Maybe(literals('right', 'other', 'none')),
    uid: Maybe(literals('right', 'odd', 'none')),
    fileSetId: Maybe(literals('right', 'odd', 'demo')),
    consistency: Maybe(literals('right', 'ffff', 'other', 'none')),
    records: Maybe(Count),
    offsets: Maybe(literals('exact', 'shifted', 'rebuilt')),
    shift: Maybe(Type.Integer({ minimum: 0, description: 'bytes that all offsets are off by, either way' })),
    last: Maybe(literals('right', 'wrong', 'none')),
    circles: Maybe(Count),
    astray: Maybe(Type.Integer({ minimum: 0, description: 'offsets that lead to no record' })),
    orphans: Maybe(Type.Integer({ minimum: 0, description: 'records that no offset leads to' })),
    flattened: Maybe(Type.Boolean({ description: 'folders were lost while packing' })),
    unreferenced: Maybe(Type.Integer({ minimum: 0, description: 'DICOM files that no record names' })),
    patients: Maybe(Count),
  },
  closed,
);

/** One directory record of a DICOMDIR, against the file that it names. */
export const DirectoryRecordRecord = Type.Object(
  {
    type: Type.String(),
    inUse: literals('right', 'inactive', 'other', 'none'),
    place: literals('fits', 'misplaced', 'unknown-type', 'retired', 'no-type'),
    privateUid: Maybe(Type.Boolean({ description: 'of a PRIVATE record: whether it has its UID' })),
    missing1: Maybe(Type.String({ description: 'keys of type 1 without a value' })),
    missing2: Maybe(Type.String({ description: 'keys of type 2 that are absent' })),
    pointers: literals('right', 'missing'),
    picture: Maybe(literals('whole', 'no-pixels', 'no-size', 'too-few')),
    unreachable: Type.Boolean({ description: 'it has no place, type or file even after rebuilding' }),
    repeated: Type.Boolean(),
    undeclaredText: Type.Boolean(),
    fileId: Maybe(Type.Boolean({ description: 'of the record of an instance: whether it names a file' })),
    id: Maybe(Type.String({ description: 'the file as the record names it' })),
    match: Maybe(literals('exact', 'case', 'dcm', 'joined', 'stripped', 'flattened', 'missing', 'unsafe')),
    odd: Maybe(Type.Boolean()),
    twice: Maybe(Type.Boolean()),
    target: Maybe(literals('dicom', 'other')),
    sopClass: Maybe(Against),
    sopInstance: Maybe(Against),
    transferSyntax: Maybe(Against),
    generalSopClass: Maybe(literals('right', 'missing')),
    keysDiffer: Maybe(Type.String({ description: 'keys that differ from the file' })),
  },
  closed,
);

/** One DICOM file. */
export const DicomFileRecord = Type.Object(
  {
    form: literals('part-10', 'bare', 'broken', 'beyond-limit'),
    truncated: Type.Boolean(),
    syntax: Maybe(literals('common', 'odd', 'jpip', 'unknown', 'none')),
    transferSyntax: Maybe(Type.String()),
    encoding: Maybe(literals('agrees', 'differs')),
    pixels: Maybe(
      literals('none', 'native', 'encapsulated', 'encapsulated-with-length', 'encapsulated-in-native', 'unknown'),
    ),
    rows: Maybe(Count),
    columns: Maybe(Count),
  },
  closed,
);

/** The record types that every channel with DICOM archives gives. */
export const DICOM_RECORD_TYPES = {
  'dicom.file-set': FileSetRecord,
  'dicom.record': DirectoryRecordRecord,
  'dicom.file': DicomFileRecord,
} as const;

/** The data of a record type. */
export type DicomDataOf<T extends keyof typeof DICOM_RECORD_TYPES> = Static<(typeof DICOM_RECORD_TYPES)[T]>;
