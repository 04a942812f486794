import { describe, expect, it } from 'vitest';
import { readWorkerConfig } from './environment.ts';

describe('the environment of a worker', () => {
  const least = { DATABASE_URL: 'postgres://studio@127.0.0.1/studio', SECRET: '07'.repeat(32) };

  it('needs to say where the database is, and the secret of the studio', () => {
    const { WORKER_TYPES, SHUTDOWN_SECONDS, IDLE_SHUTDOWN, cores } = readWorkerConfig(least);
    expect(() => readWorkerConfig({})).toThrow(/DATABASE_URL/);
    expect(() => readWorkerConfig({ DATABASE_URL: least.DATABASE_URL })).toThrow(/SECRET/);
    expect(WORKER_TYPES).toMatchObject({ image: 2, video: 1, audio: 3 });
    expect(SHUTDOWN_SECONDS).toBe(30);
    expect(IDLE_SHUTDOWN).toBeUndefined();
    expect(cores).toBeGreaterThan(0);
  });

  it('says which jobs, and how many', () => {
    expect(readWorkerConfig({ ...least, WORKER_TYPES: 'video, audio=7', JOBS: '3' })).toMatchObject({
      WORKER_TYPES: { video: 1, audio: 7 },
      cores: 3,
    });
    expect(readWorkerConfig({ ...least, WORKER_TYPES: 'video' }).WORKER_TYPES).toEqual({ video: 1 });
  });

  it('says whether it is one that premium users have for themselves', () => {
    expect(readWorkerConfig(least).LANES).toBe('both');
    expect(readWorkerConfig({ ...least, LANES: 'high-priority' }).LANES).toBe('high-priority');
    expect(() => readWorkerConfig({ ...least, LANES: 'low' })).toThrow(/LANES/);
  });

  it('has all its faults named at once, those that it shares with the API too', () => {
    const broken = { WORKER_TYPES: 'movies,audio=x', HEALTH_PORT: '-1', BROKER: 'bullmq', STORAGE: 'tape' };
    const told = () => readWorkerConfig(broken);
    for (const fault of [/DATABASE_URL/, /"movies"/, /"audio=x"/, /HEALTH_PORT/, /STORAGE/])
      expect(told).toThrow(fault);
    for (const types of ['image=0', 'image=1=2', 'image=1.5'])
      expect(() => readWorkerConfig({ ...least, WORKER_TYPES: types })).toThrow(/WORKER_TYPES/);
  });
});
