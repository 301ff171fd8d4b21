import type { ContentKind } from '../readers/content/kind.ts';

const PICTURES: ReadonlySet<ContentKind> = new Set(['jpeg', 'png', 'bmp', 'gif', 'tiff', 'webp', 'heic']);
const ARCHIVES: ReadonlySet<ContentKind> = new Set(['zip', '7z', 'cab', 'rar', 'gzip']);

/** Whether a kind is a still picture. */
export const isPicture = (kind: ContentKind): boolean => PICTURES.has(kind);

/** Whether a kind is an archive that holds files of anybody's choice. */
export const isArchive = (kind: ContentKind): boolean => ARCHIVES.has(kind);

/** What a kind is called in messages. */
export const KIND_LABEL: Readonly<Record<ContentKind, { zh: string; en: string }>> = {
  jpeg: { zh: 'JPEG 圖檔', en: 'a JPEG picture' },
  png: { zh: 'PNG 圖檔', en: 'a PNG picture' },
  bmp: { zh: 'BMP 圖檔', en: 'a BMP picture' },
  gif: { zh: 'GIF 圖檔', en: 'a GIF picture' },
  tiff: { zh: 'TIFF 圖檔', en: 'a TIFF picture' },
  webp: { zh: 'WebP 圖檔', en: 'a WebP picture' },
  heic: { zh: 'HEIC 圖檔（iPhone 照片）', en: 'a HEIC picture (of an iPhone)' },
  pdf: { zh: 'PDF', en: 'a PDF' },
  dicom: { zh: 'DICOM 影像', en: 'a DICOM image' },
  mpeg: { zh: 'MPEG 影片', en: 'an MPEG film' },
  mpegts: { zh: 'MPEG 影片（TS）', en: 'an MPEG transport stream' },
  mp4: { zh: 'MP4 影片', en: 'an MP4 film' },
  mov: { zh: 'QuickTime 影片', en: 'a QuickTime film' },
  avi: { zh: 'AVI 影片', en: 'an AVI film' },
  wmv: { zh: 'WMV 影片', en: 'a WMV film' },
  zip: { zh: 'zip 壓縮檔', en: 'a zip' },
  '7z': { zh: '7z 壓縮檔', en: 'a 7z' },
  cab: { zh: 'CAB 壓縮檔', en: 'a CAB' },
  rar: { zh: 'RAR 壓縮檔', en: 'a RAR' },
  gzip: { zh: 'gzip 壓縮檔', en: 'a gzip' },
  package: { zh: '文件或程式套件', en: 'a document or program package' },
  docx: { zh: 'Word 文件', en: 'a Word document' },
  xlsx: { zh: 'Excel 檔', en: 'an Excel sheet' },
  pptx: { zh: 'PowerPoint 檔', en: 'a PowerPoint file' },
  ole: { zh: '舊版 Office 文件', en: 'an old Office document' },
  html: { zh: '網頁', en: 'a web page' },
  xml: { zh: 'XML', en: 'XML' },
  json: { zh: 'JSON', en: 'JSON' },
  text: { zh: '純文字', en: 'plain text' },
  empty: { zh: '空檔案', en: 'an empty file' },
  unknown: { zh: '不認得的格式', en: 'a file of an unknown format' },
};
