import { labResultAnswers } from './lab-result/way.ts';
import type { AnswerWay } from './types.ts';

/** The channels whose answers can be read. Another one is a folder beside `lab-result/` and a line here. */
export const ANSWER_WAYS: readonly AnswerWay[] = [labResultAnswers];
