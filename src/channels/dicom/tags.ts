import type { Tag } from '../../readers/dicom/types.ts';
import { optional } from '../../readers/optional.ts';

/** Names by PS3.6 of the elements that findings speak of. */
const NAMES: Readonly<Record<Tag, string>> = {
  '00080005': 'Specific Character Set',
  '00080020': 'Study Date',
  '00080030': 'Study Time',
  '00080050': 'Accession Number',
  '00080060': 'Modality',
  '00081030': 'Study Description',
  '00100010': "Patient's Name",
  '00100020': 'Patient ID',
  '0020000d': 'Study Instance UID',
  '0020000e': 'Series Instance UID',
  '00200010': 'Study ID',
  '00200011': 'Series Number',
  '00200013': 'Instance Number',
};

/** `00100020` as DICOM prints it: `(0010,0020)`. */
const tagText = (tag: Tag): string => `(${tag.slice(0, 4)},${tag.slice(4)})`.toUpperCase();

/** The tag of a location, where there is one. */
export const atTag = (tag: Tag | undefined): { tag?: string } => optional('tag', tag && tagText(tag));

/** `Patient ID (0010,0020)`, for each. */
export const tagNames = (tags: readonly Tag[]): string =>
  tags.map((tag) => (Object.hasOwn(NAMES, tag) ? `${NAMES[tag]} ${tagText(tag)}` : tagText(tag))).join('、');
