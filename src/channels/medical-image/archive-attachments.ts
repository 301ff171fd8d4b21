import { inArchive, shownName } from '../../readers/archive/shown-name.ts';
import type { Content } from '../../readers/content/content.ts';
import { kindOfExtension } from '../../readers/content/kind.ts';
import { optional } from '../../readers/optional.ts';
import { isArchive, isPicture, KIND_LABEL } from '../content-kinds.ts';
import type { CheckRecord, Unit } from '../record.ts';
import type { JpegData } from './archive-record-type.ts';
import { jpegState } from './jpeg-state.ts';

/** What the count of such files is called in the record of the archive. */
type Group = 'jpegs' | 'misnamed' | 'pictures' | 'dicoms' | 'archives' | 'others';

/** What a Mac keeps beside each file, called `._` and its name: nobody means it as a picture. */
const isOfMac = (path: string): boolean => /(?:^|[/\\])\._[^/\\]*$/.test(path);

const isCalledJpeg = (path: string): boolean => kindOfExtension(path) === 'jpeg' && !isOfMac(path);

function groupOf(path: string, { kind }: Content): Group {
  if (kind === 'jpeg') return 'jpegs';
  if (kind === 'dicom') return 'dicoms';
  if (isArchive(kind)) return 'archives';
  if (isCalledJpeg(path)) return 'misnamed';
  return isPicture(kind) ? 'pictures' : 'others';
}

/** The files of an ATT by what they are. */
export function attachmentGroups(attachments: ReadonlyMap<string, Content>): Readonly<Record<Group, string[]>> {
  const groups: Record<Group, string[]> = {
    jpegs: [],
    misnamed: [],
    pictures: [],
    dicoms: [],
    archives: [],
    others: [],
  };
  for (const [path, content] of attachments) groups[groupOf(path, content)].push(path);
  return groups;
}

function extensionOf(path: string): JpegData['extension'] {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  return extension === 'jpg' || extension === 'jpeg' ? extension : 'other';
}

const isOf = ({ kind }: Content): JpegData['is'] =>
  kind === 'jpeg' || kind === 'empty' ? kind : isPicture(kind) ? 'picture' : 'other';

/**
 * The record of a file of an ATT that is a JPEG, or is called one and is none.
 * @param shown the archive as the user is shown it
 * @returns undefined for other files: the record of the archive counts them
 */
export function jpegRecord(unit: Unit, shown: string, path: string, content: Content): CheckRecord | undefined {
  const group = groupOf(path, content);
  if (group !== 'jpegs' && group !== 'misnamed') return undefined;
  const label = KIND_LABEL[content.kind];
  const data: JpegData = {
    name: shownName(path),
    is: isOf(content),
    kindLabel: label.zh,
    kindEn: label.en,
    extension: extensionOf(path),
    ...(content.kind === 'jpeg' && {
      state: jpegState(content),
      cmyk: content.colour === 'cmyk',
      ...optional('width', content.width),
      ...optional('height', content.height),
    }),
  };
  return { type: 'medical-image.jpeg', unit, data, locate: () => ({ file: inArchive(shown, path) }) };
}
