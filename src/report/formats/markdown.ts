import { clean } from './clean.ts';

/**
 * Text that Markdown and HTML take for nothing but text: every ASCII punctuation sign as a character reference, which
 * CommonMark never reads as markup. After `@` stands a sign without width, so that nobody is mentioned.
 */
export const markdown = (text: string): string =>
  clean(text)
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};${sign === '@' ? '&#8203;' : ''}`);

/** A table; cells are Markdown already. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
