import { type Static, Type } from '@sinclair/typebox';

const Maybe = Type.Optional;
const told = (description: string) =>
  Maybe(Type.Union([Type.Literal('told'), Type.Literal('untold')], { description }));

/** `lab-result.results`: all results of one hdata together. */
export const ResultsRecord = Type.Object(
  {
    count: Type.Number(),
    repeated: Type.Union([Type.Literal('none'), Type.Literal('some')], { description: 'whether two have the same r1' }),
    repeatedNumber: Maybe(Type.Number()),
    numbering: Maybe(
      Type.Union([Type.Literal('whole'), Type.Literal('gap')], {
        description: 'r1 from 1 on without gaps; absent where a table fixes the numbers of the order',
      }),
    ),
    absentNumber: Maybe(Type.Number({ description: 'the first that is not there' })),
    otherDisease: told('Y00009: number 2, where number 1 has an 8'),
    otherEnding: told('Y00010: number 301 or 302, where the reason is another one'),
    endingNumber: Maybe(Type.Number()),
    viralCount: told('14074C: number 2, where number 1 is 1'),
  },
  { additionalProperties: false },
);
export type ResultsData = Static<typeof ResultsRecord>;
