import { redirect } from 'next/navigation';
import { readerRoute } from '@/lib/entry/routes';
import { renewOwnOnboarding } from '@/lib/rooms/payouts';

/** Stripe sends a creator here whose onboarding link was used or too old: straight on to a new one. */
export const GET = readerRoute(
  { name: 'refresh-onboarding', nobody: '/studio/payouts', refusal: 'words' },
  async ({ viewer }) =>
    redirect((await renewOwnOnboarding(viewer.userId)) ?? '/studio/payouts?onboarding=unavailable'),
);
