import type { ChannelId } from '../channels/ids.ts';
import type { Words } from '../engine/rule-schema.ts';
import { labResultWay } from './lab-result-way.ts';
import { medicalImageWay } from './medical-image-way.ts';
import { priorAuthWay } from './prior-auth-way.ts';
import type { Purpose } from './purpose.ts';
import type { Unsealed } from './receipt-schema.ts';
import type { TypeCodes } from './transport.ts';

/** How a channel is uploaded by hand, and what NHI makes of its file names. */
export interface Way {
  /** Whether NHI takes no file name twice; the name of a zip around the files alone does not count. */
  readonly namesOnce: boolean;
  /** Whether NHI takes nothing but a zip: loose files can be checked, not handed over. */
  readonly zipOnly: boolean;
  /** How to hand over only what would be taken, where NHI takes a part of a submission; null where it does not. */
  readonly onlyTaken: Words | null;
  /** What the upload is, in a line: both languages. */
  whatItIs(purpose: Purpose): string;
  /** The page of NHI on which an upload can be seen to have arrived. */
  readonly seenAt: string;
  /** The lines of the checklist: what the user presses, in NHI's own terms. */
  steps(receipt: Unsealed): readonly string[];
  /** What to do next, for the terminal. */
  next(purpose: Purpose, typeCodes: TypeCodes): readonly Words[];
}

/** By channel. */
export const WAYS: Readonly<Record<ChannelId, Way>> = {
  'prior-auth': priorAuthWay,
  'medical-image': medicalImageWay,
  'lab-result': labResultWay,
};

/** Whether a file of this role uses its name up when it is handed over. */
export const usesNameUp = (channel: ChannelId, role: string | undefined): boolean =>
  role !== 'zip' && WAYS[channel].namesOnce;
