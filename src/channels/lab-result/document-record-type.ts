import { type Static, Type } from '@sinclair/typebox';

const Maybe = Type.Optional;

/** `lab-result.document`: the XML file as a whole. */
export const DocumentRecord = Type.Object(
  {
    encoding: Type.String(),
    declared: Maybe(Type.String()),
    broken: Maybe(Type.String({ description: 'why it is not well-formed' })),
    tag: Maybe(Type.String()),
    root: Maybe(Type.String()),
    records: Type.Number(),
    format: Type.Union([Type.Literal('daily'), Type.Literal('monthly')]),
  },
  { additionalProperties: false },
);
export type DocumentData = Static<typeof DocumentRecord>;
