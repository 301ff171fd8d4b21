import { type Static, Type } from '@sinclair/typebox';

const closed = { additionalProperties: false };
const Index = (description: string) => Type.Integer({ minimum: 1, description });

/** `lab-result.day`: an hdata of another upload day than most of the file. Exists only where there is one. */
export const DayRecord = Type.Object(
  {
    day: Type.String({ description: 'first seven digits of its h16' }),
    uploadDay: Type.String({ description: 'those of most hdata: what is typed on the page' }),
    agrees: Type.Boolean(),
    count: Type.Integer({ minimum: 1, description: 'hdata of the upload day' }),
  },
  closed,
);
export type DayData = Static<typeof DayRecord>;

/** `lab-result.repeat`: an hdata whose key (表七) another one has. Exists only where there is one. */
export const RepeatRecord = Type.Object(
  {
    repeat: Type.Union([Type.Literal('none'), Type.Literal('superseded'), Type.Literal('undecided')], {
      description: 'superseded: the other one has a later h16; undecided: it has the same',
    }),
    other: Index('which hdata of the file that is, from 1'),
    line: Index('its line'),
  },
  closed,
);
export type RepeatData = Static<typeof RepeatRecord>;
