// /media/users/… is the key users/… of the assets bucket. What lies beside users/ is nobody's to see.
// Runs in CloudFront before its cache (cloudfront-js-2.0), after it has checked the signature of what was asked for.
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by its name.
function handler(event) {
  const request = event.request;
  request.uri = request.uri.replace(/^\/media\//, '/');
  if (request.uri.indexOf('/users/') !== 0) return { statusCode: 404, statusDescription: 'Not Found' };
  return request;
}
