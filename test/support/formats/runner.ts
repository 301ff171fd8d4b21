/** A workflow command as GitHub's runner takes it from a line of output. */
export interface Taken {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** The commands that the runner knows (actions/runner, ActionCommandManager.cs). */
const KNOWN = new Set([
  'stop-commands',
  'set-env',
  'set-output',
  'save-state',
  'add-mask',
  'add-path',
  'add-matcher',
  'remove-matcher',
  'debug',
  'error',
  'warning',
  'notice',
  'group',
  'endgroup',
  'echo',
]);

const unescaped = (text: string, signs: readonly (readonly [string, string])[]): string =>
  signs.reduce((left, [code, sign]) => left.replaceAll(code, sign), text);
const DATA = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
] as const;
const PROPERTY = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
] as const;
const LEGACY = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
] as const;

function properties(
  text: string,
  separator: string,
  signs: readonly (readonly [string, string])[],
): Taken['properties'] {
  const pairs = text.split(separator).flatMap((part): [string, string][] => {
    const at = part.indexOf('=');
    return at > 0 && at < part.length - 1 ? [[part.slice(0, at), unescaped(part.slice(at + 1), signs)]] : [];
  });
  return Object.fromEntries(pairs);
}

/** `::name key=value::data` at the start of a line, blanks before it ignored (ActionCommand.TryParseV2). */
function current(line: string): Taken | undefined {
  const text = line.trimStart();
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  if (end < 0) return undefined;
  const info = text.slice(2, end);
  const [command = '', ...rest] = info.split(' ');
  if (!KNOWN.has(command.toLowerCase())) return undefined;
  return {
    command,
    properties: properties(rest.join(' ').trim(), ',', PROPERTY),
    data: unescaped(text.slice(end + 2), DATA),
  };
}

/** `##[name key=value;…]data`, the older form, anywhere in a line (ActionCommand.TryParse). */
function older(line: string): Taken | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return undefined;
  const [command = '', ...rest] = line.slice(start + 3, end).split(' ');
  if (!KNOWN.has(command.toLowerCase())) return undefined;
  return {
    command,
    properties: properties(rest.join(' '), ';', LEGACY),
    data: unescaped(line.slice(end + 1), LEGACY),
  };
}

/** What the runner takes from an output: for each line a command, or the line as it is. Any line end of .NET counts. */
export const taken = (output: string): (Taken | string)[] =>
  output
    .split(/\r\n|[\r\n\u0085\u2028\u2029]/)
    .slice(0, -1)
    .map((line) => current(line) ?? older(line) ?? line);
