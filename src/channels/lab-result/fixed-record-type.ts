import { type Static, Type } from '@sinclair/typebox';
import { optional } from './optional-fields.ts';

const Maybe = Type.Optional;
const oneOf = <const T extends string>(values: readonly T[], description?: string) =>
  Maybe(
    Type.Union(
      values.map((value) => Type.Literal(value)),
      description === undefined ? {} : { description },
    ),
  );
const SAME = ['same', 'other'] as const;

/** `lab-result.fixed`: a result whose content a table fixes (表八, 表十 to 表十四), against that table. */
export const FixedRecord = Type.Object(
  {
    h15: Type.String(),
    number: Maybe(Type.Number({ description: 'r1' })),
    table: Type.String({ description: 'its name, in Chinese' }),
    tableEn: Type.String(),
    listed: Type.Union([Type.Literal('yes'), Type.Literal('no'), Type.Literal('odd')], {
      description: 'whether the table has this number; odd: it does not, but does not speak of others either',
    }),
    tag: Type.Union([Type.Literal('r4'), Type.Literal('r7')], { description: 'the field that holds the value' }),
    form: oneOf(['right', 'beyond', 'not-number', 'decimals', 'not-code', 'not-date'], 'the value; absent without one'),
    name: oneOf(SAME, 'r2'),
    unit: oneOf(SAME, 'r5'),
    reference: oneOf(SAME, 'r6-1 or r6-2, where the table says 無'),
    sign: oneOf(SAME, 'r4-1 against r4 (表十二)'),
    headings: oneOf(['all', 'lacking'], 'of an NGS report (表十三)'),
    specimen: oneOf(['numbered', 'unnumbered'], 'whether the report on a tissue has its number'),
    ...optional(['flaw', 'flawEn', 'says', 'saysEn', 'nameMeant', 'unitMeant', 'lacking', 'numbers']),
  },
  { additionalProperties: false },
);
export type FixedData = Static<typeof FixedRecord>;
