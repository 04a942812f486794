import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attachment } from './disposition.ts';

it('a download is named in full and in plain letters', () => {
  expect(attachment('Nachtzug (1).mp4')).toBe(
    `attachment; filename="Nachtzug _1_.mp4"; filename*=UTF-8''Nachtzug%20%281%29.mp4`,
  );
  expect(attachment('夜.mp4')).toBe(`attachment; filename="_.mp4"; filename*=UTF-8''%E5%A4%9C.mp4`);
});

it('no name breaks out of the header', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(attachment(name)).toMatch(/^attachment; filename="[\w. -]*"; filename\*=UTF-8''[\w.!~%-]*$/);
    }),
  );
});
