import { type Static, Type } from '@sinclair/typebox';

const closed = { additionalProperties: false };
const Maybe = Type.Optional;
const Count = (description: string) => Type.Integer({ minimum: 0, description });
const literals = <T extends string>(...values: T[]) => Type.Union(values.map((value) => Type.Literal(value)));

/** Whether an archive can be read; `zero` has no bytes, `empty` no files. */
const State = literals(
  'readable',
  'damaged',
  'encrypted',
  'wrong-kind',
  'kind-differs',
  'zero',
  'empty',
  'multi-volume',
  'unsupported',
);
export type ArchiveState = Static<typeof State>;

/** An archive that rows name. Counts are absent where it could not be read to its end. */
export const ArchiveRecord = Type.Object(
  {
    role: literals('dcf', 'att'),
    name: Type.String({ description: 'file name without folders' }),
    state: State,
    kindLabel: Type.String({ description: 'what it is by its first bytes, in Chinese' }),
    kindEn: Type.String({ description: 'the same in English' }),
    size: literals('fits', 'between', 'beyond'),
    gigabytes: Type.Number({ minimum: 0, description: '10^9 bytes, two decimals' }),
    gibibytes: Type.Number({ minimum: 0, description: '2^30 bytes, two decimals' }),
    cabinet: Maybe(literals('fits', 'beyond')),
    files: Maybe(Count('files inside')),
    repeated: Maybe(Count('names that occur again')),
    twin: Maybe(Type.String({ description: 'the first of them' })),
    hostile: Maybe(Count('names that lead elsewhere')),
    oddNames: Maybe(Count('of a DCF names beyond ASCII; of an ATT all with other signs than letters, digits, _ and .')),
    studies: Maybe(Count('of a DCF: studies of its images')),
    imageFiles: Maybe(Count('of a DCF whose DICOM files can all be read: those that are images, no reports')),
    jpegs: Maybe(Count('of an ATT: JPEG pictures')),
    misnamed: Maybe(Count('of an ATT: files called .jpg that are none, but for DICOM and archives')),
    pictures: Maybe(Count('of an ATT: other pictures (PNG …) under their own extension')),
    dicoms: Maybe(Count('of an ATT: DICOM files')),
    archives: Maybe(Count('of an ATT: archives inside it')),
    others: Maybe(Count('of an ATT: all else')),
  },
  closed,
);
export type ArchiveData = Static<typeof ArchiveRecord>;

/** A file of an ATT that is a JPEG or is called one. */
export const JpegRecord = Type.Object(
  {
    name: Type.String({ description: 'path in the archive' }),
    is: literals('jpeg', 'picture', 'empty', 'other'),
    kindLabel: Type.String(),
    kindEn: Type.String(),
    extension: literals('jpg', 'jpeg', 'other'),
    state: Maybe(literals('whole', 'cut', 'too-little', 'broken')),
    cmyk: Maybe(Type.Boolean()),
    width: Maybe(Type.Integer({ minimum: 0 })),
    height: Maybe(Type.Integer({ minimum: 0 })),
  },
  closed,
);
export type JpegData = Static<typeof JpegRecord>;
