import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the XSD of the daily format lies. */
export const DAILY_XSD = fileURLToPath(new URL('../../../schemas/lab-result/daily.xsd', import.meta.url));

/** The XSD of the daily format. */
export const dailyXsd = (): Uint8Array => readFileSync(DAILY_XSD);
