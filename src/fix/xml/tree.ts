/** An element with every sign of it; all together are the document again. */
export interface Element {
  /** As written. */
  tag: string;
  /** What stands before it within its parent, behind the element before: blanks, comments, text. */
  before: string;
  /** The start tag, or the whole of `<h8/>`. */
  open: string;
  children: Element[];
  /** What stands behind its last child; of a field all that is in it. */
  tail: string;
  /** The end tag; '' for `<h8/>`. */
  close: string;
}

/** Shared by all elements without children: there are very many. */
const NONE: Element[] = [];

/** An element that begins. */
export const begun = (tag: string, before: string, open: string): Element => ({
  tag,
  before,
  open,
  children: NONE,
  tail: '',
  close: '',
});

/** Puts an element into another one. */
export function put(child: Element, into: Element): void {
  if (into.children === NONE) into.children = [child];
  else into.children.push(child);
}

/** Gives the signs of an element piece by piece, without what stands before it. */
export function written({ open, children, tail, close }: Element, give: (raw: string) => void): void {
  give(open);
  for (const child of children) {
    if (child.before !== '') give(child.before);
    written(child, give);
  }
  if (tail !== '') give(tail);
  if (close !== '') give(close);
}

/** Gives an element another tag, in both its ends. */
export function retag(element: Element, tag: string): void {
  const { length } = element.tag;
  element.open = `<${tag}${element.open.slice(1 + length)}`;
  if (element.close !== '') element.close = `</${tag}${element.close.slice(2 + length)}`;
  element.tag = tag;
}
