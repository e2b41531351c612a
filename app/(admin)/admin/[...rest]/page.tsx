import { notFound } from 'next/navigation';
import { requireAdmin } from '@/lib/entry/session';

/** What is not there answers strangers just as what is. */
export default async function AdminRest() {
  await requireAdmin('/admin');
  notFound();
}
