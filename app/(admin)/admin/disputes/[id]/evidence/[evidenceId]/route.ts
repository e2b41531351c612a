import { readId } from '@/lib/core/ids';
import { getAdminViewer } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { getEvidencePdf } from '@/lib/rooms/money-back';

interface Context {
  params: Promise<{ id: string; evidenceId: string }>;
}

/** The evidence of a dispute, to be looked at before it is sent. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const viewer = await getAdminViewer(MAY.readDisputes);
  const { id, evidenceId } = await params;
  const [disputeId, packId] = [readId(id), readId(evidenceId)];
  const pdf = viewer && disputeId && packId ? await getEvidencePdf(disputeId, packId) : null;
  if (!pdf) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="evidence-${disputeId}-${packId}.pdf"`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
