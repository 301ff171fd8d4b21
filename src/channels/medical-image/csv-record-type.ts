import { type Static, Type } from '@sinclair/typebox';

const literals = <T extends string>(values: readonly T[], description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value)),
    { description },
  );

/** What a CSV holds. */
export const CONTENTS = [
  'rows', // of data
  'header', // and nothing else
  'too-long', // no line that is short enough to be a row
  'blank', // lines without anything
  'nothing', // no line at all
  'workbook', // of Excel or another spreadsheet program, which is no text
] as const;
export type Contents = (typeof CONTENTS)[number];

/** The CSV as a whole, as it is known after its last row. */
export const CsvRecord = Type.Object(
  {
    contents: literals(CONTENTS, 'what it holds'),
    encoding: literals(['ascii-compatible', 'utf-16'], 'ascii-compatible: ASCII, UTF-8, Big5 …'),
    bom: Type.Boolean({ description: 'whether it begins with the byte order mark of UTF-8' }),
    delimiter: literals(['comma', 'tab', 'semicolon'], 'what stands between the fields of the first line'),
    loneReturns: Type.Integer({ minimum: 0, description: 'lines that end with CR alone' }),
    blankLines: Type.Integer({ minimum: 0 }),
    firstBlank: Type.Optional(Type.Integer({ minimum: 1, description: 'physical line of the first blank one' })),
    rows: Type.Integer({ minimum: 0, description: 'lines that are not blank; a quoted line end makes no line' }),
  },
  { additionalProperties: false },
);
export type CsvData = Static<typeof CsvRecord>;
