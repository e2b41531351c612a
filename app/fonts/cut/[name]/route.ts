import { z } from 'zod';
import { publicRoute } from '@/lib/entry/routes';
import { getViewer } from '@/lib/entry/session';
import { serveCut } from '@/lib/rooms/fonts';

/** Korean type for one page or one paid text: see serveCut for who may have it. */
export const GET = publicRoute({ name: 'font-cut', params: z.object({ name: z.string() }) }, ({ params }) =>
  serveCut(params.name, async () => (await getViewer())?.userId ?? null),
);
