import 'server-only';
import type { Viewer } from './viewer';

/** Who is signed in, or null. */
export async function getViewer(): Promise<Viewer | null> {
  return null;
}
