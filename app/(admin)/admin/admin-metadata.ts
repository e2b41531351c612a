import 'server-only';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { getAdminViewer } from '@/lib/entry/session';
import type { AdminRole } from '@/lib/generated/prisma/enums';

type Title =
  | `admin.${'overview' | 'people' | 'adjust' | 'adjustment' | 'gifts' | 'audit' | 'roles'}.title`
  | `admin.${'adjustment' | 'gifts' | 'person'}.number`
  | 'disputes.title'
  | 'disputes.one'
  | 'jobs.title'
  | 'ledger.title'
  | 'ledger.accountOf'
  | 'ledger.export.title'
  | 'ledger.trial.title'
  | 'oddMoney.title'
  | 'reconciliation.title'
  | 'reconciliation.one'
  | 'refunds.title'
  | `refunds.${'one' | 'cash' | 'reverse'}.title`
  | 'support.queue.title'
  | 'support.queue.number'
  | 'support.canned.title';

interface Params {
  params: Promise<{ id: string }>;
}

/** A page's title, for who may see the page: a title would tell everyone else that it exists. */
export async function adminMetadata(
  title: Title,
  roles?: readonly AdminRole[],
  values: { id?: string } = {},
): Promise<Metadata> {
  if (!(await getAdminViewer(roles))) return {};
  return { title: (await getTranslations())(title, values), robots: { index: false } };
}

/** The same for a page about one thing: its number is in the title, so that open tabs can be told apart. */
export function adminMetadataOf(title: Title, roles?: readonly AdminRole[]) {
  return async ({ params }: Params): Promise<Metadata> =>
    adminMetadata(title, roles, { id: (await params).id });
}
