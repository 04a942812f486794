import { type Block, textOf } from './given.ts';

/**
 * Whether a database is a replica of one in its own region: it has that one's key, RDS takes no last snapshot of it, and all that is in it is there.
 * One of another region names its source by the ARN. What is not known yet is taken for none.
 */
export const isHomeReplica = (database: Block): boolean =>
  !(textOf(database, 'replicate_source_db') ?? 'arn:').startsWith('arn:');
