import { type Static, Type } from '@sinclair/typebox';
import { ANSWERS } from '../../../src/engine/outcome.ts';
import { Words } from '../../../src/engine/rule-schema.ts';
import { LabResult } from './lab-result/case-schema.ts';
import { MedicalImage } from './medical-image/case-schema.ts';

const closed = { additionalProperties: false };
const Maybe = Type.Optional;
const Names = Type.Array(Type.String());
const Patch = Type.Record(Type.String(), Type.Unknown(), {
  description: 'JSON Merge Patch on the base Bundle; keys that begin with / are JSON Pointers',
});
const Base = Type.Union([Type.Literal('cancer'), Type.Literal('imm')]);

const Size = Type.String({ pattern: '^\\d+x\\d+$', description: 'width x height in pixels' });

const Ready = Type.Object(
  {
    file: Type.String({ description: 'one of test/support/content' }),
    cut: Maybe(Type.Integer({ description: 'bytes left over; negative: bytes taken off the end' })),
  },
  closed,
);
const Text = Type.Object({ text: Type.String() }, closed);

/** What a file in an archive is. */
const Inside = Type.Recursive((Self) =>
  Type.Union([
    Ready,
    Text,
    Type.Object(
      {
        jpeg: Type.Object(
          { size: Size, frame: Maybe(Size), thumbnail: Maybe(Size), cut: Maybe(Type.Integer()) },
          { ...closed, description: 'a grey JPEG; `frame`: the size that it says it has' },
        ),
      },
      closed,
    ),
    Type.Object({ dicom: Patch }, { ...closed, description: 'a DICOM image; a patch on the usual one' }),
    Type.Object({ nested: Type.Integer() }, { ...closed, description: 'a DICOM image with sequences nested so deep' }),
    Type.Object({ zip: Type.Record(Type.String(), Self) }, closed),
  ]),
);
export type Inside = Static<typeof Inside>;

const Claims = Type.Object(
  {
    encrypted: Maybe(Type.Boolean()),
    method: Maybe(Type.Integer()),
    size: Maybe(Type.Integer()),
    crc: Maybe(Type.Integer()),
  },
  { ...closed, description: 'what the zip claims of a file' },
);

/** A file of the package; `fhr`, `att` and `dcf` alone are the usual ones. */
const Item = Type.Object(
  {
    is: Type.Union([Type.Literal('fhr'), Type.Literal('att'), Type.Literal('dcf'), Type.Literal('text')]),
    name: Maybe(Type.String({ description: 'with folders where there are any; the usual one unless told' })),
    base: Maybe(Base),
    patch: Maybe(Patch),
    replace: Maybe(Type.Record(Type.String(), Type.String(), { description: 'in the text of an FHR, each time' })),
    bom: Maybe(Type.Boolean()),
    encoding: Maybe(Type.Union([Type.Literal('utf-16'), Type.Literal('big5')])),
    text: Maybe(Type.String({ description: 'the content of a text, or of an FHR that is no Bundle' })),
    kind: Maybe(
      Type.Union(
        ['7z', 'cab', 'zip'].map((kind) => Type.Literal(kind)),
        { description: 'of an archive; by its extension unless told' },
      ),
    ),
    holds: Maybe(Names),
    contents: Maybe(
      Type.Record(Type.String(), Inside, {
        description: 'by name: of an ATT, where they are not what their extension says; of a DCF, beside its set',
      }),
    ),
    set: Maybe(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'of a DCF: a patch on the usual file set (test/support/dicom)',
      }),
    ),
    rename: Maybe(Type.Record(Type.String(), Type.String(), { description: 'attachments under another name' })),
    also: Maybe(Names),
    without: Maybe(Names),
    moved: Maybe(Type.Record(Type.String(), Type.String(), { description: 'files of the set under another path' })),
    password: Maybe(Type.Boolean()),
    dictionary: Maybe(Type.Integer({ description: 'bytes of memory that a 7z claims to need' })),
    method: Maybe(Type.String({ description: 'id in hex of the method that a 7z claims' })),
    volume: Maybe(Type.Boolean({ description: 'a cabinet that another one follows' })),
    cut: Maybe(Type.Integer({ description: 'bytes left over; negative: bytes taken off the end' })),
    entry: Maybe(Claims),
  },
  closed,
);
export type Item = Static<typeof Item>;

/** `corpus/<channel>/<id>/case.yaml`: one idea, as little as it takes. */
export const CaseFile = Type.Object(
  {
    title: Words,
    answer: Type.Union(
      ANSWERS.map((answer) => Type.Literal(answer)),
      { description: 'NHI, by hand' },
    ),
    raises: Type.Array(Type.String(), { description: 'the ids of all rules that are broken, by hand' }),
    asOf: Maybe(Type.String({ description: '2026-05-12 unless told' })),
    institution: Maybe(Type.String({ description: 'the login, as configured' })),
    sentBefore: Maybe(Names),
    ledger: Maybe(Type.Literal('unreadable')),
    limits: Maybe(Type.Record(Type.String(), Type.Integer())),
    engine: Maybe(
      Type.Union([Type.Literal('missing'), Type.Literal('failed'), Type.Literal('slow')], {
        description: '7-Zip does not run, crashes, or does not end',
      }),
    ),
    faults: Maybe(Type.Record(Type.String(), Type.String(), { description: 'files that cannot be read, and why' })),
    ...MedicalImage,
    ...LabResult,
    base: Maybe(Base),
    patch: Maybe(Patch),
    files: Maybe(
      Type.Array(Type.Union([Item, Type.Literal('fhr'), Type.Literal('att'), Type.Literal('dcf')]), {
        description: 'fhr, att, and dcf where the base has images, unless told',
      }),
    ),
    pack: Maybe(
      Type.Union(
        [
          Type.Literal('loose'),
          Type.Object(
            {
              zip: Maybe(Type.String()),
              kind: Maybe(Type.Union([Type.Literal('7z'), Type.Literal('rar'), Type.Literal('xml')])),
              cut: Maybe(Type.Integer()),
              twin: Maybe(Type.String({ description: 'the same zip once more, under this name' })),
              also: Maybe(
                Type.Record(Type.String(), Type.Union([Ready, Text]), { description: 'beside the XML of lab results' }),
              ),
              entry: Maybe(Claims),
            },
            closed,
          ),
        ],
        { description: 'a zip of the usual name unless told' },
      ),
    ),
    folder: Maybe(
      Type.String({ description: 'where the package lies ready beside case.yaml, for readers to check by hand' }),
    ),
  },
  { ...closed, title: 'nhi-precheck corpus case' },
);
export type CaseFile = Static<typeof CaseFile>;
