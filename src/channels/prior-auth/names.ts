import path from 'node:path';

/** 檔案類別: FHR 申請主檔, ATT 附件檔, DCF DICOM 影像檔. */
export type Role = 'fhr' | 'att' | 'dcf';

/** The parts of a file name that means to be `FHR|ATT|DCF` + institution + `_` + case number + extension. */
export interface CaseName {
  readonly name: string;
  readonly role: Role;
  /** As written; undefined where the name has no such part. */
  readonly institution: string | undefined;
  readonly caseNumber: string | undefined;
  /** With its dot, as written; '' where there is none. */
  readonly extension: string;
}

const INTENDED = /^(FHR|ATT|DCF)[ _-]?\d{4}/i;
const PARTS = /^(?:FHR|ATT|DCF)[ _-]?([0-9A-Z]{10})[ _-]*(\d{8,20})(?!\d)/i;

/** The last part of a shown path or archive name; both slashes separate. */
export const baseName = (name: string): string => path.posix.basename(name.replaceAll('\\', '/'));

/**
 * Reads a file name leniently, so that a slip in it does not tear the case apart: full-width signs, letter case
 * and separators are forgiven here and reported by the rules on names. Null: not meant as such a file.
 */
export function caseName(name: string): CaseName | null {
  const plain = name.normalize('NFKC').trim();
  if (!INTENDED.test(plain)) return null;
  const parts = PARTS.exec(plain);
  return {
    name,
    role: plain.slice(0, 3).toLowerCase() as Role,
    institution: parts?.[1],
    caseNumber: parts?.[2],
    extension: path.posix.extname(plain),
  };
}

/** The key that ties FHR, ATT and DCF of one case; undefined where the name does not carry one. */
export function caseKey({ institution, caseNumber }: CaseName): string | undefined {
  return institution && caseNumber ? `${institution.toUpperCase()}_${caseNumber}` : undefined;
}

/**
 * The archives of 醫療檢查影像 are called ATT and DCF too, with twelve letters or digits where a case number has
 * sixteen digits. Alone they are not of this channel; beside an FHR they are misnamed.
 */
export const isImageArchive = (name: string): boolean => /^(ATT|DCF)[0-9A-Z]{10}_[0-9A-Z]{12}\.(cab|7z)$/i.test(name);

/** `institution_ROCdate_serial.zip`, read leniently. */
export function zipName(name: string): { institution: string | undefined; date: string | undefined } {
  const parts = /^([0-9A-Z]{10})[ _-]+(\d{6,8})(?!\d)/i.exec(name.normalize('NFKC').trim());
  return { institution: parts?.[1], date: parts?.[2] };
}
