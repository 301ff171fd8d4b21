import { fileLines } from './file-lines.ts';
import { businessOf } from './purpose.ts';
import type { Unsealed } from './receipt-schema.ts';
import type { Way } from './ways.ts';

const PAGE = '健保資訊網服務系統(VPN)＞我的首頁＞醫療影像每日上傳作業';

/** No public document tells the TypeCode, so nothing is filled in unless somebody has learnt it. */
const typeCodeLines = (typeCode: string | null): string[] =>
  typeCode === null
    ? [
        '   □ 代碼(TypeCode)：公開的文件沒有寫，本工具不猜。請問健保署或資訊廠商；',
        '     知道以後寫在設定檔 handOver.typeCodes.medical-image，以後就會印在這裡',
        '     TypeCode stands in no public document. Ask NHI or your vendor, then configure it',
      ]
    : [`   □ 代碼(TypeCode) 填 ${typeCode}（您在設定檔寫的）　TypeCode ${typeCode}, as configured`];

function steps({ channel, purpose, files, typeCode, verdict: { units } }: Unsealed): string[] {
  const rows = units.total.toLocaleString('en-US');
  const [csv, archives] = [files.filter(({ role }) => role === 'csv'), files.filter(({ role }) => role !== 'csv')];
  return [
    '先確認　Before you begin',
    '   □ 這台電腦已安裝「醫療資料傳輸共通介面 API 元件」5.0 版或較新版本',
    '     醫療資料傳輸共通介面 API 元件 5.0 or newer is installed on the machine that uploads',
    '   □ 檔案不改名、不解壓縮；CSV 不要再用 Excel 開啟存檔（會改掉日期和開頭的 0）',
    '     Files as they are: no renaming, no unpacking, no saving of the CSV by Excel',
    '',
    '方式一　VPN 網頁　On the VPN page',
    `   □ 進入 ${PAGE}，選批次上傳`,
    `     Open ${businessOf(channel, purpose).name}, upload of a batch`,
    `   □ 把 CSV 和下面每一個影像壓縮檔一次全部加入，少一個，那一筆就不收檔`,
    '     Add the CSV and every archive in one go: a row without its archive is not taken',
    ...fileLines([...csv, ...archives]),
    `     CSV 共 ${rows} 筆，影像壓縮檔 ${archives.length} 個　${rows} row(s), ${archives.length} archive(s)`,
    '   □ 送出　Send',
    '',
    '方式二　API 批次上傳　By the API, instead',
    '   □ 用貴院所的上傳程式，同樣的檔案',
    '     The same files, by the program of your institution',
    ...typeCodeLines(typeCode),
    '',
    '時限　In time for the reward',
    '   □ 實際檢查後 24 小時內上傳，才符合獎勵條件；補卡的從補卡算，轉(代)檢的從實際收到影像算',
    '     Within 24 hours of the examination (of the later card reading; of receiving the images of a referral)',
    '',
    '送出以後　Afterwards',
    '   □ 到「醫療影像上傳結果查詢」看結果，或以 API 下載「檢核結果檔」；一筆一筆看有沒有收檔',
    '     Look at 醫療影像上傳結果查詢, or the 檢核結果檔 of the API, row by row',
    '   □ 有不收檔的：修正以後，那幾筆的 CSV 和影像壓縮檔要一起重新上傳，只送其中一種不行',
    '     What was not taken goes again after correction, CSV and archives both',
    '   □ 已經收檔才發現錯：重新傳送，以最後一次為準；文字檔的內容要和原來完全相同',
    '     What was taken and is wrong is sent again: the last one counts, with the very text of the first',
    '   □ 處理完成後，可以從這個資料夾移走檔案；憑證（receipt.json）請留存',
    '     The files may then go; keep the receipt',
  ];
}

/** 醫療檢查影像: one page, no 業務別 and no test; to send again is how NHI wants a correction. */
export const medicalImageWay: Way = {
  namesOnce: false,
  zipOnly: false,
  onlyTaken: {
    zh: '會收檔的那幾筆可以先送：nhi-precheck fix … --only-taken 做一份只有它們的送件，再移交那一份',
    en: 'the rows that would be taken can go first: nhi-precheck fix … --only-taken makes a submission of them',
  },
  seenAt: '醫療影像上傳結果查詢',
  whatItIs: () => '這是正式上傳，會收檔。　A real upload: what is right is taken.',
  steps,
  next: (_purpose, { 'medical-image': typeCode }) => [
    {
      zh: `${PAGE}，選批次上傳，CSV 和全部影像壓縮檔一次加入後送出；或用 API 批次上傳（TypeCode ${typeCode ?? '公開文件沒有寫，請問健保署或資訊廠商'}）`,
      en: `VPN 醫療影像每日上傳作業, as a batch: the CSV and all archives in one go; or by the API (TypeCode ${typeCode ?? 'stands in no public document: ask NHI or your vendor'})`,
    },
    {
      zh: '到「醫療影像上傳結果查詢」看結果；不收檔的修正後，CSV 和影像壓縮檔一起重送',
      en: 'look at 醫療影像上傳結果查詢; what was not taken goes again after correction, CSV and archives both',
    },
  ],
};
