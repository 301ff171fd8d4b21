import { type Static, Type } from '@sinclair/typebox';

const Maybe = Type.Optional;

/** `lab-result.field`: what the reader found against the field table; exists only where something is wrong. */
export const FieldRecord = Type.Object(
  {
    fault: Type.String({
      description:
        'a kind of src/readers/xml/types.ts; missing-closing: missing, of Y00010, which needs less (表八 註2); near: unknown, but nearly a tag; outside: beside the hdatas',
    }),
    label: Type.String({ description: 'the tag that is meant with its Chinese name: h20 採檢/實際檢查/手術日期時間' }),
    labelEn: Type.String(),
    tag: Maybe(Type.String({ description: 'as written; absent where it does not look like a tag' })),
    field: Maybe(Type.String({ description: 'the tag that is meant' })),
    times: Type.String({ description: 'how often within the hdata, in words; empty where once' }),
    timesEn: Type.String(),
    tags: Maybe(Type.Number({ description: 'of letter-case: how many tags' })),
    list: Maybe(Type.String({ description: 'of letter-case: some of them as written, each with its Chinese name' })),
    listEn: Maybe(Type.String()),
    found: Maybe(Type.Number({ description: 'characters' })),
    most: Maybe(Type.Number()),
    exact: Maybe(Type.Boolean({ description: 'of length: exactly `most`' })),
    sign: Maybe(Type.String({ description: 'the character with its code point, or bytes in hex' })),
    meaning: Maybe(Type.String({ description: 'what the character is' })),
    meaningEn: Maybe(Type.String()),
    remedy: Maybe(Type.String({ description: 'what to write in the place of the character' })),
    remedyEn: Maybe(Type.String()),
  },
  { additionalProperties: false },
);
export type FieldData = Static<typeof FieldRecord>;
