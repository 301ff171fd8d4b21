import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFNull, type PDFObject } from '@cantoo/pdf-lib';
import type { PdfForm } from './pdf-inside.ts';

/** Types of fields that a person fills in: text, button, choice. The fourth is a signature. */
const FILLED: ReadonlySet<unknown> = new Set(['Tx', 'Btn', 'Ch'].map((type) => PDFName.of(type)));

/** Whether the document's interactive form has a field to fill in, or is of the XFA sort. */
export function pdfForm(document: PDFDocument): PdfForm {
  const catalog: unknown = document.catalog;
  if (!(catalog instanceof PDFDict)) return 'unknown';
  const form = entry(catalog, 'AcroForm');
  if (form === null) return 'flat';
  if (!(form instanceof PDFDict)) return 'unknown';
  if (entry(form, 'XFA') !== null) return 'fillable';
  const fields = entry(form, 'Fields');
  return fields === null ? 'flat' : fieldsOf(fields);
}

/** An entry, references followed; null when there is none, undefined when what it refers to is lost. */
function entry(dict: PDFDict, name: string): PDFObject | null | undefined {
  if (!dict.has(PDFName.of(name))) return null;
  const value = dict.lookup(PDFName.of(name));
  return value === PDFNull ? null : value;
}

/** Goes through the tree of fields, whose branches may lead back. */
function fieldsOf(fields: PDFObject | undefined): PdfForm {
  const seen = new Set<unknown>();
  const left: unknown[] = [fields];
  let lost = false;
  while (left.length > 0) {
    const branch = left.pop();
    if (!(branch instanceof PDFArray)) lost = true;
    if (!(branch instanceof PDFArray) || seen.has(branch)) continue;
    seen.add(branch);
    for (let n = 0; n < branch.size(); n++) {
      const field = branch.lookup(n);
      if (!(field instanceof PDFDict)) lost = true;
      else if (FILLED.has(entry(field, 'FT'))) return 'fillable';
      else {
        const kids = entry(field, 'Kids');
        if (kids !== null) left.push(kids);
      }
    }
  }
  return lost ? 'unknown' : 'flat';
}
