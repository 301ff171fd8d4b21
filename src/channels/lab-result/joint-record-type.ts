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

/** `lab-result.joint`: a result of h1 = 4 against 表四 and 表五. */
export const JointRecord = Type.Object(
  {
    number: Maybe(Type.Number({ description: 'r1' })),
    listed: oneOf(['yes', 'no'], 'r1 is one of 1 to 5'),
    name: oneOf(SAME, 'r2'),
    unit: oneOf(SAME, 'r5'),
    form: oneOf(['right', 'not-number', 'decimals'], 'r4 of BH and BW'),
    asa: oneOf(['right', 'not-number', 'range'], 'r4 of ASA'),
    approach: oneOf(['right', 'length', 'side', 'procedure', 'approach'], 'the first sign of r3 that is wrong'),
    separator: oneOf(['right', 'full-width', 'space', 'other', 'empty'], 'what stands between the implants'),
    items: Maybe(Type.Number({ description: 'how many implants' })),
    amount: oneOf(['fits', 'many']),
    ...optional(['flaw', 'flawEn', 'says', 'saysEn', 'nameMeant', 'unitMeant', 'procedures', 'approaches']),
  },
  { additionalProperties: false },
);
export type JointData = Static<typeof JointRecord>;
