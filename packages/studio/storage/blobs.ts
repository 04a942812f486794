import type { Readable } from 'node:stream';
import type { ByteRange } from './byte-range.ts';
import type { UploadedPart, UploadPlan } from './upload-parts.ts';

/** What is known of bytes without reading them. */
export interface BlobFacts {
  readonly total: number;
  readonly contentType: string;
  /** With its quotes, as HTTP has it; another one whenever the bytes are put anew. */
  readonly etag: string;
  readonly modified: Date;
}

export interface ReadBlob extends BlobFacts {
  readonly stream: Readable;
  /** How many the stream gives: `total`, or the length of the range. */
  readonly bytes: number;
}

export interface ListedBlob {
  readonly key: string;
  readonly bytes: number;
}

/** How a link may be used. Whoever has it needs nothing else, so it does not last. */
export interface Download {
  /** Seconds from now. */
  readonly expires: number;
  /** What a browser shall save it as; without one it is shown. */
  readonly filename?: string;
  readonly contentType?: string;
}

/** How completing an upload ended. `gone`: there is no such upload, and no whole file of it either. */
export type Completion = 'done' | 'missing-parts' | 'gone';

/**
 * Bytes under keys. Keys come from keys.ts. What is put is there whole or not at all, and is read by whoever asks: who may is decided above.
 * Two drivers: a folder of this machine, and S3.
 */
export interface Blobs {
  /** Stores a file. It stays where it is and must not be written to any more: a driver may keep the very same bytes. */
  put(key: string, file: string, options: { readonly contentType: string }): Promise<void>;
  /** @throws BlobRangeError when the file does not reach that far */
  read(key: string, range?: ByteRange): Promise<ReadBlob | null>;
  head(key: string): Promise<BlobFacts | null>;
  /** Fetches it into a file of this machine, which must never be written to. False when there is no such blob. */
  fetchTo(key: string, path: string): Promise<boolean>;
  /** After this they are gone. Those that never were are no fault. */
  delete(keys: readonly string[]): Promise<void>;
  /** What lies under a prefix that ends in a slash, in no certain order. */
  list(prefix: string): AsyncIterable<ListedBlob>;
  /** Deletes all that lies under it, uploads under way too. */
  deletePrefix(prefix: string): Promise<void>;
  /** A link to read it by, for whoever holds the link. */
  downloadUrl(key: string, download: Download): Promise<string>;

  /** @returns the id that the other steps want */
  beginUpload(key: string, plan: UploadPlan, options: { readonly contentType: string }): Promise<string>;
  /** A link to PUT one part by, of exactly its length in the plan. */
  partUrl(
    key: string,
    uploadId: string,
    part: { readonly part: number; readonly bytes: number; readonly expires: number },
  ): Promise<string>;
  /** The parts that have arrived; `null` when there is no such upload (any more). */
  uploadedParts(key: string, uploadId: string): Promise<readonly UploadedPart[] | null>;
  /** Joins the parts, if they are all there. Repeating it after it was done is done. */
  completeUpload(key: string, uploadId: string, plan: UploadPlan): Promise<Completion>;
  /** Drops the parts that have arrived. One that never was is no fault. */
  abortUpload(key: string, uploadId: string): Promise<void>;
}

/** The storage cannot be used: gone, full, refusing us. */
export class BlobsError extends Error {
  override readonly name = 'BlobsError';
}

/** The range begins after the end of the file. */
export class BlobRangeError extends Error {
  override readonly name = 'BlobRangeError';
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.m4s': 'video/iso.segment',
  '.m4a': 'audio/mp4',
  '.wav': 'audio/wav',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.pdf': 'application/pdf',
  '.json': 'application/json',
  '.vtt': 'text/vtt; charset=utf-8',
  '.srt': 'application/x-subrip',
  '.m3u8': 'application/vnd.apple.mpegurl',
};

/** The media type of a file that we made. Files of users are looked into instead. */
export const mediaTypeOf = (ending: string) => mediaTypes[ending.toLowerCase()] ?? 'application/octet-stream';
