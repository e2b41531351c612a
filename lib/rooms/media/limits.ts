import 'server-only';
import { env } from '@/lib/core/env';
import type { WantedContent } from './purposes';

const MEGABYTE = 1024 * 1024;

/** The largest file of this sort, in bytes. */
export function limitBytes(wanted: WantedContent): number {
  return (wanted === 'image' ? env.IMAGE_MAX_MB : env.MEDIA_MAX_MB) * MEGABYTE;
}

/** All files of one creator together, in bytes. */
export function quotaBytes(): number {
  return env.MEDIA_QUOTA_MB * MEGABYTE;
}

/** `512 MB`, `10 GB`: the same in every language we speak. */
export function nameLimit(bytes: number): string {
  const megabytes = bytes / MEGABYTE;
  return megabytes >= 1024 && megabytes % 1024 === 0 ? `${megabytes / 1024} GB` : `${megabytes} MB`;
}
