import { redirect } from 'next/navigation';
import { requireViewer } from '@/lib/entry/session';
import { refreshOwnAccount } from '@/lib/rooms/payouts';

/** A creator comes back from Stripe's onboarding, done or not. */
export async function GET(): Promise<never> {
  const viewer = await requireViewer('/studio/payouts');
  redirect(`/studio/payouts?onboarding=${await refreshOwnAccount(viewer.userId)}`);
}
