import { isAbsolute } from 'node:path';
import { Document, isCollection, isScalar, type Node, type Pair } from 'yaml';
import { CHANNEL_IDS } from '../channels/ids.ts';
import type { ConfigFile } from '../config/read.ts';
import { LIMITS } from '../options.ts';
import { harmless } from '../report/harmless.ts';
import { defaultLedgerPath } from '../upload/ledger.ts';

/** The options of any command that a configuration could hold as well. */
export interface ToldOptions {
  readonly channel?: string;
  readonly institution?: string;
  readonly lang?: string;
  readonly to?: string;
  readonly purpose?: string;
}

type Value = string | number | readonly string[] | undefined;
interface Setting {
  readonly keys: readonly string[];
  readonly option?: { readonly name: string; readonly value: Value } | undefined;
  readonly fallback?: Value;
}

const HEAD = `nhi-precheck 實際採用的設定，每個值後面是來源；這一頁本身就可以當設定檔
the settings in force, each with its origin; this page is itself a configuration`;

function valueIn(data: unknown, keys: readonly string[]): unknown {
  const at = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
  return keys.reduce(at, data);
}

/**
 * The settings in force as YAML, each with a remark that says where it came from: an option, a line of the
 * configuration, or the default. What is not set stands in the last remark.
 */
export function printConfig(file: ConfigFile | undefined, paths: readonly string[], told: ToldOptions): string {
  const config = file?.config ?? {};
  const option = (name: string, value: Value): Setting['option'] => ({ name, value });
  const settings: Setting[] = [
    { keys: ['institution'], option: option('--institution', told.institution) },
    { keys: ['language'], option: option('--lang', told.lang), fallback: 'zh-TW' },
    { keys: ['channels'], option: option('--channel', told.channel && [told.channel]), fallback: CHANNEL_IDS },
    { keys: ['paths'], option: option('命令列 command line', paths.length > 0 ? paths : undefined) },
    { keys: ['ledger'] },
    { keys: ['handOver', 'to'], option: option('--to', told.to) },
    { keys: ['handOver', 'purpose'], option: option('--purpose', told.purpose), fallback: 'production' },
    { keys: ['handOver', 'typeCodes', 'medical-image'] },
    { keys: ['handOver', 'typeCodes', 'lab-result'] },
    { keys: ['fix', 'timestampZone'] },
    ...Object.entries(LIMITS).map(([name, most]) => ({ keys: ['limits', name], fallback: most })),
    ...Object.keys(config.rules ?? {}).map((id) => ({ keys: ['rules', id] })),
  ];
  const document = new Document({});
  document.commentBefore = HEAD.replaceAll(/^/gm, ' ');
  const unset: string[] = [];
  for (const { keys, option: given, fallback } of settings) {
    const read = valueIn(config, keys);
    const value = given?.value ?? read ?? fallback;
    if (value === undefined) {
      unset.push(keys[0] === 'ledger' ? `ledger (${defaultLedgerPath()})` : keys.join('.'));
      continue;
    }
    const line = file?.line([...keys]);
    const from =
      given?.value !== undefined
        ? given.name
        : read !== undefined
          ? `${file && isAbsolute(file.file) ? file.file : (file?.file ?? '')}:${line}`
          : '預設 default';
    const node = document.createNode(value, { flow: true }) as Node;
    document.setIn([...keys], node);
    remark(document, keys, node, ` ${harmless(from)}`);
  }
  if (unset.length > 0) document.comment = ` 沒有設定 not set: ${unset.join(', ')}`;
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** Puts a remark behind a value; one that is a list or map has it before its key. */
function remark(document: Document, keys: readonly string[], node: Node, text: string): void {
  if (isScalar(node)) {
    node.comment = text;
    return;
  }
  const parent = keys.length === 1 ? document.contents : document.getIn(keys.slice(0, -1), true);
  if (!isCollection(parent)) return;
  const pair = (parent.items as Pair<Node, Node>[]).find(({ key }) => String(key) === keys.at(-1));
  if (pair) pair.key = Object.assign(document.createNode(keys.at(-1)) as Node, { commentBefore: text });
}
