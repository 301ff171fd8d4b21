import { type Static, Type } from '@sinclair/typebox';

const Maybe = Type.Optional;
const literals = <T extends string>(...values: readonly T[]) => Type.Union(values.map((value) => Type.Literal(value)));
const Agrees = Maybe(literals('agrees', 'differs'));

/** `lab-result.package`: the zip, or the loose XML. */
export const PackageRecord = Type.Object(
  {
    form: literals('zip', 'loose'),
    name: Type.String({ description: 'of the zip, or of the loose XML' }),
    state: literals('readable', 'damaged', 'encrypted', 'wrong-kind', 'empty', 'unsupported'),
    kind: Maybe(Type.String({ description: 'what it is by its first bytes: zip, RAR, 7z, other' })),
    plainName: Maybe(Type.Boolean({ description: 'name: letters and digits, one point, .zip or .xml' })),
    xmlName: Maybe(Type.String({ description: 'of the XML in the zip' })),
    plainXmlName: Maybe(Type.Boolean()),
    xmls: Maybe(Type.Number({ description: 'XML files in the zip' })),
    others: Maybe(Type.Number({ description: 'files in it that are no XML' })),
    other: Maybe(Type.String({ description: 'the first of them' })),
    folders: Maybe(Type.Number({ description: 'folders in it, and files in folders' })),
    leftovers: Maybe(Type.Number({ description: 'what an operating system puts beside files' })),
    apiName: Maybe(Type.Boolean({ description: 'whether the name is one of an upload by program' })),
    institution: Maybe(Type.String({ description: 'h2 of the first hdata that has one' })),
    uploadDay: Maybe(Type.String({ description: 'the first seven digits of h16 that most hdata have' })),
    nameInstitution: Maybe(Type.String()),
    nameDay: Maybe(Type.String()),
    institutionInName: Agrees,
    dayInName: Agrees,
    login: Maybe(Type.String({ description: 'the configured institution' })),
    configured: Agrees,
  },
  { additionalProperties: false },
);
export type PackageData = Static<typeof PackageRecord>;
