/** A name from an archive as it is shown: control signs made visible, `/` between folders. */
export const shownName = (name: string): string => name.replaceAll('\\', '/').replace(/\p{Cc}/gu, '\uFFFD');
