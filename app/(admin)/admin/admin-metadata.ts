import 'server-only';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { getAdminViewer } from '@/lib/auth/admin-viewer';
import type { AdminRole } from '@/lib/generated/prisma/enums';

type Title =
  | 'overview.title'
  | 'people.title'
  | 'person.title'
  | 'adjust.title'
  | 'adjustment.title'
  | 'adjustment.one'
  | 'gifts.title'
  | 'audit.title'
  | 'roles.title';

/** A page's title, for who may see the page: a title would tell everyone else that it exists. */
export async function adminMetadata(title: Title, roles?: readonly AdminRole[]): Promise<Metadata> {
  if (!(await getAdminViewer(roles))) return {};
  return { title: (await getTranslations('admin'))(title), robots: { index: false } };
}
