import { type Static, Type } from '@sinclair/typebox';

const closed = { additionalProperties: false };
const Maybe = Type.Optional;
const literals = <T extends string>(...values: T[]) => Type.Union(values.map((value) => Type.Literal(value)));

/** The files that go out together. */
export const SubmissionRecord = Type.Object(
  {
    csv: literals('one', 'none'),
    archives: Type.Integer({ minimum: 0 }),
    otherCsvs: Type.Integer({ minimum: 0, description: 'other CSVs that came along, each judged apart' }),
    name: Maybe(Type.String({ description: 'of the CSV' })),
    nameState: Maybe(literals('right', 'roc-date', 'letter-case', 'odd-signs', 'wrong')),
    institution: Maybe(Type.String({ description: 'in the name of the CSV' })),
    configured: Maybe(literals('agrees', 'differs')),
    login: Maybe(Type.String({ description: 'the institution that the configuration names' })),
    date: Maybe(Type.String({ description: 'the eight digits of the date in the name' })),
    dateState: Maybe(literals('real', 'not-real')),
    daysFromAsOf: Maybe(Type.Integer({ description: 'from the as-of day to the date in the name' })),
  },
  closed,
);
export type SubmissionData = Static<typeof SubmissionRecord>;

/** An archive that no row names. */
export const UnnamedRecord = Type.Object(
  { name: Type.String(), like: Maybe(Type.String({ description: 'a name in column 14 that differs only a little' })) },
  closed,
);
