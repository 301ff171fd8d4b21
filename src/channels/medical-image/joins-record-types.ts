import { Type } from '@sinclair/typebox';

const closed = { additionalProperties: false };
const Line = (description: string) => Type.Integer({ minimum: 1, description });

/** A row that repeats an earlier one of the file. Exists only where there is one. */
export const DuplicateRecord = Type.Object(
  {
    repeats: Type.Boolean({ description: 'whether columns 1 to 12 are those of an earlier row' }),
    first: Line('physical line of the earlier row'),
  },
  closed,
);

/** Report serials of one visit that do not follow each other. Exists only where they do not. */
export const SerialRecord = Type.Object(
  {
    gap: Type.Union([Type.Literal('none'), Type.Literal('between'), Type.Literal('start')], {
      description: 'between: serials are missing between two rows; start: the lowest one of the file is not 1',
    }),
    serial: Type.Integer({ minimum: 1, description: 'report serial of this row' }),
    before: Type.Integer({ minimum: 0, description: 'the next lower one of the visit in this file; 0: there is none' }),
    first: Line('physical line of the row that has it; of this row where there is none'),
  },
  closed,
);

/** A row whose archive another row names too, and not for the same report. Exists only where there is one. */
export const SharedRecord = Type.Object(
  {
    differs: Type.Union([Type.Literal('nothing'), Type.Literal('order'), Type.Literal('serial')], {
      description: 'the order code of the other row, or only its report serial',
    }),
    other: Line('physical line of the other row'),
    archive: Type.String({ description: 'as this row writes it' }),
    orderCode: Type.String(),
    otherCode: Type.String({ description: 'order code of the other row' }),
  },
  closed,
);
