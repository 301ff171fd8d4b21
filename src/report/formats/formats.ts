import type { FormatName, Formatter } from '../formatter.ts';

const LOAD: Record<FormatName, () => Promise<Formatter>> = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  json: async () => (await import('./json.ts')).json,
  sarif: async () => (await import('./sarif.ts')).sarif,
  junit: async () => (await import('./junit.ts')).junit,
  github: async () => (await import('./github.ts')).github,
  html: async () => (await import('./html.ts')).html,
  csv: async () => (await import('./csv.ts')).csv,
};

/** The formatter of a name; what it needs is loaded only now. */
export const loadFormatter = (name: FormatName): Promise<Formatter> => LOAD[name]();
