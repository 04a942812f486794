/**
 * The `Content-Disposition` of a download: RFC 6266, the name in full for browsers, in plain letters for the rest. Nothing of the name can end
 * the header or begin another.
 */
export function attachment(filename: string): string {
  const plain = filename
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9._ -]/g, '_')
    .slice(0, 150);
  const full = encodeURIComponent(filename.toWellFormed().slice(0, 150).toWellFormed()).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
