import type { AnswerWay } from '../types.ts';
import { ERRORS, FORMAT, fieldWords } from './cells.ts';
import { kindOf, readAnswer } from './read-answer.ts';
import { WHEN_TO_LOOK } from './when-to-look.ts';

/** NHI's answers to 檢驗(查)結果每日上傳. */
export const labResultAnswers: AnswerWay = {
  channel: 'lab-result',
  looksFor: {
    zh: '檢驗(查)結果：*.assaychk.txt（檢核錯誤報告）、*.msg.txt（XML申報檔案處理錯誤），可以在健保署的 .zip 裡',
    en: 'lab and examination results: *.assaychk.txt (errors by record) or *.msg.txt (whole file), also in the zip of NHI',
  },
  whenToLook: WHEN_TO_LOOK,
  errors: ERRORS,
  codeClause: (code) => `lab-errors/${code}`,
  unitId: (number) => `hdata-${number + 1}`,
  fieldName: (tag, { formats }) => fieldWords(tag, formats.get(FORMAT)),
  recognises: (name, head) => kindOf(name, head) !== undefined,
  read: readAnswer,
};
