// A link may say what its file is to be saved as, and what it is: S3 knows a film by its key alone. Both are base64url in the query, and signed with the
// rest of the link (packages/studio/storage/cloudfront-links.ts). S3 is not asked, so an edge keeps one copy for all names.
// Runs in CloudFront before the answer goes to the viewer (cloudfront-js-2.0).
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by its name.
function handler(event) {
  const asked = event.request.querystring;
  const headers = event.response.headers;
  if (asked.disposition) headers['content-disposition'] = { value: text(asked.disposition.value) };
  if (asked.type) headers['content-type'] = { value: text(asked.type.value) };
  return event.response;
}

function text(word) {
  return Buffer.from(word, 'base64url').toString();
}
