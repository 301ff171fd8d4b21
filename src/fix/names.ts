import type { ChannelId } from '../channels/ids.ts';
import { LAB_RESULT_NAMES } from '../channels/lab-result/fix-names.ts';
import { MEDICAL_IMAGE_NAMES } from '../channels/medical-image/fix-names.ts';
import { isLeftover, rightFileName, rightZipName } from '../channels/prior-auth/fix-names.ts';
import type { ArchiveKind } from '../readers/archive/kind.ts';

/** What a channel knows of its file names. */
export interface FixNames {
  /** What a file was meant to be called, by its name and what its bytes are; null where that would be a guess. */
  file(name: string, kind: ArchiveKind): string | null;
  /** What a zip was meant to be called; null also where the channel sends none. */
  zip(name: string): string | null;
  /** Whether an operating system left this file behind, and nobody means it. */
  isLeftover(path: string): boolean;
  /** What NHI takes part by part: the rows of a CSV with the archives that they name, the records of an XML; null: neither. */
  readonly byPart: 'csv' | 'xml' | null;
}

/** The names of each channel. */
export const NAMES: Readonly<Record<ChannelId, FixNames>> = {
  'prior-auth': { file: rightFileName, zip: rightZipName, isLeftover, byPart: null },
  'medical-image': MEDICAL_IMAGE_NAMES,
  'lab-result': LAB_RESULT_NAMES,
};
