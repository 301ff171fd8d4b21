import type { CodeTable } from '../../channels/channel.ts';
import type { Checked } from '../../judge.ts';
import { type PrecheckOptions, settle } from '../../options.ts';
import { ownLibrary } from '../../rules.ts';
import { NAMES } from '../names.ts';
import type { Package } from '../package.ts';
import type { XmlPart } from './plan-xml.ts';

/** A row of `rules/codes/lab-result-fixed.yaml`, as far as a repair has to know it. */
type FixedRow = { readonly value?: string; readonly field?: string };

const FREE: ReadonlySet<string> = new Set(['text', 'headings']);

/** Whether a table (表八, 表十一, 表十二, 表十四) wants a number or a code of a field of this order and 報告序號. */
const codedResults =
  (codes: CodeTable) =>
  (order: string, number: string, tag: string): boolean => {
    const row = codes[`${order}/${number.replace(/^0+/, '')}`] as FixedRow | undefined;
    return row?.value !== undefined && !FREE.has(row.value) && (row.field ?? 'r4') === tag;
  };

/** The XML of a package, in a channel that sends one; undefined where there is none, or more than one. */
export async function xmlPartOf(pack: Package, checked: Checked, check: PrecheckOptions): Promise<XmlPart | undefined> {
  if (NAMES[checked.submission.channel].byPart !== 'xml') return undefined;
  const paths = new Set(checked.files.flatMap(({ path, role }) => (role === 'xml' ? [path] : [])));
  const [part, ...others] = pack.parts.filter(({ shown }) => paths.has(shown));
  const { codes, formats } = check.library ?? (await ownLibrary());
  const format = formats.get(checked.submission.channel);
  if (!part || others.length > 0 || !format) return undefined;
  return { part, format, asOf: settle(check).asOf, isCoded: codedResults(codes.get('lab-result-fixed') ?? {}) };
}
