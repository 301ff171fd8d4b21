import { SaxesParser } from 'saxes';
import type { Source } from '../../intake/source.ts';
import type { XmlFormat } from './format.ts';
import type { XmlFacts, XmlLimits, XmlReading, XmlRecord, XmlSegment } from './types.ts';

/** Reads an XML file against a field table. A first sketch: the interface is what counts. */
export function readXml(source: Source, format: XmlFormat, _limits?: Partial<XmlLimits>): XmlReading {
  let records = 0;
  return {
    async *records() {
      const parser = new SaxesParser();
      let done: XmlRecord[] = [];
      const path: string[] = [];
      const stack: { fields: Record<string, string>; segments: XmlSegment[] }[] = [];
      let text = '';
      parser.on('opentag', ({ name }) => {
        path.push(name);
        text = '';
        if (name in format.segments) stack.push({ fields: {}, segments: [] });
      });
      parser.on('text', (some) => {
        text += some;
      });
      parser.on('closetag', ({ name }) => {
        path.pop();
        const top = stack.at(-1);
        if (name in format.segments && top) {
          stack.pop();
          const place = () => ({
            xpath: `/${format.root}/${name}[${records}]`,
            line: parser.line,
            column: parser.column,
          });
          if (name === format.record) {
            records++;
            done.push({ tag: name, index: records, ...top, faults: [], place });
          } else {
            const outer = stack.at(-1);
            outer?.segments.push({ tag: name, index: outer.segments.length + 1, ...top, place });
          }
        } else if (top && text.trim() !== '') top.fields[name] = text;
      });
      const decoder = new TextDecoder('big5');
      for await (const chunk of source.open()) {
        parser.write(decoder.decode(chunk, { stream: true }));
        yield done;
        done = [];
      }
    },
    facts: (): XmlFacts => ({
      encoding: 'big5',
      declared: 'Big5',
      declaration: true,
      bom: false,
      root: format.root,
      records,
      broken: undefined,
      stopped: undefined,
      faults: [],
    }),
  };
}
