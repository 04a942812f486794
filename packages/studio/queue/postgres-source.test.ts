import { describe } from 'vitest';
import { sourceContract } from './job-source.contract.ts';

describe('jobs straight from PostgreSQL', () => {
  sourceContract(async () => ({
    driver: { name: 'postgres' },
    // Whoever listens is cut off.
    async lose({ pool }) {
      await pool.query("select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen jobs'");
    },
    async stop() {},
  }));
});
