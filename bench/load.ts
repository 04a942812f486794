import autocannon from 'autocannon';

/** Asks an address for four seconds over twenty connections, and prints how many answers a second came. */
const [, , url = '', headers = '{}'] = process.argv;
const result = await autocannon({ url, headers: JSON.parse(headers), connections: 20, duration: 4 });
if (result.non2xx > 0 || result.errors > 0)
  throw new Error(`${url}: ${result.non2xx} answers were refusals, ${result.errors} did not come.`);
process.stdout.write(String(result.requests.average));
