import { DomainError } from '@/lib/core/errors';
import type { Viewer } from '@/lib/rooms/identity';

/** Throws `signed_out`. */
export function requireSignedIn(viewer: Viewer | null): Viewer {
  if (!viewer) throw new DomainError('signed_out');
  return viewer;
}
