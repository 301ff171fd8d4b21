import { type DefaultTreeAdapterTypes, parse } from 'parse5';

/** An element of a page as read back. */
export interface PageElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly PageElement[];
}

type Node = DefaultTreeAdapterTypes.ChildNode;

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

function elementOf(node: Node): PageElement[] {
  if (!('tagName' in node)) return [];
  return [
    {
      name: node.tagName,
      attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
      text: textOf(node),
      children: node.childNodes.flatMap(elementOf),
    },
  ];
}

/** All elements of a page in document order. @throws where a browser would have to repair it */
export function readPage(text: string): PageElement[] {
  const wrong: string[] = [];
  const document = parse(text, { onParseError: ({ code, startLine }) => void wrong.push(`${code} ${startLine}`) });
  if (wrong.length > 0) throw new Error(wrong.join(', '));
  const all = (element: PageElement): PageElement[] => [element, ...element.children.flatMap(all)];
  return document.childNodes.flatMap(elementOf).flatMap(all);
}

/** Those of a class. */
export const ofClass = (elements: readonly PageElement[], name: string): PageElement[] =>
  elements.filter(({ attributes }) => attributes.class?.split(' ').includes(name));
