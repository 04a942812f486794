/** A large file in parts that arrive on their own, in any order, each as often as it takes. */
export interface UploadPlan {
  readonly bytes: number;
  /** Of every part but the last, which has the rest. */
  readonly partBytes: number;
}

export const largestUpload = 5 * 1024 ** 3;

/** Above S3's least (5 MiB); what a slow line loses when it breaks is one of them, and a megabit a second brings one in a minute. */
const usualPart = 8 * 1024 ** 2;

export const planUpload = (bytes: number): UploadPlan => ({ bytes, partBytes: usualPart });

export const partsOf = ({ bytes, partBytes }: UploadPlan) => Math.ceil(bytes / partBytes);

/** How long a part is; parts count from 1. 0 when there is no such part. */
export function bytesOfPart({ bytes, partBytes }: UploadPlan, part: number): number {
  if (!Number.isSafeInteger(part) || part < 1) return 0;
  return Math.max(0, Math.min(partBytes, bytes - (part - 1) * partBytes));
}

/** A part that has arrived. */
export interface UploadedPart {
  readonly part: number;
  readonly bytes: number;
}

/** Parts that are still to come, or came with another length than they should have. */
export function missingParts(plan: UploadPlan, uploaded: readonly UploadedPart[]): readonly number[] {
  const lengths = new Map(uploaded.map(({ part, bytes }) => [part, bytes]));
  const all = Array.from({ length: partsOf(plan) }, (_, index) => index + 1);
  return all.filter((part) => lengths.get(part) !== bytesOfPart(plan, part));
}
