import { type Static, Type } from '@sinclair/typebox';

const Maybe = Type.Optional;
const literals = <T extends string>(...values: readonly T[]) => Type.Union(values.map((value) => Type.Literal(value)));

/** `lab-result.document`: the XML file as a whole. */
export const DocumentRecord = Type.Object(
  {
    encoding: Type.String({ description: 'the real one, in words of ours: Big5, UTF-8, UTF-16, ASCII' }),
    declaration: Type.Boolean({ description: 'whether it begins with <?xml … ?>' }),
    declared: Maybe(Type.String({ description: 'as written; absent where nothing is declared' })),
    declares: Maybe(literals('agrees', 'differs', 'absent', 'unclear')),
    isBig5: Maybe(Type.Boolean({ description: 'whether it is Big5 and says so in that word' })),
    broken: Maybe(Type.String({ description: 'why it is not well-formed; `no` where it is' })),
    within: Maybe(Type.String({ description: 'the innermost tag that is open there, with its Chinese name' })),
    withinEn: Maybe(Type.String()),
    sign: Maybe(Type.String({ description: 'the character or reference that is not allowed there' })),
    root: Maybe(literals('patient', 'letter-case', 'other')),
    rootTag: Maybe(Type.String({ description: 'as written, where it looks like a tag' })),
    records: Maybe(Type.Number({ description: 'how many hdata; absent where it was not read to its end' })),
    format: Maybe(literals('daily', 'monthly')),
  },
  { additionalProperties: false },
);
export type DocumentData = Static<typeof DocumentRecord>;
