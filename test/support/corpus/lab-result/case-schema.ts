import { type Static, Type } from '@sinclair/typebox';

const closed = { additionalProperties: false };
const Maybe = Type.Optional;
const literals = <T extends string>(values: readonly T[]) => Type.Union(values.map((value) => Type.Literal(value)));

/** The hdata of `usual.yaml`, one of each report category. */
export const HDATA_KINDS = ['lab', 'image', 'pathology', 'joint'] as const;
export type HdataKind = (typeof HDATA_KINDS)[number];

const Fields = Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]));

/** The fields of a segment by tag: the usual ones with their changes; null: without that one; '': an empty element. */
export type Fields = Readonly<Record<string, string | null>>;

/** Changes of the usual hdata of its kind. */
export type Hdata = {
  readonly on?: HdataKind;
  readonly times?: number;
  readonly rdata?: readonly (Fields | null)[] | null;
  readonly [tag: string]: string | number | null | undefined | readonly (Fields | null)[];
};
export const Hdata = Type.Unsafe<Hdata>(
  Type.Object(
    {
      on: Maybe(literals(HDATA_KINDS)),
      times: Maybe(Type.Integer({ description: 'so many of them; each has its own h7, unless that is told' })),
      rdata: Maybe(
        Type.Union([Type.Null(), Type.Array(Type.Union([Fields, Type.Null()]))], {
          description:
            'changes of its rdata in order; null: without that one; more than usual: as the first, r1 counted',
        }),
      ),
    },
    {
      additionalProperties: Type.Union([Type.String(), Type.Null()]),
      description: 'changes of the usual hdata of its kind (`lab` unless told) by tag',
    },
  ),
);

const Texts = Type.Record(Type.String(), Type.String());

/** What is odd about the XML itself. */
export const Xml = Type.Object(
  {
    name: Maybe(Type.String({ description: 'in the zip with its folder; TOTFA.xml unless told' })),
    encoding: Maybe(literals(['big5', 'utf-8', 'utf-16le', 'utf-16be', 'gbk'])),
    declared: Maybe(
      Type.Union([Type.String(), Type.Null()], { description: 'Big5 unless told; null: no XML declaration' }),
    ),
    bom: Maybe(Type.Boolean()),
    text: Maybe(Type.String({ description: 'in the place of the root and all in it' })),
    whole: Maybe(Type.String({ description: 'in the place of all of it, its declaration too' })),
    replace: Maybe({ ...Texts, description: 'in its text, each time; 〈long〉, 〈deep〉: see there' }),
    long: Maybe(Type.Integer({ description: 'so many times the letter X in the place of 〈long〉' })),
    deep: Maybe(Type.Integer({ description: 'so many <a> in the place of 〈deep〉' })),
    bytes: Maybe({ ...Texts, description: 'a text of the file, and the bytes in hex that stand there instead' }),
    cut: Maybe(Type.Integer({ description: 'bytes left over; negative: bytes taken off the end' })),
  },
  closed,
);
export type Xml = Static<typeof Xml>;

/** The fields of a case of this channel. */
export const LabResult = {
  hdata: Maybe(Type.Array(Type.Union([Hdata, literals(HDATA_KINDS)]), { description: 'of an XML, in order' })),
  xml: Maybe(Type.Union([Xml, Type.Literal('none')])),
};
