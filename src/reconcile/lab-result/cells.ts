import { H_TAGS } from '../../channels/lab-result/tags.ts';
import type { FieldFile } from '../../engine/library-schema.ts';
import type { Words } from '../../engine/rule-schema.ts';

/** The field table of this channel, and its table of NHI's error codes. */
export const FORMAT = 'lab-result';
export const ERRORS = 'lab-result-errors';

/** The cell of 錯誤代碼, beside those of fields. */
export const CODE = 'code';

const upTo = (last: string): readonly string[] => H_TAGS.slice(0, H_TAGS.indexOf(last as (typeof H_TAGS)[number]) + 1);

/** The 49 cells of a record in the order of 2019: r6 was still there, h25 and later were not. */
export const CELLS: readonly string[] = [
  ...upTo('h22'),
  ...['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8-1', 'r8-2', 'r8-3', 'r9', 'r10', 'r11', 'r12'],
  ...['h23', 'h24', 'r6-1', 'r6-2', 'r13', 'r8-4', 'r8-5', 'r8-6', 'r8-7', 'r8-8', 'r8-9', 'r14', CODE],
];

/** Lines of a record in that report. */
export const LINES = 9;

/** Names that are, or were, printed for a cell beside the one of the field table. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  h5: ['健保卡過卡日期時間'],
  r6: ['參考值'],
  [CODE]: ['錯誤代碼'],
};

const R6: Words = { zh: '參考值', en: 'Reference value (until 2019)' };

/** The name of a field of hdata or rdata by its tag. */
export function fieldWords(tag: string, format: FieldFile | undefined): Words | undefined {
  for (const { fields } of Object.values(format?.segments ?? {}))
    if (Object.hasOwn(fields, tag)) return fields[tag]?.name;
  return tag === 'r6' ? R6 : undefined;
}

/** A heading or a name, so that both can be compared: without blanks, brackets and the like, of one width. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()/、.:_-]/g, '');

/** Tags by the headings that may stand for them. */
export function headingTags(format: FieldFile | undefined): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  const add = (tag: string, name: string): void => {
    tags.set(plainName(name), tag);
    if (tag !== CODE) tags.set(plainName(tag + name), tag);
  };
  for (const { fields } of Object.values(format?.segments ?? {}))
    for (const [tag, { name }] of Object.entries(fields)) {
      add(tag, name.zh);
      if (!tags.has(plainName(tag)) && !tag.includes('-')) tags.set(plainName(tag), tag);
    }
  for (const [tag, names] of Object.entries(OTHER_NAMES)) for (const name of names) add(tag, name);
  return tags;
}
