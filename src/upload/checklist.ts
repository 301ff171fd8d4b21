import { harmless } from '../report/harmless.ts';
import type { Report, ReportFinding } from '../report/report-schema.ts';
import { businessOf, PURPOSE_WORDS } from './purpose.ts';
import type { Unsealed } from './receipt-schema.ts';
import { WAYS } from './ways.ts';

/** Where a finding is, where a message alone does not say it: the row of a CSV. */
function rowOf({ locations: [place] }: ReportFinding): string {
  if (place?.row === undefined) return '';
  return place.cell === undefined ? `第 ${place.row} 列：` : `第 ${place.row} 列 ${place.cell}：`;
}

function reminders({ findings }: Report): string[] {
  const left = findings.filter(({ outcome }) => outcome === 'remind');
  if (left.length === 0) return [];
  const most = 20;
  const more = left.length > most ? [`   … 另有 ${left.length - most} 件　${left.length - most} more`] : [];
  return [
    '',
    '送出前請再看一下　Reminders',
    ...left.slice(0, most).map((finding) => `   ⚠ ${rowOf(finding)}${harmless(finding.message)}`),
    ...more,
  ];
}

function held({ acceptedHold }: Unsealed, { findings }: Report): string[] {
  if (acceptedHold === null) return [];
  return [
    '',
    '這次送件會停在等待（例如「等待附件檔」），仍決定送出　Goes out although NHI will hold it',
    `   理由　Reason: ${harmless(acceptedHold)}`,
    ...findings.filter(({ outcome }) => outcome === 'hold').map(({ message }) => `   ✖ ${harmless(message)}`),
  ];
}

/** What to press on NHI's page, for Notepad: UTF-8 with BOM, CRLF; Chinese first. */
export function checklistOf(receipt: Unsealed, report: Report): string {
  const { zh, en } = PURPOSE_WORDS[receipt.purpose];
  const { name } = businessOf(receipt.channel, receipt.purpose);
  const way = WAYS[receipt.channel];
  const lines = [
    `【${zh}上傳】${name}　${en} upload`,
    way.whatItIs(receipt.purpose),
    '',
    `送件　Package: ${harmless(receipt.name)}`,
    `預檢　Checked: ${receipt.checkedAt}，規則 ${receipt.ruleset.version}，依 ${receipt.ruleset.asOf}`,
    `       ${harmless(report.verdict.sentence)}`,
    '',
    ...way.steps(receipt),
    ...reminders(report),
    ...held(receipt, report),
  ];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
