import { type Static, Type } from '@sinclair/typebox';

const closed = { additionalProperties: false };
const Maybe = Type.Optional;
const Count = Type.Integer({ minimum: 0 });
const literals = <T extends string>(...values: T[]) => Type.Union(values.map((value) => Type.Literal(value)));

/** The zip, or the loose files of one folder. */
export const PackageRecord = Type.Object(
  {
    form: literals('zip', 'loose'),
    name: Type.String(),
    state: literals('readable', 'damaged', 'encrypted', 'wrong-kind', 'empty', 'unsupported'),
    institution: Maybe(Type.String({ description: 'in the name of the zip' })),
    configured: Maybe(Type.String({ description: 'the institution that the configuration names' })),
    files: Maybe(Type.String({ description: 'the institution in the names of all files, where they agree' })),
    daysFromAsOf: Maybe(Type.Integer({ description: 'from the as-of day to the date in the name' })),
    sentBefore: Maybe(Type.Boolean()),
    caseFiles: Type.Integer({ minimum: 0, description: 'files that are meant as FHR, ATT or DCF' }),
    layered: Count,
    hostile: Count,
  },
  closed,
);

/** A file that means to be FHR, ATT or DCF. */
export const FileRecord = Type.Object(
  {
    name: Type.String(),
    nameKey: Type.String({ description: 'upper case: 原始檔名 compared without letter case' }),
    role: literals('fhr', 'att', 'dcf'),
    extension: Type.String({ description: 'with its dot; empty where there is none' }),
    elsewhere: Maybe(Type.String({ description: 'an earlier submission of this check that has a file of this name' })),
  },
  closed,
);

/** What all files of a case carry in their names: institution and case number. */
export const CaseNumberRecord = Type.Object(
  {
    institution: Maybe(Type.String()),
    configured: Maybe(Type.String()),
    expected: Maybe(Type.String({ description: 'the institution of the zip, or of most files' })),
    caseNumber: Maybe(Type.String()),
    caseDate: Maybe(Type.String({ description: 'first eight digits of the case number' })),
    daysFromAsOf: Maybe(Type.Integer()),
  },
  closed,
);

/** A member of the zip that is none of the three kinds. */
export const StrayRecord = Type.Object({ name: Type.String(), stray: Type.Boolean() }, closed);

/** An ATT or DCF, as far as its list of contents tells. */
export const ArchiveRecord = Type.Object(
  {
    role: literals('att', 'dcf'),
    name: Type.String(),
    state: literals(
      'readable',
      'damaged',
      'encrypted',
      'wrong-kind',
      'kind-differs',
      'multi-volume',
      'empty',
      'unsupported',
    ),
    files: Maybe(Count),
    repeated: Maybe(Type.Integer({ minimum: 0, description: 'names inside that occur twice, also by letter case' })),
    twin: Maybe(Type.String({ description: 'the first of them' })),
    hostile: Maybe(Type.Integer({ minimum: 0, description: 'names inside that no honest packer writes' })),
  },
  closed,
);

/** A file inside an ATT. */
export const AttEntryRecord = Type.Object(
  { name: Type.String(), named: Type.Boolean(), dicom: Type.Boolean({ description: 'it is a DICOM file' }) },
  closed,
);

/** A file inside an ATT that the Bundle names, by its bytes. */
export const AttContentRecord = Type.Object(
  {
    name: Type.String(),
    size: Count,
    kind: Type.String({ description: 'by its first bytes' }),
    kindLabel: Type.String(),
    kindEn: Type.String(),
    agreement: literals('right', 'wrong', 'type-differs', 'extension-differs', 'untold'),
    declared: Maybe(Type.String({ description: 'what the contentType in the Bundle means' })),
    whole: Maybe(Type.Boolean({ description: 'it is not cut short' })),
    readable: Maybe(Type.Boolean()),
    password: Maybe(Type.Boolean({ description: 'a PDF that cannot be opened without one' })),
    cmyk: Maybe(Type.Boolean()),
  },
  closed,
);

/** The forms 13 and 15 of a case of adult rheumatoid arthritis. */
export const RaFormRecord = Type.Object(
  {
    name: Type.String({ description: 'the form, or the ATT where no name tells which file it is' }),
    form: literals('fillable', 'flat', 'none', 'unknown'),
  },
  closed,
);

/** A study, series or instance that an ImagingStudy names, against the DICOMDIR. */
export const ImagingRecord = Type.Object(
  {
    level: literals('study', 'series', 'instance'),
    found: Type.Boolean(),
    modality: Maybe(literals('agrees', 'differs')),
    sopClass: Maybe(literals('agrees', 'differs')),
  },
  closed,
);

/** What the DICOMDIR holds and no ImagingStudy names. */
export const ImagingUnnamedRecord = Type.Object(
  {
    level: literals('study', 'series', 'instance'),
    named: Type.Boolean(),
    count: Count,
    what: Type.String({ description: 'studies, series or images, in Chinese' }),
    whatEn: Type.String(),
  },
  closed,
);

/** A patient of the DICOMDIR, against the one of the Bundle. */
export const ImagingPatientRecord = Type.Object(
  { id: Maybe(literals('agrees', 'differs')), birthDate: Maybe(literals('agrees', 'differs')) },
  closed,
);

/** The bytes of an FHR. */
export const FhrRecord = Type.Object(
  {
    size: Count,
    encoding: literals('utf-8', 'utf-16', 'not-utf-8'),
    bom: Type.Boolean(),
    syntax: Maybe(Type.String({ description: '`ok`, or the slip' })),
    root: Maybe(literals('bundle', 'other-resource', 'object', 'array', 'value')),
    resourceType: Maybe(Type.String()),
  },
  closed,
);

/** A name that one JSON object has twice. */
export const DuplicateKeyRecord = Type.Object({ repeated: Type.Boolean() }, closed);

/** The Bundle itself, as parsed. */
export const BundleRecord = Type.Object({
  resourceType: Maybe(Type.Unknown()),
  type: Maybe(Type.Unknown()),
  meta: Maybe(Type.Unknown()),
  timestamp: Maybe(Type.Unknown()),
  entry: Maybe(Type.Unknown()),
});

/** Bundle.timestamp, where it is an instant. */
export const TimestampRecord = Type.Object({ timestamp: Type.String(), future: Type.Boolean() }, closed);

/** One entry of the Bundle. */
export const EntryRecord = Type.Object(
  {
    fullUrl: Maybe(Type.Unknown()),
    id: Maybe(Type.Unknown()),
    resourceType: Maybe(Type.String()),
    profiles: Type.Unknown({ description: 'meta.profile as written' }),
    kind: Maybe(literals('cancer', 'imm')),
    profile: Maybe(Type.String({ description: 'id of the one profile that it claims, where the guide has it' })),
    allowed: Maybe(Type.Boolean({ description: 'the Bundle of this kind may hold that profile' })),
    typeAgrees: Maybe(Type.Boolean({ description: 'resourceType is the one of the profile' })),
    kindLabel: Maybe(Type.String()),
    kindEn: Maybe(Type.String()),
    profileType: Maybe(Type.String({ description: 'the resource type of that profile' })),
    urlAgrees: Maybe(Type.Boolean({ description: 'fullUrl and id name the same' })),
    reachable: Maybe(Type.Boolean()),
    owner: Maybe(Type.String({ description: 'which element ought to point at it' })),
    via: Maybe(Type.String({ description: 'the first other resource that points at it' })),
    viaEn: Maybe(Type.String()),
    label: Type.String({ description: 'resource type and Chinese name of the profile' }),
    labelEn: Type.String({ description: 'resource type and profile' }),
  },
  closed,
);

/** How often a profile occurs in the Bundle, against what the guide demands. */
export const SliceRecord = Type.Object(
  {
    profile: Type.String(),
    label: Type.String(),
    kind: literals('cancer', 'imm'),
    kindLabel: Type.String(),
    kindEn: Type.String(),
    count: Count,
    min: Count,
    max: Maybe(Count),
  },
  closed,
);

/** One literal reference. */
export const ReferenceRecord = Type.Object(
  {
    reference: Type.Unknown(),
    state: literals('resolves', 'missing', 'by-id', 'letter-case', 'not-text'),
    target: Maybe(Type.String({ description: 'the fullUrl that seems meant' })),
  },
  closed,
);

/** An attachment that the Bundle names by `file://`. */
export const AttachmentRecord = Type.Object(
  {
    name: Type.String(),
    url: Type.String(),
    match: Maybe(
      literals(
        'exact',
        'case',
        'normalization',
        'width',
        'blank',
        'spelling',
        'folder',
        'path',
        'extension',
        'encoded',
        'none',
      ),
    ),
    found: Maybe(Type.String({ description: 'the file in the ATT that seems meant' })),
  },
  closed,
);

/** A drug whose use is applied for again (續用註記 2). */
export const ContinuationRecord = Type.Object(
  { drug: Type.String(), assessment: literals('referenced', 'not-referenced', 'none') },
  closed,
);

/** One case: the joined view. */
export const CaseRecord = Type.Object(
  {
    key: Maybe(Type.String()),
    fhrFiles: Count,
    attFiles: Count,
    dcfFiles: Count,
    fhrSentBefore: Maybe(Type.Boolean()),
    attSentBefore: Maybe(Type.Boolean()),
    dcfSentBefore: Maybe(Type.Boolean()),
    imagingStudies: Maybe(Count),
    attachments: Maybe(Count),
    entries: Maybe(Count),
    notUuid: Maybe(Type.Integer({ minimum: 0, description: 'entries whose fullUrl is no UUID' })),
    institution: Maybe(Type.String()),
    provider: Maybe(Type.String({ description: 'institution code of Claim.provider' })),
  },
  closed,
);

/** All record types of the channel by name. */
export const RECORD_TYPES = {
  'prior-auth.package': PackageRecord,
  'prior-auth.file': FileRecord,
  'prior-auth.case-number': CaseNumberRecord,
  'prior-auth.stray': StrayRecord,
  'prior-auth.archive': ArchiveRecord,
  'prior-auth.att-entry': AttEntryRecord,
  'prior-auth.att-content': AttContentRecord,
  'prior-auth.ra-form': RaFormRecord,
  'prior-auth.imaging': ImagingRecord,
  'prior-auth.imaging-unnamed': ImagingUnnamedRecord,
  'prior-auth.imaging-patient': ImagingPatientRecord,
  'prior-auth.fhr': FhrRecord,
  'prior-auth.duplicate-key': DuplicateKeyRecord,
  'prior-auth.bundle': BundleRecord,
  'prior-auth.timestamp': TimestampRecord,
  'prior-auth.entry': EntryRecord,
  'prior-auth.slice': SliceRecord,
  'prior-auth.reference': ReferenceRecord,
  'prior-auth.attachment': AttachmentRecord,
  'prior-auth.continuation': ContinuationRecord,
  'prior-auth.case': CaseRecord,
} as const;

/** The data of a record type. */
export type DataOf<T extends keyof typeof RECORD_TYPES> = Static<(typeof RECORD_TYPES)[T]>;
