import { type Static, Type } from '@sinclair/typebox';

const Maybe = Type.Optional;

/** `lab-result.field`: what the reader found against the field table; exists only where something is wrong. */
export const FieldRecord = Type.Object(
  {
    fault: Type.String({ description: 'a kind of src/readers/xml/types.ts' }),
    tag: Maybe(Type.String({ description: 'as written; absent where it does not look like a tag' })),
    field: Maybe(Type.String({ description: 'the tag that is meant' })),
    name: Maybe(Type.String({ description: '資料名稱 of the field, in Chinese' })),
    nameEn: Maybe(Type.String()),
    found: Maybe(Type.Number()),
    most: Maybe(Type.Number()),
    sign: Maybe(Type.String()),
  },
  { additionalProperties: false },
);
export type FieldData = Static<typeof FieldRecord>;
