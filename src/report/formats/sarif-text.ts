import { clean } from './clean.ts';

/**
 * Text as a plain text message of SARIF (3.11.5, 3.11.6): braces doubled, since `{0}` would be a placeholder, and the
 * brackets of `[text](target)` escaped, since they would be a link.
 */
export const sarifText = (text: string): string =>
  text
    .split('\n')
    .map(clean)
    .join('\n')
    .replace(/[{}]/g, '$&$&')
    .replace(/\[([^[\]]*)\](?=\()/g, '\\[$1\\]');
