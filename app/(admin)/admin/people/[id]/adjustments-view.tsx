import { AdjustmentTable } from '@/components/admin/adjustment-table';
import { readId } from '@/lib/core/ids';
import { ADJUSTMENTS_PAGE, listAdjustments } from '@/lib/desks/backoffice';
import { pageOf } from '../../page-of';
import type { PersonViewProps } from './money-view';
import { Older } from './older';

/** What admins put right here. */
export async function AdjustmentsView({ person, path, before }: PersonViewProps) {
  const rows = await listAdjustments({ ownerId: person.userId, before: readId(before) });
  const { shown, last } = pageOf(rows, ADJUSTMENTS_PAGE);
  return (
    <>
      <AdjustmentTable rows={shown} />
      <Older path={path} view="adjustments" before={before} next={last ? String(last.id) : null} />
    </>
  );
}
