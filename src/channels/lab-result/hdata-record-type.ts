import { type Static, Type } from '@sinclair/typebox';
import { optional } from './optional-fields.ts';
import { H_TAGS } from './tags.ts';

/** `lab-result.hdata`: the fields of 基本資料段 by their tags, and what this channel knows of them. */
export const HdataRecord = Type.Object({ ...optional(H_TAGS) }, { additionalProperties: false });
export type HdataData = Static<typeof HdataRecord>;
