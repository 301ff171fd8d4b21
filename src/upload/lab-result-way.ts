import { fileLines } from './file-lines.ts';
import type { Unsealed } from './receipt-schema.ts';
import { shownRocDay, theNextDay } from './roc-day.ts';
import type { Way } from './ways.ts';

const BUSINESS = '檢驗(查)結果每日上傳作業';
const UPLOAD = '檢驗(查)結果項目資料上傳及查詢';
const DOWNLOAD = '上傳案件相關檔案下載';
const PAGE = `健保資訊網服務系統(VPN)＞我的首頁＞${BUSINESS}＞${UPLOAD}`;

/** No document of NHI tells the code; programs that upload by the API use this one. */
const USED_BY_PROGRAMS = '26';

const dateLines = (day: string | undefined): string[] =>
  day === undefined
    ? [
        '   □ 上傳日期：填檔案裡 h16「檢驗（查）結果上傳日期時間」的前七碼（YYY/MM/DD）',
        '     上傳日期: the first seven digits of h16 in the file, as YYY/MM/DD',
      ]
    : [
        `   □ 上傳日期 填 ${shownRocDay(day)}（檔案裡 h16「檢驗（查）結果上傳日期時間」的前七碼）`,
        `     上傳日期: ${shownRocDay(day)}, the first seven digits of h16 in the file`,
        `   □ 只有 ${shownRocDay(day)} 和 ${shownRocDay(theNextDay(day))} 兩天可以傳（上傳日期限當天或前一天）；`,
        '     過了就要重產 XML，h16 換成新的日期，再檢查一次',
        '     Only on these two days; later the XML is made anew, with h16 of that day',
      ];

const typeCodeLines = (typeCode: string | null): string[] =>
  typeCode === null
    ? [
        `   □ 代碼(TypeCode)：官方文件沒有寫；使用中的程式用 ${USED_BY_PROGRAMS}（檢驗(查)每日上傳資料XML格式）。`,
        '     第一次用請先問健保署或資訊廠商；確認後寫在設定檔 handOver.typeCodes.lab-result',
        `     TypeCode stands in no document of NHI; programs in use send ${USED_BY_PROGRAMS}. Ask first, then configure it`,
        '   □ API 的檔名另有規定：醫事機構代碼＋上傳日期＋流水號.zip',
        '     By the API the zip is named institution + date + serial',
      ]
    : [`   □ 代碼(TypeCode) 填 ${typeCode}（您在設定檔寫的）　TypeCode ${typeCode}, as configured`];

function steps({ files, typeCode, uploadDay, verdict: { units } }: Unsealed): string[] {
  const orders = units.total.toLocaleString('en-US');
  return [
    '先確認　Before you begin',
    '   □ 檔案不改名、不解壓縮；XML 不要再用編輯器開啟存檔（會改掉 Big5 編碼）',
    '     The zip as it is: no renaming, no unpacking, no saving of the XML by an editor',
    '',
    '方式一　VPN 網頁　On the VPN page',
    `   □ 進入 ${PAGE}`,
    `     Open ${BUSINESS}, ${UPLOAD}`,
    ...dateLines(uploadDay),
    `   □ 上傳資料檔案 選下面這一個 zip（${orders} 筆醫令）　Choose this zip (${orders} orders)`,
    ...fileLines(files),
    '   □ 按「開始上傳」；顯示上傳失敗，就再傳一次　Press 開始上傳; if it fails, press it again',
    '   □ 抄下收件序號（13 碼）：＿＿＿＿＿＿＿＿＿＿＿＿＿　Note the 收件序號, 13 digits',
    '',
    '方式二　API 批次上傳　By the API, instead',
    '   □ 用貴院所的上傳程式，同一個 zip　The same zip, by the program of your institution',
    ...typeCodeLines(typeCode),
    '',
    '送出以後　Afterwards',
    `   □ 最快 30 分鐘後，到「${UPLOAD}」看處理狀態：檢核中 → 檢核正確 或 檢核錯誤`,
    '     At the earliest after 30 minutes look for 檢核正確 or 檢核錯誤',
    `   □ 到「${DOWNLOAD}」下載檢核結果檔；網站只留兩週`,
    `     Fetch the result from ${DOWNLOAD} within two weeks`,
    '     選「加密下載」的，解壓縮密碼是下載的人的身分證字號，英文字母大寫',
    '     加密下載: its password is the id number of whoever downloads it, letter in upper case',
    '   □ 和預檢比對：nhi-precheck reconcile 下載的檔案 --with 這裡的 zip 或 receipt.json',
    '     Compare: nhi-precheck reconcile ANSWER --with the zip, or the receipt.json here',
    '   □ 檢核錯誤的，以醫令代碼為單位補正：改好那幾筆整筆重送，以 h16 最新的一筆為準',
    '     What is found wrong is corrected order by order and sent again; the latest h16 counts',
    '   □ msg.txt 寫「XML申報檔案處理錯誤」：整個檔案都沒有收，修正後整檔重送',
    '     XML申報檔案處理錯誤: nothing of the file was taken, all of it goes again',
    '   □ 比對完成後，可以從這個資料夾移走檔案；憑證（receipt.json）請留存',
    '     The files may then go; keep the receipt',
  ];
}

/** 檢驗(查)結果每日上傳: one zip on one page; to send again is how NHI wants a correction. */
export const labResultWay: Way = {
  namesOnce: false,
  zipOnly: true,
  onlyTaken: {
    zh: '會檢核正確的那幾筆可以先送：nhi-precheck fix … --only-taken 做一份只有它們的送件，再移交那一份',
    en: 'the orders that would be taken can go first: nhi-precheck fix … --only-taken makes a submission of them',
  },
  seenAt: UPLOAD,
  whatItIs: () => '這是正式上傳，會收件。　A real upload: what is right is taken.',
  steps,
  next: () => [
    {
      zh: `${PAGE}：填上傳日期（「h16 檢驗（查）結果上傳日期時間」前七碼，步驟檔裡有寫）、選 zip、按「開始上傳」，抄下收件序號`,
      en: `VPN ${BUSINESS}, ${UPLOAD}: type the 上傳日期 (the first seven digits of h16 檢驗（查）結果上傳日期時間, see the checklist), choose the zip, press 開始上傳, note the 收件序號`,
    },
    {
      zh: `最快 30 分鐘後看處理狀態，兩週內到「${DOWNLOAD}」下載結果，再用 nhi-precheck reconcile 比對`,
      en: `after 30 minutes at the earliest look at 處理狀態; fetch the result within two weeks, then nhi-precheck reconcile`,
    },
  ],
};
