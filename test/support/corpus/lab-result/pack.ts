import { writeZip, type ZipFile } from '../../archives/zip.ts';
import { cutTo, type Packed } from '../archive.ts';
import type { CaseFile } from '../case-schema.ts';
import { insideOf } from '../inside.ts';
import { writeSevenZip } from '../seven-zip.ts';
import { labXmlBytes } from './xml.ts';

const ZIP = 'TOTFA.zip';
const XML = 'TOTFA.xml';

/** How a RAR begins; nothing here can write a whole one. */
const RAR = Buffer.concat([Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'), Buffer.alloc(64, 7)]);

type Given = Pick<CaseFile, 'hdata' | 'xml' | 'pack'>;

/** Whether a case is one of this channel. */
export const isLabResult = ({ hdata, xml }: Given): boolean => hdata !== undefined || xml !== undefined;

/** What lies on disk: the XML, or the zip of it. */
export function labFilesOf({ hdata = ['lab'], xml = {}, pack = {} }: Given): Packed[] {
  const own = xml === 'none' ? [] : [{ name: xml.name ?? XML, bytes: labXmlBytes(hdata, xml) }];
  if (pack === 'loose') return own;
  const { zip = ZIP, kind, cut, twin, also = {}, entry = {} } = pack;
  const others = Object.entries(also).map(([name, what]) => ({ name, bytes: insideOf(name, what) }));
  const files = [...own, ...others];
  const made = (): Uint8Array => {
    if (kind === 'rar') return RAR;
    if (kind === '7z') return writeSevenZip(files);
    if (kind === 'xml') return own[0]?.bytes ?? Buffer.alloc(0);
    return writeZip(files.map((file, i): ZipFile => ({ ...file, stored: true, ...(i === 0 ? entry : {}) })));
  };
  const bytes = cutTo(made(), cut);
  return [zip, ...(twin === undefined ? [] : [twin])].map((name) => ({ name, bytes }));
}
