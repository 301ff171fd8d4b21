import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Words } from '../../engine/rule-schema.ts';
import { optional } from './optional-fields.ts';
import { H_TAGS, type HTag } from './tags.ts';

const closed = { additionalProperties: false };
const Flag = (description: string) => Type.Optional(Type.Boolean({ description }));
const OneOf = <T extends string>(words: readonly T[], description: string) =>
  Type.Optional(
    Type.Union(
      words.map((word) => Type.Literal(word)),
      { description },
    ),
  );

/** The day of h16 beside the as-of day. */
export const UPLOAD_DAYS = ['today', 'yesterday', 'earlier', 'later'] as const;
export type UploadDay = (typeof UPLOAD_DAYS)[number];

/** What h7 is, where it has four signs. */
export const SERIALS = [
  'number', // 0001 and so on
  'code', // IC and two signs, a code of a card fault, a virtual card
  'later', // Z000, to be completed by the monthly upload
  'unknown',
] as const;
export type Serial = (typeof SERIALS)[number];

const ByTag = <T>(value: TSchema, description: string) =>
  Type.Optional(
    Type.Unsafe<Partial<Record<HTag, T>>>(
      Type.Object(Object.fromEntries(H_TAGS.map((tag) => [tag, Type.Optional(value)])), { ...closed, description }),
    ),
  );

/** `lab-result.hdata`: the fields of 基本資料段 by their tags, and what this channel knows of them. */
export const HdataRecord = Type.Object(
  {
    ...optional(H_TAGS),
    why: ByTag<Words>(Words, 'why fields are wrong, in words of ours; only where one is'),
    lengthTold: ByTag<boolean>(
      Type.Boolean(),
      'fields of a length that they may not have, which the reader tells; only where there is one',
    ),
    monthAgrees: Flag('whether h4 is the year and month of h20'),
    month: Type.Optional(Type.String({ description: 'year and month of h20' })),
    uploadDate: Type.Optional(Type.String({ description: 'first seven digits of h16' })),
    uploadDay: OneOf(UPLOAD_DAYS, 'the day of h16 beside the as-of day'),
    serial: OneOf(SERIALS, 'what h7 is'),
    order: OneOf(
      ['listed', 'odd', 'unlisted'],
      'h15 beside 表三, 表四 and the tables of single orders; odd: would be there in capitals, half width, without blanks',
    ),
    category: Type.Optional(Type.String({ description: 'h1 that goes with h15' })),
    categoryName: Type.Optional(Type.String()),
    categoryBy: OneOf(['table3', 'other'], 'which table says so: 表三, or one of another purpose'),
    categoryAgrees: Flag('whether h1 is that one'),
    newbornAge: OneOf(['fits', 'older', 'unborn'], 'h23 beside h11 or h13; older: by more than 60 days'),
    bornLater: Flag('whether h10 is after h20'),
    endsBefore: Flag('whether the treatment ends (h12) before it begins (h11)'),
    leavesBefore: Flag('whether the discharge (h14) is before the admission (h13)'),
    sampledLater: Flag('whether h20 is after h16'),
    confirmedBefore: Flag('whether h21 is before h20'),
    specimenBytes: Type.Optional(
      Type.Number({ description: 'h22 in bytes as NHI counts them: 4 for what is not ASCII' }),
    ),
  },
  closed,
);
export type HdataData = Static<typeof HdataRecord>;
