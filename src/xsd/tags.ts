import { labelsOf, shownTag } from '../channels/lab-result/field-labels.ts';
import type { FieldFile } from '../engine/library-schema.ts';
import type { Words } from '../engine/rule-schema.ts';
import type { XmlField } from '../readers/xml/format.ts';

/** A tag of the format: where it belongs, and which place it has there. */
export interface KnownTag {
  readonly segment: string;
  /** Fields in their order, then inner segments. */
  readonly place: number;
  /** Absent of a segment. */
  readonly field?: XmlField;
}

/** The tags of a format. A tag that stands in two segments is that of the first. */
export function knownTags(format: FieldFile): ReadonlyMap<string, KnownTag> {
  const known = new Map<string, KnownTag>();
  for (const [segment, { fields, segments }] of Object.entries(format.segments)) {
    const tags = [...Object.keys(fields), ...segments];
    for (const [place, tag] of tags.entries()) {
      const field = fields[tag];
      if (!known.has(tag)) known.set(tag, { segment, place, ...(field ? { field } : {}) });
    }
  }
  return known;
}

/** A tag with its name: 「h20 採檢/實際檢查/手術日期時間」. One that does not look like a tag is not shown. */
export function named(tag: string, format: FieldFile): Words {
  const label = labelsOf(format).of(tag);
  if (label) return { zh: `「${label.zh}」`, en: `"${label.en}"` };
  const shown = shownTag(tag);
  return shown ? { zh: `「${shown}」`, en: `"${shown}"` } : { zh: '一個不明的標籤', en: 'an unknown element' };
}
