import type { FieldFile } from '../../engine/library-schema.ts';

/** A tag with its Chinese name, which the English words carry, too: `h20 採檢/實際檢查/手術日期時間`. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

/** The names of all tags of a format, segments too. */
export interface Labels {
  /** Undefined: the format has no such tag. */
  of(tag: string): Label | undefined;
  /** A tag as it is written (H9), with the name of the one that is meant (h9). */
  written(tag: string, meant: string): Label | undefined;
  /** What a tag is shown as: with its name, else bare, unless it does not look like one. */
  shown(tag: string): Label;
  /** The tag that is meant by one that nearly is (r4_1, h01, Ｈ1); undefined where that would be a guess. */
  meant(tag: string): string | undefined;
}

const NO_NAME = { zh: '（名稱不像標籤，不顯示）', en: '(not shown: it does not look like a tag)' };
const ROOT = { zh: '根標籤', en: 'the root' };

/** Reads the names from the field table. */
export function labelsOf(format: FieldFile): Labels {
  const names = new Map([[format.root, ROOT]]);
  for (const [tag, { name, fields }] of Object.entries(format.segments)) {
    names.set(tag, name);
    for (const [field, { name: own }] of Object.entries(fields)) names.set(field, own);
  }
  const plain = (tag: string): string =>
    tag
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[_.‐–—]/g, '-')
      .replace(/^([hr])0+(?=\d)/, '$1');
  const written = (tag: string, meant: string): Label | undefined => {
    const name = names.get(meant);
    return name && { zh: `${tag} ${name.zh}`, en: `${tag} ${name.en} (${name.zh})` };
  };
  return {
    of: (tag) => written(tag, tag),
    written,
    shown(tag) {
      const bare = shownTag(tag);
      return written(tag, tag) ?? { zh: bare ?? NO_NAME.zh, en: bare ?? NO_NAME.en };
    },
    meant: (tag) => (names.has(plain(tag)) ? plain(tag) : undefined),
  };
}

/** A tag as it may be shown: one that could carry an id or a name of a person is not. */
export const shownTag = (tag: string): string | undefined =>
  /^[A-Za-z_][A-Za-z0-9_.-]{0,19}$/.test(tag) && !/\d{5}/.test(tag) ? tag : undefined;

/** An XPath as it may be shown: `*` for tags that are not. */
export const shownXPath = (xpath: string): string =>
  xpath
    .split('/')
    .map((step) => (step === '' || shownTag(step.replace(/\[\d+\]$/, '')) ? step : '*'))
    .join('/');
