import type { FieldFile } from '../../engine/library-schema.ts';
import type { XmlSegment } from '../../readers/xml/types.ts';
import type { CheckRecord, Unit } from '../record.ts';
import type { KnownRdata } from './rdata-record.ts';
import { oddTexts, plainTexts } from './result-texts.ts';
import { fieldPlace } from './units.ts';

/** What is known of a result before its texts are looked at. */
export interface AboutTexts {
  /** r4 holds codes of implants. */
  readonly implants: boolean;
  /** Another rule speaks of ＜ and ＞ in r4. */
  readonly beyond: boolean;
  /** r2 is a name that NHI prescribes. */
  readonly prescribed: boolean;
}

const NONE: CheckRecord[] = [];

/**
 * Looks at the texts of results: a record for each in which something is odd.
 * @param path of the XML
 * @param format its field table
 */
export function textReading(
  path: string,
  format: FieldFile,
): (segment: XmlSegment, data: KnownRdata, about: AboutTexts, unit: Unit) => readonly CheckRecord[] {
  const fields = format.segments.rdata?.fields ?? {};
  const isPlain = plainTexts(fields);
  return (segment, data, { implants, beyond, prescribed }, unit) => {
    if (isPlain(data)) return NONE;
    const odd = oddTexts(segment.fields, fields, { implants, signsOf: beyond ? 'r4' : undefined, prescribed });
    return odd.map((data) => ({
      type: 'lab-result.text',
      unit,
      data,
      locate: () => fieldPlace(path, segment, `/${data.tag}`),
    }));
  };
}
