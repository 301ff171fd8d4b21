import type { Words } from '../engine/rule-schema.ts';
import { fileLines } from './file-lines.ts';
import { businessOf, type Purpose } from './purpose.ts';
import type { Unsealed } from './receipt-schema.ts';
import type { Way } from './ways.ts';

/** 業務別 is chosen on the page alone: nothing on the platform says that an upload is a test. */
const ONLY_THE_PAGE = [
  '測試不要用傳輸作業平台：那裡只有 TypeCode，選不到業務別，分不出是測試',
  'Not by the transfer platform: it has no 業務別, so nothing there says that this is a test',
];

const platform = (typeCode: string | null, many: boolean): string[] => [
  '方式二　傳輸作業平台　By the transfer platform, instead',
  `   □ 上傳檔案路徑選${many ? '上面的檔案，一次一個' : '上面的檔案'}；代碼(TypeCode) 填 ${typeCode}；按 SendA`,
  `     TypeCode ${typeCode}, then SendA${many ? ', file by file' : ''}`,
];

function steps(receipt: Unsealed): string[] {
  const { purpose, channel, files } = receipt;
  const { code, name, typeCode } = businessOf(channel, purpose);
  const other = businessOf(channel, purpose === 'test' ? 'production' : 'test').code;
  const many = files.length > 1;
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
    ...fileLines(files),
    '   □ 送出　Send',
    '',
    ...(purpose === 'test' ? ONLY_THE_PAGE : platform(typeCode, many)),
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

function next(purpose: Purpose): Words[] {
  const { name, code, typeCode } = businessOf('prior-auth', purpose);
  const test = purpose === 'test';
  return [
    {
      zh: `VPN「事前審查案件批次上傳」，業務別選「${name}」，加入檔案後送出${test ? '（測試只能用這個網頁）' : `；或傳輸作業平台 TypeCode ${typeCode}、SendA`}`,
      en: `VPN 事前審查案件批次上傳 with ${name}${test ? ' (a test: by this page alone)' : `, or the transfer platform with TypeCode ${typeCode}, SendA`}`,
    },
    {
      zh: `「作業監控」要有類別 ${typeCode}、狀態「已完成」；再到「事前審查案件批次初步檢核結果查詢」選 ${code} 看結果`,
      en: `作業監控 shows 類別 ${typeCode} 已完成; then look up the preliminary check with ${code}`,
    },
  ];
}

/** 事前審查: 業務別 on the VPN page, or TypeCode on the platform. */
export const priorAuthWay: Way = {
  namesOnce: true,
  zipOnly: false,
  onlyTaken: null,
  seenAt: '作業監控',
  whatItIs: (purpose) =>
    purpose === 'test'
      ? '這是測試，不會進入審查。　A test: nothing of it is reviewed.'
      : '這是正式上傳，會進入審查。　A real application.',
  steps,
  next,
};
