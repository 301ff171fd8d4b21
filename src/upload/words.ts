import type { Words } from '../engine/rule-schema.ts';
import type { LedgerTrouble } from './ledger-error.ts';
import type { LedgerNote } from './ledger-notes.ts';
import type { RefusalCode } from './transport.ts';

/** Why nothing can be handed over with a ledger like that, and what to do. */
export const TROUBLE: Readonly<Record<LedgerTrouble, Words>> = {
  damaged: {
    zh: '移交紀錄檔壞了，不知道哪些送過。請用備份換回這個檔案；沒有備份，就把它改名留存，再執行一次會從空白開始（請自己確認沒有送過）',
    en: 'The ledger is damaged: what was handed over cannot be known. Put a backup in its place, or rename it and begin anew',
  },
  newer: {
    zh: '移交紀錄檔是新版 nhi-precheck 寫的，這一版看不懂。請更新 nhi-precheck',
    en: 'The ledger was written by a newer nhi-precheck. Please update this one',
  },
  unreadable: {
    zh: '讀不到移交紀錄檔，不知道哪些送過。請確認它的資料夾還在（網路磁碟有沒有連上）、有沒有權限；第一次使用請先建好資料夾',
    en: 'The ledger cannot be read: what was handed over cannot be known. Is its folder there, with permission? For a new ledger, make the folder first',
  },
  'read-only': {
    zh: '不能寫入移交紀錄檔（沒有權限，或磁碟是唯讀的）。請改權限，或在設定檔用 ledger 指定別的位置',
    en: 'The ledger cannot be written (no permission, or a read-only disk). Name another place with `ledger` in the configuration',
  },
  full: {
    zh: '放移交紀錄檔的磁碟滿了。請清出空間再執行一次',
    en: 'The disk of the ledger is full. Make room and run it again',
  },
  locked: {
    zh: '移交紀錄檔一直被別的程式鎖住。請等一下再執行一次',
    en: 'Another program keeps the ledger locked. Wait a little and run it again',
  },
};

/** What a user should know of a ledger that works. */
export const NOTE: Readonly<Record<LedgerNote, Words>> = {
  'network-share': {
    zh: '移交紀錄檔在網路磁碟上：兩台電腦同時移交時，能不能互相擋住要看網路磁碟的鎖定可不可靠',
    en: 'The ledger is on a network share: two machines are kept apart only as well as its locks work',
  },
  copied: {
    zh: '移交紀錄檔是複製或搬過來的：複製之後在原處移交的，這裡不知道。從現在起以這一份為準',
    en: 'The ledger was copied or moved: what was handed over elsewhere since then is not in it. It is the one that counts here from now on',
  },
  'clock-back': {
    zh: '電腦的時鐘比上一筆紀錄還早，請確認日期時間；紀錄照先後順序，不照時間排',
    en: 'The clock is behind the newest entry: check date and time. The history is in the order of events, not of times',
  },
};

/** Why a package was not taken. */
export const REFUSAL: Readonly<Record<RefusalCode, Words>> = {
  changed: {
    zh: '檔案在檢查之後、移交之前變了，沒有移交。請等檔案不再變動，再執行一次',
    en: 'The package changed between check and hand-over. Run it again when nothing writes to it any more',
  },
  'target-exists': {
    zh: '目的地已經有同名的資料夾，不會蓋掉。上傳完的請先移走；還沒上傳的不要重複移交；內容不同的送件請換一個序號',
    en: 'The target has a folder of that name already, which is not overwritten. Move it away once uploaded, or take another serial number',
  },
  'not-a-folder': { zh: '目的地是檔案，不是資料夾', en: 'The target is a file, not a folder' },
  'cannot-write': {
    zh: '不能寫入目的地（沒有權限，或磁碟是唯讀的）',
    en: 'The target cannot be written (no permission, or a read-only disk)',
  },
  'no-room': { zh: '磁碟滿了。請清出空間再執行一次', en: 'The disk is full. Make room and run it again' },
  'name-clash': {
    zh: '有兩個檔名在目的地會變成同一個（只差大小寫）。請先改名',
    en: 'Two file names are one and the same in the target (they differ in case only). Rename one',
  },
  'name-too-long': { zh: '檔名或路徑太長，目的地放不下', en: 'A file name or path is too long for the target' },
  'no-such-purpose': {
    zh: '這種上傳作業沒有測試：健保署的文件沒有寫測試的做法，傳出去就是正式的。確定要送，請用 --purpose production',
    en: 'There is no test of this kind of upload: what goes out is real. Use --purpose production to hand it over',
  },
  'not-zipped': {
    zh: '還沒有壓縮：健保署只收 zip，裡面一個 XML。先執行 nhi-precheck fix 這個檔案 --out 資料夾，再移交那個 zip',
    en: 'Not zipped yet: NHI takes nothing but a zip with one XML. Run nhi-precheck fix FILE --out DIR, then hand over that zip',
  },
  'disk-error': {
    zh: '讀寫目的地時出錯，或目的地不見了。請確認磁碟（網路磁碟）正常，再執行一次',
    en: 'The target failed or went away while writing. Check the disk or share and run it again',
  },
};
