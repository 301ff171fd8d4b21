import path from 'node:path';

/** The last part of a shown path or archive name; both slashes separate. */
export const baseName = (name: string): string => path.posix.basename(name.replaceAll('\\', '/'));

/** With its dot, in lower case; '' where there is none. */
export const extensionOf = (name: string): string => path.posix.extname(baseName(name).trim()).toLowerCase();

/** The parts of a name for the upload by program: 醫事機構代碼, 上傳日期 (YYYMMDD), 流水號, run together. */
export interface ApiName {
  readonly institution: string;
  readonly day: string;
  readonly serial: string;
}

/** Reads such a name; how long the serial is, nobody says. Undefined: not meant as one. */
export function apiName(name: string): ApiName | undefined {
  const parts = /^([0-9A-Z]{10})([01]\d{6})(\d{1,6})\.[^.]*$/i.exec(baseName(name).trim());
  const [, institution, day, serial] = parts ?? [];
  return institution && day && serial ? { institution: institution.toUpperCase(), day, serial } : undefined;
}

/** Whether a name alone speaks for this channel: that of an upload by program, or the one that NHI shows as example. */
export const isOurName = (name: string): boolean =>
  apiName(name) !== undefined || /^TOTFA\.[^.]*$/i.test(baseName(name).trim());
