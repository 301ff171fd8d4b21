import { type Static, Type } from '@sinclair/typebox';

const Maybe = Type.Optional;

/** `lab-result.text`: a text of 報告資料段 in which something is odd; exists only where it is. */
export const TextRecord = Type.Object(
  {
    tag: Type.String(),
    name: Type.String({ description: '資料名稱, in Chinese' }),
    nameEn: Type.String(),
    use: Type.Union([Type.Literal('words'), Type.Literal('implants')], {
      description: 'implants: codes, which other signs would change',
    }),
    signs: Maybe(Type.String({ description: "which of < > & ' stand in it" })),
    instead: Maybe(Type.String({ description: 'the full-width ones' })),
    quote: Maybe(Type.Literal(true, { description: 'whether it holds "' })),
    over: Maybe(
      Type.Union([Type.Literal('bytes'), Type.Literal('letters'), Type.Literal('characters')], {
        description:
          'bytes: more than its length where each sign beyond ASCII counts 4; letters, characters: more than 3,000 or 1,000 in a field of 4,000',
      }),
    ),
    found: Maybe(Type.Number()),
    most: Maybe(Type.Number()),
  },
  { additionalProperties: false },
);
export type TextData = Static<typeof TextRecord>;
