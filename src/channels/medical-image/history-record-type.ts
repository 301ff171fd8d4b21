import { Type } from '@sinclair/typebox';

const Compared = (what: string) =>
  Type.Optional(
    Type.Union([Type.Literal('same'), Type.Literal('other')], {
      description: `${what}, compared with all that was handed over under the 案件編號`,
    }),
  );

/** A row whose 案件編號 was handed over before, or goes out in another batch as well; there is no record of the others. */
export const HistoryRecord = Type.Object(
  {
    name: Type.String({ description: 'file name of the archive' }),
    row: Compared('the text of the row'),
    archive: Compared('the bytes of the archive'),
    exam: Compared('the examination: columns 8, 10, 12'),
    elsewhere: Type.Optional(
      Type.String({
        description: 'an earlier submission of this check that has the 案件編號 too; only where none was handed over',
      }),
    ),
  },
  { additionalProperties: false },
);
