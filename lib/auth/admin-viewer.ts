import 'server-only';
import { notFound, redirect } from 'next/navigation';
import { DomainError } from '../errors';
import type { AdminRole } from '../generated/prisma/enums';
import { getViewer } from './session';
import type { Viewer } from './viewer';

/** A signed-in admin. */
export interface AdminViewer extends Viewer {
  adminRole: AdminRole;
}

const ALL: readonly AdminRole[] = ['support', 'finance', 'owner'];

function asAdmin(viewer: Viewer, roles: readonly AdminRole[]): AdminViewer | null {
  const { adminRole } = viewer;
  return adminRole && roles.includes(adminRole) ? { ...viewer, adminRole } : null;
}

/** The viewer as an admin of one of these roles. Throws `not_found` for anyone else, so that nothing is revealed. */
export function toAdminViewer(viewer: Viewer, roles: readonly AdminRole[]): AdminViewer {
  const admin = asAdmin(viewer, roles);
  if (!admin) throw new DomainError('not_found');
  return admin;
}

/**
 * For the pages of the back office; every page calls it, the layout too. Nobody signed in: to the sign-in page and back
 * to `next`, whether or not there is such a page. Signed in, but not an admin of these roles: the page does not exist.
 */
export async function requireAdmin(next: string, roles: readonly AdminRole[] = ALL): Promise<AdminViewer> {
  const viewer = await getViewer();
  if (!viewer) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  return asAdmin(viewer, roles) ?? notFound();
}

/** For route handlers: null for anyone who is not an admin of these roles, to be answered with 404. */
export async function getAdminViewer(roles: readonly AdminRole[] = ALL): Promise<AdminViewer | null> {
  const viewer = await getViewer();
  return viewer && asAdmin(viewer, roles);
}
