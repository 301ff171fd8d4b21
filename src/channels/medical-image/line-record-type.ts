import { type Static, Type } from '@sinclair/typebox';

const Flag = (description: string) => Type.Optional(Type.Literal(true, { description }));
const Cells = (description: string) =>
  Type.Optional(Type.String({ description: `cells, as L14、N14: ${description}` }));

/** What the number of fields says; 17 with nothing behind them are right. */
export const FIELD_COUNTS = [
  'right',
  'older', // 16: made before column 17 was there
  'trailing-comma', // 18 or more, nothing in the last ones
  'more', // something behind column 17
  'one', // no comma at all
  'fewer',
] as const;

/** A line of the CSV about which something is odd before any column is looked at; no other lines have this record. */
export const LineRecord = Type.Object(
  {
    fields: Type.Integer({ description: 'fields of the line; 0 where it is too long to tell' }),
    count: Type.Optional(
      Type.Union(
        FIELD_COUNTS.map((count) => Type.Literal(count)),
        { description: 'absent where the fields cannot be told apart, or where the line is no data' },
      ),
    ),
    header: Flag('names of columns, a title or a remark instead of data'),
    onlyCommas: Flag('nothing but empty cells'),
    endMark: Flag('nothing but the end mark (1A) of DOS programs'),
    quoted: Flag('fields stand in quotes, rightly'),
    multiLine: Flag('a quoted field goes over several lines'),
    unclosedQuote: Flag('a quote that nothing closes'),
    strayQuote: Flag('a quote where CSV has none'),
    tooLong: Flag('too long to be a row'),
    beyondAscii: Cells('signs beyond ASCII, of a line whose columns are not judged'),
    control: Cells('NUL or other control characters, of a line whose columns are not judged'),
    padded: Cells('blanks or tabs around the value'),
  },
  { additionalProperties: false },
);
export type LineData = Static<typeof LineRecord>;
