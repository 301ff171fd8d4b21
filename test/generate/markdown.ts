import type { Words } from '../../src/engine/rule-schema.ts';

/** Text in a cell of a table. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A row of a table. */
export const row = (...cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** The head of a table. */
export const head = (...cells: string[]): string => `${row(...cells)}\n${row(...cells.map(() => '---'))}`;

/** Words of both languages, Chinese first. */
export const both = ({ zh, en }: Words): string => (zh === en ? zh : `${zh} · ${en}`);

/** A case of the corpus as a link from `reports/`. */
export const linkCase = (id: string): string => `[${id.split('/')[1] ?? id}](../corpus/${id}/case.yaml)`;

/** A text that ends with one line feed. */
export const page = (lines: readonly string[]): string => `${lines.join('\n').trimEnd()}\n`;
