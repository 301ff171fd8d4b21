import type { JointData } from './joint-record-type.ts';

/** 品項數 of one result at most (D2). */
export const MOST_ITEMS = 20;

const OTHER = /[、，]|[,|](?=[(+])/;
/** Also where a code of GS1 follows another without anything between them. */
const BETWEEN = /[;；、，]|[,|](?=[(+])|(?!^)(?=\(01\))/;
const START = '(01)';

const runTogether = (text: string): boolean =>
  text.split(/[;；]/).some((part) => part.trimStart().lastIndexOf(START) > 0);

function separatorOf(text: string, parts: readonly string[]): NonNullable<JointData['separator']> {
  if (text.includes('；')) return 'full-width';
  if (OTHER.test(text) || runTogether(text)) return 'other';
  if (/\s/.test(text)) return 'space';
  return parts.includes('') ? 'empty' : 'right';
}

/** The implants of r4, each without blanks; those that are empty do not count. */
export function itemsOf(text: string): {
  readonly items: readonly string[];
  readonly separator: NonNullable<JointData['separator']>;
} {
  const parts = text.split(BETWEEN).map((part) => part.replace(/\s+/g, ''));
  return { items: parts.filter((part) => part !== ''), separator: separatorOf(text, parts) };
}
