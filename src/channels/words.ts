import type { Answer, Outcome } from '../engine/outcome.ts';
import type { Words } from '../engine/rule-schema.ts';
import type { ChannelId } from './ids.ts';
import { LAB_RESULT_WORDS } from './lab-result/words.ts';
import { MEDICAL_IMAGE_WORDS } from './medical-image/words.ts';
import { PRIOR_AUTH_WORDS } from './prior-auth/words.ts';

/** What a channel calls its things, in NHI's terms; `{n}` is a number. */
export interface ChannelWords {
  readonly name: Words;
  /** What NHI takes or returns, as the head of a column. */
  readonly unit: Words;
  /** So many of them, with the noun, and without it. */
  readonly counted: Words;
  readonly some: Words;
  /** What becomes of a unit: in Chinese a whole predicate (會收件), in English a participle. */
  readonly taken: Words;
  readonly returned: Words;
  /** What becomes of all of them where NHI refuses the file; else made of `returned`. */
  readonly whole?: Words;
  /** States that have another word here than elsewhere. */
  readonly states: Partial<Readonly<Record<Answer, Words>>>;
  /** What NHI does, where it is another thing here than elsewhere. */
  readonly nhi: Partial<Readonly<Record<Outcome, Words>>>;
}

/** The words of all channels. */
export const CHANNEL_WORDS: Readonly<Record<ChannelId, ChannelWords>> = {
  'prior-auth': PRIOR_AUTH_WORDS,
  'medical-image': MEDICAL_IMAGE_WORDS,
  'lab-result': LAB_RESULT_WORDS,
};
