import { parentPort, workerData } from 'node:worker_threads';
import { ParseSpeeds, PDFDict, PDFDocument, PDFName, PDFRef } from '@cantoo/pdf-lib';
import { pdfForm } from './pdf-form.ts';
import type { PdfEncryption, PdfInside } from './pdf-inside.ts';

const OPTIONS = { parseSpeed: ParseSpeeds.Fastest, updateMetadata: false } as const;

/** What the library says when no password does not do; its other errors are about what it cannot read. */
const LOCKED = 'NEEDS PASSWORD';

async function inside(bytes: Uint8Array): Promise<PdfInside> {
  const document = await PDFDocument.load(bytes, { ...OPTIONS, ignoreEncryption: true });
  const { context } = document;
  const stated = context.trailerInfo.Encrypt;
  const encryption = context.lookup(stated);
  if (stated instanceof PDFRef && encryption === undefined) return locked('unknown'); // what it says of it is lost
  if (!document.isEncrypted) return { encrypted: 'no', form: pdfForm(document) };
  const handler = encryption instanceof PDFDict ? encryption.lookup(PDFName.of('Filter')) : undefined;
  if (handler instanceof PDFName && handler !== PDFName.of('Standard')) return locked('password'); // by certificate
  try {
    return { encrypted: 'opens', form: pdfForm(await PDFDocument.load(bytes, { ...OPTIONS, password: '' })) };
  } catch (error) {
    return locked((error as Error).message === LOCKED ? 'password' : 'unknown');
  }
}

function locked(encrypted: PdfEncryption): PdfInside {
  return { encrypted, form: 'unknown' };
}

parentPort?.postMessage(await inside(workerData as Uint8Array));
