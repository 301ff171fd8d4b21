import { Type } from '@sinclair/typebox';

const Compared = (what: string) =>
  Type.Optional(
    Type.Union([Type.Literal('same'), Type.Literal('other')], {
      description: `${what}, compared with all that was handed over under the 案件編號`,
    }),
  );

/** A row whose 案件編號 was handed over before; there is no record of the others. */
export const HistoryRecord = Type.Object(
  {
    name: Type.String({ description: 'file name of the archive' }),
    row: Compared('the text of the row'),
    archive: Compared('the bytes of the archive'),
    exam: Compared('the examination: columns 8, 10, 12'),
  },
  { additionalProperties: false },
);
