import { type Static, type TSchema, Type } from '@sinclair/typebox';

const closed = { additionalProperties: false };
const Text = (column: number, name: string) =>
  Type.Optional(Type.String({ description: `column ${column} ${name}, as written but for blanks around it` }));
const Flag = (description: string) => Type.Optional(Type.Boolean({ description }));
const OneOf = <T extends string>(words: readonly T[], description: string) =>
  Type.Optional(
    Type.Union(
      words.map((word) => Type.Literal(word)),
      { description },
    ),
  );

/** The 17 columns of 表二 in their order: the names that rules, locations and messages use. */
export const COLUMNS = [
  'institution',
  'medicalType',
  'examMonth',
  'cardTime',
  'visitType',
  'visitSerial',
  'cardNote',
  'patientId',
  'birthDate',
  'orderCode',
  'reportSerial',
  'examinedAt',
  'bodySite',
  'archive',
  'newbornBirthDate',
  'newbornOrder',
  'receivedAt',
] as const;
export type Column = (typeof COLUMNS)[number];

/** What Excel or a hand did to a cell whose column would be right otherwise; the most telling one. */
export const DAMAGES = [
  'zeros', // leading zeros gone
  'exponent', // 1.08E+12: digits gone for good
  'separators', // a date with / or -
  'western', // a date of the Western calendar
  'wide', // full-width signs
  'case', // a letter in the other case
  'foreign', // Chinese or special signs
  'control', // NUL or other control characters
] as const;
export type Damage = (typeof DAMAGES)[number];

/** What column 6 is, beside the visit type of column 5. */
export const SERIALS = [
  'fits',
  'out-of-range', // four digits, but not 0001 to 1500
  'preventive-missing', // preventive care without IC
  'preventive-elsewhere', // IC and a code, in no visit of preventive care or refill
  'unknown', // four signs that are no published form
] as const;
export type Serial = (typeof SERIALS)[number];

/** What column 10 is to 表一. */
export const ORDERS = ['listed', 'unlisted', 'letter-case', 'replaced', 'not-yet'] as const;
export type Order = (typeof ORDERS)[number];

/** What is found in column 13, the worst first; beside the order's alphabet. */
export const SITES = [
  'good',
  'not-needed',
  'letters-missing',
  'teeth-missing',
  'teeth-for-letters', // tooth codes, where letters belong
  'letters-for-teeth',
  'letters-lower',
  'teeth-lower',
  'letter-unknown',
  'letters-many', // more than 18
  'teeth-odd', // an odd number of signs makes no pairs
  'tooth-unknown',
  'teeth-many', // more than nine pairs
  'teeth-apart', // blanks or signs between the pairs
  'blank-inside',
  'letter-repeated',
  'tooth-repeated',
  'mr-on-ct', // S or T, which are kinds of magnetic resonance
  'full-and-single', // FM beside other codes
  'area-on-panoramic', // quarters and arches on 34004C
] as const;
export type Sites = (typeof SITES)[number];

/** How column 14 is written, the most telling fault first. */
export const ARCHIVE_NAMES = [
  'good',
  'folder', // a folder before the name
  'extension-missing',
  'extension-other', // .zip, .rar …
  'kind', // neither DCF nor ATT
  'kind-lower', // dcf, att
  'institution', // no ten signs of an institution behind the kind
  'underscore',
  'case-number', // not twelve letters and digits
] as const;
export type ArchiveName = (typeof ARCHIVE_NAMES)[number];

/** A value for some of the columns. */
const ByColumn = <T>(value: TSchema, description: string) =>
  Type.Optional(
    Type.Unsafe<Partial<Record<Column, T>>>(
      Type.Partial(Type.Object(Object.fromEntries(COLUMNS.map((column) => [column, value])), closed), { description }),
    ),
  );

const DamagedCell = Type.Object(
  {
    kind: Type.Union(DAMAGES.map((damage) => Type.Literal(damage))),
    zh: Type.String({ description: 'in words of ours' }),
    en: Type.String(),
  },
  closed,
);

/** One row of the CSV: its columns, what follows from them, and its archive. Empty columns are absent. */
export const RowRecord = Type.Object(
  {
    institution: Text(1, '醫事機構代碼'),
    medicalType: Text(2, '醫事類別'),
    examMonth: Text(3, '執行年月'),
    cardTime: Text(4, '健保卡刷卡日期時間'),
    visitType: Text(5, '就醫類別'),
    visitSerial: Text(6, '就醫序號'),
    cardNote: Text(7, '補卡註記'),
    patientId: Text(8, '身分證統一編號'),
    birthDate: Text(9, '出生日期'),
    orderCode: Text(10, '醫令代碼'),
    reportSerial: Text(11, '報告序號'),
    examinedAt: Text(12, '實際檢查日期時間'),
    bodySite: Text(13, '診療部位'),
    archive: Text(14, '影像壓縮檔名稱'),
    newbornBirthDate: Text(15, '依附就醫新生兒出生日期'),
    newbornOrder: Text(16, '依附就醫新生兒胞胎註記'),
    receivedAt: Text(17, '實際收到影像日期時間'),

    damage: ByColumn<Static<typeof DamagedCell>>(
      DamagedCell,
      'cells that Excel or a hand damaged, where there are any',
    ),
    fixed: ByColumn<string>(Type.String(), 'what a damaged cell was before, where that is certain'),

    institutionAgrees: Flag('whether column 1 is the institution of the CSV name'),
    monthAgrees: Flag('whether column 3 is the year and month of column 12'),
    cardAhead: Flag('whether the card time is after the as-of day'),
    cardLater: Flag('of a later card reading (column 7 is 2): whether its time is after the examination'),
    serial: OneOf(SERIALS, 'the visit serial beside the visit type'),
    idCapital: Flag('whether the letters of column 8 are capitals'),
    birthAfterExam: Flag('whether the patient was born after the examination'),
    order: OneOf(ORDERS, 'the order code beside 表一'),
    kind: Type.Optional(Type.String({ description: 'kind of examination by the order, as in the table of orders' })),
    examAhead: Flag('whether the examination is after the as-of day'),
    examTime: OneOf(['known', 'referred', 'unknown'], 'referred: 0000, and a sign that others examined or ordered it'),
    sites: OneOf(SITES, 'column 13 beside the order'),
    archiveName: OneOf(ARCHIVE_NAMES, 'how column 14 is written'),
    archiveRole: OneOf(['dcf', 'att'], 'by the first three letters'),
    extension: OneOf(['usual', 'other-case'], 'the extension of column 14: .CAB or .7z, or these in other letters'),
    archiveInstitutionAgrees: Flag('whether the institution in column 14 is column 1'),
    attAllowed: Flag('of an ATT: whether the order may be sent as JPG'),
    archiveThere: OneOf(['exact', 'other-case', 'missing'], 'the archive of column 14 in this submission'),
    archiveTwin: Flag('whether another archive of this submission has the same twelve characters'),
    newborn: OneOf(['none', 'both', 'date-only', 'mark-only'], 'columns 15 and 16'),
    newbornAge: OneOf(['fits', 'unborn', 'older'], 'column 15 beside the examination; older: more than 60 days'),
    receivedTime: OneOf(['known', 'zero'], 'zero: 0000 as hour and minute of column 17'),
    receivedBeforeExam: Flag('whether the images were received before the examination'),
    receivedAhead: Flag('whether the images were received after the as-of day'),
  },
  closed,
);
export type RowData = Static<typeof RowRecord>;
