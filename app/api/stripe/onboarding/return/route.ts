import { redirect } from 'next/navigation';
import { requireViewer } from '@/lib/auth/session';
import { refreshOwnAccount } from '@/lib/payouts/own-onboarding';

/** A creator comes back from Stripe's onboarding, done or not. */
export async function GET(): Promise<never> {
  const viewer = await requireViewer('/studio/payouts');
  redirect(`/studio/payouts?onboarding=${await refreshOwnAccount(viewer.userId)}`);
}
