/** A name from an archive as it is shown: control signs made visible, `/` between folders. */
export const shownName = (name: string): string => name.replaceAll('\\', '/').replace(/\p{Cc}/gu, '\uFFFD');

/** A file in an archive as it is shown: `x.zip!/name`. */
export const inArchive = (archive: string, path: string): string => `${archive}!/${shownName(path)}`;
