import iconv from 'iconv-lite';
import type { HdataKind } from '../corpus/lab-result/case-schema.ts';
import { hdataOf } from '../corpus/lab-result/hdata.ts';

/** An element: what stands in it is text as XML writes it, or elements. */
export interface Element {
  tag: string;
  /** With the blank before it. */
  attributes: string;
  content: string | Element[];
  /** Behind its end tag. */
  after: string;
}

const element = (tag: string, content: Element['content']): Element => ({
  tag,
  attributes: '',
  content,
  after: '\r\n',
});

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const fieldsOf = (fields: Readonly<Record<string, string | null>>): Element[] =>
  Object.entries(fields).map(([tag, text]) => element(tag, escaped(text ?? '')));

/** The root of a file with the usual hdata of these kinds. */
export const treeOf = (kinds: readonly HdataKind[]): Element =>
  element(
    'patient',
    hdataOf(kinds).map(({ fields, rdata }) =>
      element('hdata', [...fieldsOf(fields), ...rdata.map((one) => element('rdata', fieldsOf(one)))]),
    ),
  );

function textOf({ tag, attributes, content, after }: Element): string {
  const inside = typeof content === 'string' ? content : `\r\n${content.map(textOf).join('')}`;
  return `<${tag}${attributes}>${inside}</${tag}>${after}`;
}

/** A whole file: Big5, or UTF-8 where a character is not in Big5. */
export function bytesOf(root: Element): Buffer {
  const text = textOf(root);
  const big5 = iconv.encode(text, 'cp950');
  const isWhole = iconv.decode(big5, 'cp950') === text;
  const encoding = isWhole ? 'Big5' : 'UTF-8';
  return Buffer.concat([
    Buffer.from(`<?xml version="1.0" encoding="${encoding}"?>\r\n`),
    isWhole ? big5 : Buffer.from(text),
  ]);
}

/** The elements that hold elements, outermost first. */
export function* segmentsOf(root: Element): Generator<Element & { content: Element[] }> {
  const { content } = root;
  if (typeof content === 'string') return;
  yield root as Element & { content: Element[] };
  for (const child of content) yield* segmentsOf(child);
}
