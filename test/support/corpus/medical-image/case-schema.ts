import { type Static, Type } from '@sinclair/typebox';
import { COLUMNS, type Column } from '../../../../src/channels/medical-image/row-record-type.ts';
import { IMAGE_KINDS } from '../../dicom/kinds.ts';
import { ROW_KINDS, type RowKind } from './rows.ts';

const closed = { additionalProperties: false };
const Maybe = Type.Optional;
const literals = <T extends string>(values: readonly T[]) => Type.Union(values.map((value) => Type.Literal(value)));
const Cell = Type.Union([Type.String(), Type.Null()]);

/** A row of the CSV: the usual one of its kind, with other cells. */
export type Row = { is?: RowKind } & Partial<Record<Column, string | null>>;
export const Row = Type.Unsafe<Row>(
  Type.Object(
    { is: Maybe(literals(ROW_KINDS)), ...Object.fromEntries(COLUMNS.map((column) => [column, Maybe(Cell)])) },
    { ...closed, description: 'changes of the usual row of its kind (`ct` unless told); null: an empty cell' },
  ),
);

/** The CSV of a package, where it is not made of its rows alone. */
export const Csv = Type.Object(
  {
    name: Maybe(Type.String()),
    text: Maybe(Type.String({ description: 'in the place of its rows' })),
    before: Maybe(Type.String({ description: 'before the first row' })),
    after: Maybe(Type.String({ description: 'after the last one' })),
    replace: Maybe(Type.Record(Type.String(), Type.String(), { description: 'in its text, each time' })),
    long: Maybe(Type.Integer({ description: 'so many times the letter X in the place of 〈long〉' })),
    bom: Maybe(Type.Boolean()),
    encoding: Maybe(literals(['utf-16', 'big5'])),
  },
  closed,
);
export type Csv = Static<typeof Csv>;

const Size = Type.String({ pattern: '^\\d+x\\d+$', description: 'width x height in pixels' });

/** An archive; all that is not told is as usual for the row that names it. */
export const Archive = Type.Object(
  {
    of: Maybe(literals(IMAGE_KINDS)),
    sizes: Maybe(Type.Array(Size, { description: 'of its images' })),
    set: Maybe(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'a patch on the usual file set of its kind (test/support/dicom/kinds.ts)',
      }),
    ),
    moved: Maybe(Type.Record(Type.String(), Type.String(), { description: 'files of the set under another path' })),
    holds: Maybe(Type.Array(Type.String(), { description: 'in the place of what is usual' })),
    contents: Maybe(Type.Record(Type.String(), Type.Unknown(), { description: 'files beside them, as in an ATT' })),
    kind: Maybe(literals(['7z', 'cab', 'zip'])),
    password: Maybe(Type.Boolean()),
    dictionary: Maybe(Type.Integer()),
    method: Maybe(Type.String()),
    volume: Maybe(Type.Boolean()),
    cut: Maybe(Type.Integer()),
  },
  closed,
);
export type Archive = Static<typeof Archive>;

const rows = Maybe(
  Type.Array(Type.Union([Row, literals(ROW_KINDS)]), { description: 'of the CSV of a package of medical images' }),
);
const images = Maybe(
  Type.Record(Type.String(), Type.Union([Archive, Type.Literal('none')]), {
    description: 'archives by name, or by the number of the row that names them; all that rows name unless told',
  }),
);

/** The fields of a case of this channel. */
export const MedicalImage = {
  rows,
  csv: Maybe(Type.Union([Csv, Type.Literal('none')])),
  images,
  before: Maybe(Type.Object({ rows, images }, { ...closed, description: 'handed over the day before' })),
  claims: Maybe(Type.Record(Type.String(), Type.Number(), { description: 'files that seem to have so many bytes' })),
};
