/** Without NULs and spaces at its end. Not by a pattern: those take the square of the time on long runs of spaces. */
export function unpadded(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\0')) end--;
  return text.slice(0, end);
}
