import { afterEach, describe, expect, it, vi } from 'vitest';
import { handler } from './main.ts';
import { metricLine, NoS3EventError, storedBy } from './stored.ts';

const bucket = 'ai-film-studio-assets-prod-123456789012';
const record = (eventName: string, size?: number, name = bucket) => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  eventName,
  s3: { bucket: { name }, object: { key: 'users/u/projects/p/raw/a.mov', ...(size === undefined ? {} : { size }) } },
});

describe('what is stored', () => {
  it('is the sum of what was written, by bucket; removals are counted and weigh nothing', () => {
    const Records = [
      record('ObjectCreated:Put', 1_000),
      record('ObjectCreated:CompleteMultipartUpload', 5_000_000_000),
      record('ObjectRemoved:DeleteMarkerCreated'),
      record('ObjectRemoved:Delete'),
      record('ObjectCreated:Copy', 7, 'another'),
      record('ObjectRestore:Completed', 9),
    ];
    expect(storedBy({ Records })).toEqual([
      { bucket, bytes: 5_000_001_000, objects: 2, removed: 2 },
      { bucket: 'another', bytes: 7, objects: 1, removed: 0 },
    ]);
  });

  it.each([
    {},
    null,
    { Records: 'x' },
    { Records: [{ eventName: 'ObjectCreated:Put' }] },
  ])('is not guessed from %j', (event) => expect(() => storedBy(event)).toThrow(NoS3EventError));

  it('is not counted down by a size that cannot be', () => {
    expect(() => storedBy({ Records: [record('ObjectCreated:Put', -5)] })).toThrow(NoS3EventError);
  });
});

describe('the line', () => {
  it('is one of the embedded metric format: each metric and dimension that it names is there', () => {
    const line = JSON.parse(
      metricLine('AIFilmStudio/prod', { bucket, bytes: 5, objects: 1, removed: 0 }, 1_764_115_200_000),
    );
    const [{ Namespace, Dimensions, Metrics }] = line._aws.CloudWatchMetrics;
    expect(Namespace).toBe('AIFilmStudio/prod');
    expect(Dimensions).toEqual([['bucket']]);
    expect(line.bucket).toBe(bucket);
    expect(line._aws.Timestamp).toBe(1_764_115_200_000);
    expect(Metrics.map(({ Name }: { Name: string }) => [Name, line[Name]])).toEqual([
      ['stored_bytes', 5],
      ['stored_objects', 1],
      ['removed_objects', 0],
    ]);
  });
});

describe('the function', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
  const written = async (event: unknown): Promise<string> => {
    let text = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
    await handler(event);
    vi.restoreAllMocks();
    return text;
  };

  it('writes the line as it is, with nothing before it', async () => {
    vi.stubEnv('METRICS_NAMESPACE', 'AIFilmStudio/prod');
    const text = await written({ Records: [record('ObjectCreated:Put', 42)] });
    expect(text.endsWith('}\n')).toBe(true);
    expect(JSON.parse(text)).toMatchObject({ bucket, stored_bytes: 42 });
  });

  it("is content with S3's question whether it may", async () => {
    vi.stubEnv('METRICS_NAMESPACE', 'AIFilmStudio/prod');
    expect(await written({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: bucket })).toBe('');
  });

  it('names the setting that it lacks', async () => {
    vi.stubEnv('METRICS_NAMESPACE', undefined);
    await expect(handler({ Records: [] })).rejects.toThrow('METRICS_NAMESPACE is not set');
  });
});
