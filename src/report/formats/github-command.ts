import { clean } from './clean.ts';

/** What GitHub makes an annotation of. */
export type Command = 'error' | 'warning' | 'notice';

/** `%` first, as in GitHub's own toolkit: what is escaped stays what it was. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/**
 * A workflow command, one line: `::error file=…,line=…::message`. Nothing in the texts can end it or begin another.
 * @param lines of the message; control signs in them are replaced
 */
export function workflowCommand(
  command: Command,
  properties: Readonly<Record<string, string | number | undefined>>,
  lines: readonly string[],
): string {
  const given = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [`${key}=${property(clean(String(value)))}`],
  );
  const head = given.length > 0 ? `${command} ${given.join(',')}` : command;
  return `::${head}::${data(lines.map(clean).join('\n'))}\n`;
}
