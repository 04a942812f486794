// The web app is a static export: Next.js writes the page /films as films.html, /films/new as films/new.html and / as index.html.
// https://nextjs.org/docs/app/guides/static-exports
// Runs in CloudFront before its cache (cloudfront-js-2.0).
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by its name.
function handler(event) {
  const request = event.request;
  const path = request.uri.replace(/\/+$/, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (path === '') request.uri = '/index.html';
  else if (name.indexOf('.') < 0) request.uri = `${path}.html`;
  return request;
}
