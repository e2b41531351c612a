import 'server-only';
import { notFound, redirect } from 'next/navigation';
import { env } from '@/lib/core/env';
import { DomainError } from '@/lib/core/errors';
import type { AdminRole } from '@/lib/generated/prisma/enums';
import type { AdminViewer, Viewer } from '@/lib/rooms/identity';
import { noteRefused } from './note-refused';
import { getViewer } from './session';

const ALL: readonly AdminRole[] = ['support', 'finance', 'owner'];

function asAdmin(viewer: Viewer, roles: readonly AdminRole[]): AdminViewer | null {
  const { adminRole } = viewer;
  return adminRole && roles.includes(adminRole) ? { ...viewer, adminRole } : null;
}

/** Whether the back office is shut without a second factor: in production, unless the setting says no. */
export function secondFactorIsRequired(): boolean {
  return (env.ADMIN_SECOND_FACTOR ?? (env.APP_ENV === 'production' ? 'required' : 'advised')) === 'required';
}

const lacksFactor = ({ hasSecondFactor }: Viewer) => !hasSecondFactor && secondFactorIsRequired();

/** The viewer as an admin of these roles. Throws `not_found` for others, or `second_factor_needed`. */
export function toAdminViewer(viewer: Viewer, roles: readonly AdminRole[]): AdminViewer {
  const admin = asAdmin(viewer, roles);
  if (!admin) throw new DomainError('not_found');
  if (lacksFactor(admin)) throw new DomainError('second_factor_needed');
  return admin;
}

/** For actions of the back office: the same, and what is refused is written down under the action's name. */
export async function admitToAction(
  viewer: Viewer,
  roles: readonly AdminRole[],
  action: string,
): Promise<AdminViewer> {
  if (!asAdmin(viewer, roles)) await noteRefused(viewer, action);
  return toAdminViewer(viewer, roles);
}

/**
 * For the pages of the back office; every page calls it, the layout too. Nobody signed in: to the sign-in
 * page and back to `next`, whether or not there is such a page. Signed in, but not an admin of these roles:
 * the page does not exist, and that they asked is written down. An admin who has to turn a second factor on
 * is led to where that is done.
 */
export async function requireAdmin(next: string, roles: readonly AdminRole[] = ALL): Promise<AdminViewer> {
  const viewer = await getViewer();
  if (!viewer) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  const admin = asAdmin(viewer, roles);
  if (!admin) {
    await noteRefused(viewer);
    notFound();
  }
  if (lacksFactor(admin)) redirect('/settings#second-factor');
  return admin;
}

/** For route handlers: null (answer 404) for all but admins of these roles; signed-in ones are recorded. */
export async function getAdminViewer(roles: readonly AdminRole[] = ALL): Promise<AdminViewer | null> {
  const viewer = await getViewer();
  const admin = viewer && asAdmin(viewer, roles);
  if (viewer && !admin) await noteRefused(viewer);
  return admin && !lacksFactor(admin) ? admin : null;
}
