import { type Static, Type } from '@sinclair/typebox';
import { Words } from '../../engine/rule-schema.ts';
import { optional } from './optional-fields.ts';
import { R_TAGS } from './tags.ts';

const Maybe = Type.Optional;
const oneOf = <const T extends string>(...values: readonly T[]) =>
  Type.Union(values.map((value) => Type.Literal(value)));

/** `lab-result.rdata`: the fields of 報告資料段 by their tags, the category (h1) and order (h15) of its hdata, and what this channel knows of them. */
export const RdataRecord = Type.Object(
  {
    ...optional(R_TAGS),
    ...optional(['h1', 'h15']),
    kind: Maybe(
      Type.Union(
        (
          ['lab', 'closing', 'image', 'pathology', 'joint-size', 'joint-asa', 'joint-approach', 'joint-other'] as const
        ).map((kind) => Type.Literal(kind)),
        {
          description:
            'what its fields have to be, by h1: `closing` is Y00010, which needs few; joints are told apart by r1',
        },
      ),
    ),
    number: Maybe(oneOf('whole', 'zero', 'fraction')),
    references: Maybe(
      Type.Union([Type.Literal('there'), Type.Literal('missing')], { description: 'r6-1 or r6-2, of a laboratory' }),
    ),
    staff: Maybe(
      Type.Union([Type.Literal('right'), Type.Literal('shape'), Type.Literal('digit')], {
        description: 'r9: neither an id nor an institution code; or with a wrong check digit',
      }),
    ),
    why: Maybe(
      Type.Partial(
        Type.Object({ 'r4-1': Words, r9: Words, r10: Words, r12: Words, r14: Words }, { additionalProperties: false }),
        { additionalProperties: false, description: 'why fields are wrong, in words of ours; only where one is' },
      ),
    ),
    continuation: Maybe(
      Type.Union([Type.Literal('right'), Type.Literal('gap'), Type.Literal('loose')], {
        description: 'r8-2 to r8-9, where there is one: without gap, and after r7 or r8-1',
      }),
    ),
    continued: Maybe(Type.String({ description: 'the tag that has nothing before it' })),
    before: Maybe(Type.String({ description: 'the tag that is not there' })),
    itemName: Maybe(Type.Union([Type.Literal('same'), Type.Literal('other')], { description: 'r2 against 表九' })),
    itemResult: Maybe(Type.Union([Type.Literal('same'), Type.Literal('other')])),
    itemUnit: Maybe(Type.Union([Type.Literal('same'), Type.Literal('other')])),
    ...optional(['nameMeant', 'nameNote', 'nameNoteEn', 'resultsMeant', 'unitsMeant']),
  },
  { additionalProperties: false },
);
export type RdataData = Static<typeof RdataRecord>;
