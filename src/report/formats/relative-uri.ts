/** What cannot be a segment of a URI without changing the path, by what stands for it. */
const DOTS: Readonly<Record<string, string>> = { '.': '(.)', '..': '(..)' };

/**
 * A path of a report as a relative URI (RFC 3986): each part percent-encoded, `!/` kept. It never goes upwards and never
 * is absolute: parts that are empty are left out, `..` stands as `(..)`.
 */
export function relativeUri(path: string): string {
  const parts = path.toWellFormed().split('/').filter(Boolean);
  return parts.map((part) => DOTS[part] ?? encodeURIComponent(part)).join('/') || '(none)';
}
