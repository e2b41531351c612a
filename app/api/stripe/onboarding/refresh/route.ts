import { redirect } from 'next/navigation';
import { requireViewer } from '@/lib/entry/session';
import { renewOwnOnboarding } from '@/lib/rooms/payouts';

/** Stripe sends a creator here whose onboarding link was used or too old: straight on to a new one. */
export async function GET(): Promise<never> {
  const viewer = await requireViewer('/studio/payouts');
  const url = await renewOwnOnboarding(viewer.userId);
  redirect(url ?? '/studio/payouts?onboarding=unavailable');
}
