import { type Static, Type } from '@sinclair/typebox';

const Maybe = Type.Optional;
const oneOf = <const T extends string>(values: readonly T[], description?: string) =>
  Maybe(
    Type.Union(
      values.map((value) => Type.Literal(value)),
      description === undefined ? {} : { description },
    ),
  );

/** `lab-result.implant`: one implant of r4 (h1 = 4, r1 = 4 or 5), by the way it is coded. */
export const ImplantRecord = Type.Object(
  {
    item: Type.Number({ description: 'its place in r4, from 1' }),
    code: Type.Union([Type.Literal('gs1'), Type.Literal('hibcc'), Type.Literal('maker'), Type.Literal('none')], {
      description: 'maker: REF, expiry and LOT of the manufacturer; none: it can be none of the three',
    }),
    writing: oneOf(['right', 'bare', 'broken'], 'GS1: with its brackets, without, or with some of them'),
    gtin: oneOf(['right', 'length', 'digits', 'check'], '(01)'),
    expiry: oneOf(['right', 'length', 'digits', 'unreal', 'none'], 'GS1 (17), or that of HIBCC'),
    lot: oneOf(['right', 'long', 'signs'], 'GS1 (10) and (21)'),
    parts: oneOf(['whole', 'lacking'], 'what each code has to have'),
    labeler: oneOf(['right', 'other'], 'HIBCC: +H or other letters'),
    length: oneOf(['right', 'short'], 'HIBCC'),
    signs: oneOf(['right', 'other'], 'HIBCC and manufacturer: letters, digits and few signs'),
    past: oneOf(['no', 'yes'], 'whether the expiry is before the month of the surgery (h4)'),
    found: Maybe(Type.Number()),
    lacking: Maybe(Type.String()),
    lackingEn: Maybe(Type.String()),
  },
  { additionalProperties: false },
);
export type ImplantData = Static<typeof ImplantRecord>;
