import type { XmlRecord, XmlSegment } from '../../readers/xml/types.ts';
import type { Location, Unit } from '../record.ts';

/** The unit of this channel: one hdata, the results of one 醫令. @param path of the XML */
export const hdataUnit = (path: string, record: XmlRecord): Unit => ({
  id: `hdata-${record.index}`,
  kind: 'hdata',
  number: record.index - 1,
  locations: [{ file: path, ...record.place() }],
});

/** The place of the field that a JSON Pointer names in a record made of a segment; else of the segment. */
export function fieldPlace(path: string, segment: XmlSegment, pointer: string): Location {
  const tag = pointer.slice(1);
  return { file: path, ...(tag in segment.fields ? segment.place(tag) : segment.place()) };
}
