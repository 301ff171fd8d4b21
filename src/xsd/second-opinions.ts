import type { Limits } from '../channels/channel.ts';
import type { FieldFile } from '../engine/library-schema.ts';
import type { Words } from '../engine/rule-schema.ts';
import type { Source } from '../intake/source.ts';
import type { Report } from '../report/report-schema.ts';
import { channelName, inLanguage } from '../report/words.ts';
import { secondOpinion } from './second-opinion.ts';
import { MOST_BYTES, xmlOf } from './xml-of.ts';

const MEGABYTES = MOST_BYTES / 1024 / 1024;

const WITHOUT: Readonly<Record<'too-large' | 'unreadable', Words>> = {
  'too-large': {
    zh: `  沒有比對：XML 超過 ${MEGABYTES} MB，XSD 的第二意見只看到這個大小。上面的報告是完整的`,
    en: `  Not compared: the XML is larger than ${MEGABYTES} MB, as much as the second opinion looks at. The report above is complete`,
  },
  unreadable: {
    zh: '  沒有比對：讀不到裡面的 XML。原因見上面的報告',
    en: '  Not compared: its XML cannot be read; the report above says why',
  },
};

/**
 * What libxml2 makes of each submission by the XSD of its channel, in words of the report's language. No verdict changes.
 * @param sources the files that were checked
 * @param format the field table of which the XSD is made
 */
export async function* secondOpinions(
  sources: readonly Source[],
  reports: readonly Report[],
  format: FieldFile,
  limits: Limits,
): AsyncGenerator<string> {
  for (const report of reports) {
    const { channel, name } = report.submission;
    const { language } = report.ruleset;
    const head = (file: string): string => `XSD（libxml2，schemas/lab-result/daily.xsd）：${file}`;
    if (channel !== 'lab-result') {
      const words = {
        zh: `  沒有比對：${channelName(channel, 'zh-TW')}沒有 XSD`,
        en: `  Not compared: there is no XSD for ${channelName(channel, 'en')}`,
      };
      yield `XSD：${name}\n${inLanguage(words, language)}`;
      continue;
    }
    const source = sources.find(({ path }) => path.toWellFormed() === name);
    const xml = source ? await xmlOf(source, limits) : ({ name, without: 'unreadable' } as const);
    const lines = 'without' in xml ? [WITHOUT[xml.without]] : await secondOpinion(xml.bytes, report, format);
    yield [head(xml.name), ...lines.map((line) => inLanguage(line, language))].join('\n');
  }
}
