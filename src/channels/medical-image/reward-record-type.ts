import { type Static, Type } from '@sinclair/typebox';
import type { Column } from './row-record-type.ts';

const closed = { additionalProperties: false };
const Hours = Type.Optional(Type.Integer({ minimum: 0 }));

/** The 24 hours of the reward (四(一)), for all rows that are as far in them. */
export const RewardRecord = Type.Object(
  {
    reward: Type.Union(
      ['none', 'open', 'late', 'later'].map((state) => Type.Literal(state)),
      { description: 'at the end of the as-of day; late: more than 24 hours, later: more than three days' },
    ),
    clockZh: Type.Optional(Type.String({ description: 'what the hours count from, in words of ours' })),
    clockEn: Type.Optional(Type.String()),
    hoursLeft: Hours,
    hoursPassed: Hours,
  },
  closed,
);
export type RewardData = Static<typeof RewardRecord>;

/** Where the clock of a row begins. */
export interface Clock {
  /** Minutes of row-time.ts. */
  readonly start: number;
  readonly from: ClockFrom;
}

/** What a clock counts from: a column, in words of ours. */
export interface ClockFrom {
  readonly column: Column;
  readonly zh: string;
  readonly en: string;
}
