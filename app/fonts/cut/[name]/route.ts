import type { NextRequest } from 'next/server';
import { getViewer } from '@/lib/entry/session';
import { serveCut } from '@/lib/rooms/fonts';

/** Korean type for one page or one paid text: see serveCut for who may have it. */
export async function GET(
  _request: NextRequest,
  { params }: { params: Promise<{ name: string }> },
): Promise<Response> {
  return serveCut((await params).name, async () => (await getViewer())?.userId ?? null);
}
