import { type Static, Type } from '@sinclair/typebox';
import { optional } from './optional-fields.ts';
import { R_TAGS } from './tags.ts';

/** `lab-result.rdata`: the fields of 報告資料段 by their tags, the category (h1) and order (h15) of its hdata, and what this channel knows of them. */
export const RdataRecord = Type.Object(
  { ...optional(R_TAGS), ...optional(['h1', 'h15']) },
  { additionalProperties: false },
);
export type RdataData = Static<typeof RdataRecord>;
