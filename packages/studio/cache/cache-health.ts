import type { CacheDownError } from './key-value.ts';

/** What the cache is used for, as logs and metrics name it. */
export const cacheUses = ['session', 'response', 'rate-limit', 'job-status', 'quota'] as const;
export type CacheUse = (typeof cacheUses)[number];

/** Hears how the cache fares. Going on without it is a downgrade: it is reported, and nobody's request fails by it. */
export interface CacheHealth {
  failed(use: CacheUse, error: CacheDownError): void;
  answered(use: CacheUse): void;
}

export interface CacheHealthReports {
  /** Once when a use begins to go without the cache. */
  lost(use: CacheUse, error: CacheDownError): void;
  /** Once when it has it again. */
  back(use: CacheUse): void;
  /** Each time that it would have been needed. */
  missed(use: CacheUse): void;
}

/** @example const health = watchCache({ lost: (use, error) => logger.warn({ use, err: error }, 'going on without the cache'), … }); */
export function watchCache({ lost, back, missed }: CacheHealthReports): CacheHealth {
  const down = new Set<CacheUse>();
  return {
    failed(use, error) {
      missed(use);
      if (down.has(use)) return;
      down.add(use);
      lost(use, error);
    },
    answered(use) {
      if (down.delete(use)) back(use);
    },
  };
}
