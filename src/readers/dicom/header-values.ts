import { unpadded } from './padding.ts';
import type { DicomHeader, Tag } from './types.ts';

/** Values by tag, as bytes. */
export type Values = ReadonlyMap<Tag, { readonly bytes: Buffer; readonly little: boolean }>;

const TEXTS = {
  transferSyntax: '00020010',
  mediaSopClass: '00020002',
  mediaSopInstance: '00020003',
  sopClass: '00080016',
  sopInstance: '00080018',
  generalSopClass: '0008001a',
  studyDate: '00080020',
  modality: '00080060',
  patientId: '00100020',
  birthDate: '00100030',
  bodyPart: '00180015',
  study: '0020000d',
  series: '0020000e',
} as const;
const LISTS = { charsets: '00080005', imageType: '00080008' } as const;
const NUMBERS = { rows: '00280010', columns: '00280011', bits: '00280100' } as const;
const FRAMES = '00280008';

export const TRANSFER_SYNTAX = TEXTS.transferSyntax;

/** The tags of which the values are needed. */
export const WANTED: ReadonlySet<Tag> = new Set(
  [TEXTS, LISTS, NUMBERS, [FRAMES]].flatMap((tags) => Object.values(tags)),
);

/** What the values say; empty ones say nothing. */
export function headerOf(values: Values, form: DicomHeader['form'], pixels: DicomHeader['pixels']): DicomHeader {
  const frames = textOf(values, FRAMES);
  return {
    form,
    pixels,
    ...mapped(TEXTS, (tag) => textOf(values, tag)),
    ...mapped(LISTS, (tag) => textOf(values, tag)?.split('\\').map(unpadded)),
    ...mapped(NUMBERS, (tag) => numberOf(values, tag)),
    ...(frames !== undefined && /^ *[+-]?\d{1,12}$/.test(frames) && { frames: Number(frames) }),
  };
}

/** Each byte one character, without padding; undefined for an empty one. */
export function textOf(values: Values, tag: Tag): string | undefined {
  return unpadded(values.get(tag)?.bytes.toString('latin1') ?? '') || undefined;
}

function numberOf(values: Values, tag: Tag): number | undefined {
  const value = values.get(tag);
  if (!value || value.bytes.length < 2) return undefined;
  return value.little ? value.bytes.readUInt16LE(0) : value.bytes.readUInt16BE(0);
}

/** The fields with what `of` makes of their tags, where that is anything. */
function mapped<K extends string, V>(
  fields: Readonly<Record<K, Tag>>,
  of: (tag: Tag) => V | undefined,
): { [P in K]?: V } {
  const entries = Object.entries<Tag>(fields).flatMap(([field, tag]) => {
    const value = of(tag);
    return value === undefined ? [] : [[field, value]];
  });
  return Object.fromEntries(entries);
}
