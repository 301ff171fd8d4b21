/** Control signs, and signs that turn the direction of text: file names may hold them, a terminal would obey them; `##[` begins a command to GitHub's runner anywhere in a line. */
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** One line of text that can be written to a terminal as it is. */
export const harmless = (line: string): string => line.replace(OBEYED, '\uFFFD').replaceAll('##[', '#\uFFFD[');

/** The same for text of several lines. */
export const harmlessLines = (text: string): string => text.split('\n').map(harmless).join('\n');

/** The same for JSON: the signs that JSON leaves as they are, escaped, so that the value does not change. */
export const harmlessJson = (json: string): string =>
  json.replace(OBEYED, (sign) => (sign === '\n' ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`));
