import { harmless } from '../report/harmless.ts';
import type { Report } from '../report/report-schema.ts';
import { BUSINESS, PURPOSE_WORDS } from './purpose.ts';
import type { Unsealed } from './receipt-schema.ts';

const size = (bytes: number): string => `${bytes.toLocaleString('en-US')} bytes`;

const fileLines = ({ files }: Unsealed): string[] =>
  files.map(
    ({ name, size: bytes, sha256 }) => `   □ ${harmless(name)}　${size(bytes)}　sha256 ${sha256.slice(0, 12)}…`,
  );

/** 業務別 is chosen on the page alone: nothing on the platform says that an upload is a test. */
const ONLY_THE_PAGE = [
  '測試不要用傳輸作業平台：那裡只有 TypeCode，選不到業務別，分不出是測試',
  'Not by the transfer platform: it has no 業務別, so nothing there says that this is a test',
];

const platform = (typeCode: string, many: boolean): string[] => [
  '方式二　傳輸作業平台　By the transfer platform, instead',
  `   □ 上傳檔案路徑選${many ? '上面的檔案，一次一個' : '上面的檔案'}；代碼(TypeCode) 填 ${typeCode}；按 SendA`,
  `     TypeCode ${typeCode}, then SendA${many ? ', file by file' : ''}`,
];

/** What the user presses, in NHI's own terms. */
function steps(receipt: Unsealed): string[] {
  const { code, name, typeCode } = BUSINESS[receipt.channel][receipt.purpose];
  const other = BUSINESS[receipt.channel][receipt.purpose === 'test' ? 'production' : 'test'].code;
  const many = receipt.files.length > 1;
  return [
    '先確認　Before you begin',
    '   □ 這台電腦已安裝「醫療資料傳輸共通介面 API」（方式一、方式二都需要）',
    '     醫療資料傳輸共通介面 API is installed on the machine that uploads',
    '',
    '方式一　VPN 網頁　On the VPN page',
    '   □ 進入「事前審查案件批次上傳」',
    `   □ 業務別選「${name}」，不是 ${other}`,
    `     Choose ${code}, not ${other}`,
    many
      ? '   □ 按「加入」，把下面每一個檔案都加進去，一個都不能少'
      : '   □ 按「加入」，選下面這一個檔案（不要解壓縮，不要改名）',
    many ? '     Add every one of these files' : '     Add this one file as it is',
    ...fileLines(receipt),
    '   □ 送出　Send',
    '',
    ...(receipt.purpose === 'test' ? ONLY_THE_PAGE : platform(typeCode, many)),
    '',
    '送出以後　Afterwards',
    `   □ 傳輸作業平台「作業監控」要有類別 ${typeCode}、狀態「已完成」的紀錄`,
    `     作業監控 shows a record of 類別 ${typeCode}, 狀態 已完成`,
    `   □ 過一段時間，到 VPN「事前審查案件批次初步檢核結果查詢」，業務別選 ${code}，看處理結果`,
    `     Some time later look at the result of the preliminary check, with ${code} again`,
    '   □ 處理完成後，可以從這個資料夾移走檔案；憑證（receipt.json）請留存',
    '     The files may then go; keep the receipt',
  ];
}

function reminders({ findings }: Report): string[] {
  const left = findings.filter(({ outcome }) => outcome === 'remind');
  if (left.length === 0) return [];
  const most = 20;
  const more = left.length > most ? [`   … 另有 ${left.length - most} 件　${left.length - most} more`] : [];
  return [
    '',
    '送出前請再看一下　Reminders',
    ...left.slice(0, most).map(({ message }) => `   ⚠ ${harmless(message)}`),
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
  const { name } = BUSINESS[receipt.channel][receipt.purpose];
  const test = receipt.purpose === 'test';
  const lines = [
    `【${zh}上傳】${name}　${en} upload`,
    test
      ? '這是測試，不會進入審查。　A test: nothing of it is reviewed.'
      : '這是正式上傳，會進入審查。　A real application.',
    '',
    `送件　Package: ${harmless(receipt.name)}`,
    `預檢　Checked: ${receipt.checkedAt}，規則 ${receipt.ruleset.version}，依 ${receipt.ruleset.asOf}`,
    `       ${harmless(report.verdict.sentence)}`,
    '',
    ...steps(receipt),
    ...reminders(report),
    ...held(receipt, report),
  ];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
