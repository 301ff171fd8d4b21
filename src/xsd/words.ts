import type { FieldFile } from '../engine/library-schema.ts';
import type { Words } from '../engine/rule-schema.ts';
import type { XmlField } from '../readers/xml/format.ts';
import type { XsdError } from '../readers/xsd/xsd-error.ts';
import { knownTags, named } from './tags.ts';

type Say = (error: XsdError, format: FieldFile) => Words;

const listed = (tags: readonly string[], format: FieldFile): Words => {
  const names = tags.map((tag) => named(tag, format));
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') };
};

const tagOf = ({ tag = '' }: XsdError, format: FieldFile): Words => named(tag, format);

/** What a value of a field has to look like. */
function shape(field: XmlField | undefined, { forms = {} }: FieldFile): Words {
  const { roc, form = '', type } = field ?? {};
  if (roc) {
    const digits = { zh: roc.join(' 或 '), en: roc.join(' or ') };
    const before = field?.beforeRepublic
      ? { zh: '，民國前的年份寫 -NN', en: ', years before it as -NN' }
      : { zh: '', en: '' };
    return {
      zh: `民國${Math.max(...roc) > 7 ? '日期時間' : '日期'}（${digits.zh} 碼，前補 0${before.zh}）`,
      en: `a date of the Republic (${digits.en} digits, zero filled${before.en})`,
    };
  }
  const known = forms[form]?.says;
  if (known) return known;
  return type === '9'
    ? { zh: '數字', en: 'digits' }
    : { zh: '有字的內容（這是必填欄位）', en: 'text: it has to be filled in' };
}

/** Of an element in the wrong place: what that comes from. */
const unexpected: Say = (error, format) => {
  const { tag = '', expected = [] } = error;
  const known = knownTags(format);
  const own = known.get(tag);
  const next = known.get(expected.at(-1) ?? '');
  const name = named(tag, format);
  if (!own && !format.segments[tag]) {
    return {
      zh: `${name.zh}不是這個格式的標籤，或不該放在這裡`,
      en: `${name.en} is no tag of this format, or not in this place`,
    };
  }
  if (!own || !next || own.segment !== next.segment) {
    const parent = own && named(own.segment, format);
    return parent
      ? { zh: `${name.zh}放錯段落：要在${parent.zh}裡`, en: `${name.en} belongs in ${parent.en}` }
      : { zh: `${name.zh}不該放在這裡`, en: `${name.en} does not belong here` };
  }
  if (own.place > next.place) {
    const lacking = named(expected.at(-1) ?? '', format);
    return { zh: `${name.zh}之前缺了${lacking.zh}`, en: `${lacking.en} has to stand before ${name.en}` };
  }
  return {
    zh: `${name.zh}的順序不對或重複：標籤要依編號由小到大，各一次`,
    en: `${name.en} is out of order or repeated: tags stand in the order of their numbers, each once`,
  };
};

const SAY: Readonly<Record<XsdError['problem'], Say>> = {
  root: (_, { root }) => ({ zh: `根標籤不是 ${root}`, en: `the root is not ${root}` }),
  unexpected,
  missing(error, format) {
    const [name, lacking] = [tagOf(error, format), listed((error.expected ?? []).slice(-1), format)];
    return { zh: `${name.zh}到結束都沒有${lacking.zh}`, en: `${name.en} ends without ${lacking.en}` };
  },
  attribute(error, format) {
    const name = tagOf(error, format);
    return {
      zh: `${name.zh}的標籤裡有屬性，這個格式沒有屬性`,
      en: `${name.en} has an attribute; this format has none`,
    };
  },
  text(error, format) {
    const name = tagOf(error, format);
    return { zh: `${name.zh}的欄位之間夾了文字`, en: `there is text between the fields of ${name.en}` };
  },
  nested(error, format) {
    const name = tagOf(error, format);
    return { zh: `${name.zh}裡面只能有文字，卻有別的標籤`, en: `${name.en} holds tags; it may hold text alone` };
  },
  codes(error, format) {
    const name = tagOf(error, format);
    return { zh: `${name.zh}的值不在代碼表裡`, en: `the value of ${name.en} is none of its codes` };
  },
  shape(error, format) {
    const name = tagOf(error, format);
    const asked = shape(knownTags(format).get(error.tag ?? '')?.field, format);
    return { zh: `${name.zh}的值要是：${asked.zh}`, en: `the value of ${name.en} has to be: ${asked.en}` };
  },
  length({ found = 0, most = 0, ...error }, format) {
    const name = tagOf(error, format);
    const { exact, full } = knownTags(format).get(error.tag ?? '')?.field ?? {};
    const whole = exact || full;
    return {
      zh: `${name.zh}有 ${found} 字，${whole ? '要正好' : '最多'} ${most} 字`,
      en: `${name.en} has ${found} characters; it ${whole ? 'has to have' : 'may have'} ${most}`,
    };
  },
  broken: () => ({
    zh: 'XML 從這裡起讀不下去：寫法不完整，或位元組和宣告的編碼不符',
    en: 'the XML cannot be read on: it is not well-formed, or not in the encoding that it declares',
  }),
  other: () => ({ zh: 'libxml2 沒有說清楚是哪裡', en: 'libxml2 does not say what it is' }),
};

/** What an XSD refuses, in words; no value of the file is in them. */
export const told: Say = (error, format) => SAY[error.problem](error, format);
