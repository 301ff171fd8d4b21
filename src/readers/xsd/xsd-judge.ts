import type { XmlDocument } from 'libxml2-wasm';
import { type Told, type XsdError, type XsdProblem, xsdError } from './xsd-error.ts';

const OF_VALUES: ReadonlySet<XsdProblem> = new Set(['codes', 'shape', 'length']);

/** Of one value libxml2 tells every facet that it breaks, and so it does of a field that holds elements: the first is told. */
const oncePerValue = (errors: readonly XsdError[]): XsdError[] =>
  errors.filter(({ problem, xpath, line }, i) => {
    const before = errors[i - 1];
    return !(OF_VALUES.has(problem) && before?.xpath === xpath && before?.line === line);
  });

/** Holds documents against one schema. */
export interface XsdJudge extends Disposable {
  /**
   * What the schema refuses in a document; nothing where it is valid.
   * @param xml as it lies on disk: decoded by libxml2, as its declaration says
   */
  errors(xml: Uint8Array): readonly XsdError[];
}

/**
 * libxml2 with a schema, in this thread. A document takes about eleven times its size while it is judged, and no
 * bounds of time: of a document that somebody else made, ask `xsdErrors`.
 * @param xsd the schema, UTF-8
 * @throws where the schema is none
 */
export async function xsdJudge(xsd: Uint8Array): Promise<XsdJudge> {
  const { ParseOption, XmlDocument, XmlError, XmlLibError, XsdValidator } = await import('libxml2-wasm');
  const schema = XmlDocument.fromBuffer(xsd);
  const validator = XsdValidator.fromDoc(schema);
  const option = ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_BIG_LINES;
  const toldBy = (error: unknown): readonly Told[] => {
    if (error instanceof XmlLibError) return error.details;
    if (error instanceof XmlError) return [{ message: '', line: 0 }]; // it stopped, and says no more than that
    throw error;
  };
  return {
    errors(xml) {
      let document: XmlDocument;
      try {
        document = XmlDocument.fromBuffer(xml, { option });
      } catch (error) {
        const [first] = toldBy(error);
        return [{ problem: 'broken', line: first?.line ?? 0 }];
      }
      try {
        validator.validate(document);
        return [];
      } catch (error) {
        return oncePerValue(toldBy(error).map(xsdError));
      } finally {
        document.dispose();
      }
    },
    [Symbol.dispose]() {
      validator.dispose();
      schema.dispose();
    },
  };
}
