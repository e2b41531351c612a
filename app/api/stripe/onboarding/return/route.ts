import { redirect } from 'next/navigation';
import { readerRoute } from '@/lib/entry/routes';
import { refreshOwnAccount } from '@/lib/rooms/payouts';

/** A creator comes back from Stripe's onboarding, done or not. */
export const GET = readerRoute(
  { name: 'return-from-onboarding', nobody: '/studio/payouts', refusal: 'words' },
  async ({ viewer }) => redirect(`/studio/payouts?onboarding=${await refreshOwnAccount(viewer.userId)}`),
);
