import type { TSchema } from '@sinclair/typebox';
import type { Channel } from './channel.ts';
import { labResult } from './lab-result/channel.ts';
import { LimitRecord } from './limit.ts';
import { medicalImage } from './medical-image/channel.ts';
import { priorAuth } from './prior-auth/channel.ts';

/** All channels, in the order in which they are asked whether files are theirs. */
export const CHANNELS: readonly Channel[] = [medicalImage, priorAuth, labResult];

/** The record types of all channels, and that of our limits, by name. */
export const recordTypes = (): ReadonlyMap<string, TSchema> =>
  new Map([...CHANNELS.flatMap((channel) => Object.entries(channel.recordTypes)), ['check.limit', LimitRecord]]);
