import { readFile } from 'node:fs/promises';
import type { FieldFile } from '../engine/library-schema.ts';
import type { Words } from '../engine/rule-schema.ts';
import type { XsdError } from '../readers/xsd/xsd-error.ts';
import { xsdErrors } from '../readers/xsd/xsd-errors.ts';
import type { Report } from '../report/report-schema.ts';
import { type Agreement, agreementOf, hdataOf } from './agreement.ts';
import { told } from './words.ts';

/** The schema, beside the code as `rules/` is. */
const XSD = new URL('../../schemas/lab-result/daily.xsd', import.meta.url);

/** Errors that are shown. */
const SHOWN = 20;
/** Errors that are compared with the report. */
const COMPARED = 100_000;
const BOUNDS = { timeoutMs: 60_000, heapMegabytes: 512 };

function place({ line, xpath = '' }: XsdError): Words {
  const number = hdataOf(xpath);
  const parts: (Words | false)[] = [
    line > 0 && { zh: `第 ${line} 行`, en: `line ${line}` },
    number !== undefined && { zh: `第 ${number} 筆 hdata`, en: `hdata ${number}` },
  ];
  const told = parts.filter((part) => part !== false);
  return { zh: told.map(({ zh }) => zh).join('，'), en: told.map(({ en }) => en).join(', ') };
}

function errorLine(error: XsdError, format: FieldFile): Words {
  const [where, what] = [place(error), told(error, format)];
  return { zh: `  ${where.zh ? `${where.zh}：` : ''}${what.zh}`, en: `  ${where.en ? `${where.en}: ` : ''}${what.en}` };
}

const few = (numbers: readonly number[]): string => numbers.slice(0, 10).join('、') + (numbers.length > 10 ? '…' : '');

function agreementLines({ refused, reminded, returned, wholeFile }: Agreement): Words[] {
  const lines: Words[] = [];
  if (refused.length > 0)
    lines.push({
      zh: `  與報告不一致：第 ${few(refused)} 筆 hdata，XSD 不收而報告沒有發現。答覆仍以報告為準；請回報這個差異`,
      en: `  Disagreement: the XSD refuses hdata ${few(refused)}, the report finds nothing in them. The report decides; please report this`,
    });
  if (wholeFile)
    lines.push({
      zh: '  與報告不一致：XSD 認為 hdata 以外有錯而報告沒有發現。答覆仍以報告為準；請回報這個差異',
      en: '  Disagreement: the XSD refuses something outside of hdata, the report finds nothing. The report decides; please report this',
    });
  if (reminded.length > 0)
    lines.push({
      zh: `  第 ${few(reminded)} 筆 hdata，XSD 不收而報告只提醒：健保署的文件沒有寫明會退`,
      en: `  The XSD refuses hdata ${few(reminded)}, the report only reminds: no document of NHI says that they are returned`,
    });
  if (returned > 0)
    lines.push({
      zh: `  報告另外退了 ${returned} 筆 XSD 看不出錯的 hdata：跨欄位的條件、日曆、醫令對照，XSD 1.0 寫不出來`,
      en: `  The report returns ${returned} more hdata in which an XSD cannot see what is wrong: conditions across fields, the calendar, tables of orders`,
    });
  if (lines.length === 0) lines.push({ zh: '  與報告一致', en: '  The report says the same' });
  return lines;
}

/**
 * What libxml2 makes of an XML by the XSD of this package, in words, and whether the report says the same.
 * @param xml the whole file
 * @param report of the submission that it belongs to
 */
export async function secondOpinion(xml: Uint8Array, report: Report, format: FieldFile): Promise<readonly Words[]> {
  const answer = await xsdErrors({ xsd: await readFile(XSD), xml, most: COMPARED }, BOUNDS);
  if (!answer)
    return [
      {
        zh: '  沒有結果：libxml2 沒有在時間或記憶體的限度內做完。報告不受影響',
        en: '  No result: libxml2 did not finish within its bounds of time and memory. The report stands',
      },
    ];
  const { errors, count } = answer;
  const agreement = agreementLines(agreementOf(errors, report));
  if (count === 0) return [{ zh: '  符合 XSD', en: '  Valid by the XSD' }, ...agreement];
  const more = count - Math.min(count, SHOWN);
  return [
    {
      zh: `  不符合 XSD，${count} 處（順序錯的段落，只說第一個放錯的標籤）：`,
      en: `  Not valid by the XSD, ${count} (of a segment in the wrong order, only the first tag is told):`,
    },
    ...errors.slice(0, SHOWN).map((error) => errorLine(error, format)),
    ...(more > 0 ? [{ zh: `  另有 ${more} 處沒有列出`, en: `  ${more} more are not listed` }] : []),
    ...agreement,
  ];
}
