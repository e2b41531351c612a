import { expect, test } from 'vitest';
import { listAdminActions } from '@/lib/entry/actions/action';
import '@/app/(admin)/admin/adjustments/actions';
import '@/app/(admin)/admin/gifts/actions';
import '@/app/(admin)/admin/people/actions';
import '@/app/(admin)/admin/roles/actions';

const ALL = 'support finance owner';
const MONEY = 'finance owner';

test('each action of people, adjustments, gifts and roles has the roles and proof of this table', () => {
  const table = Object.fromEntries(
    [...listAdminActions()].map(([name, { roles, proof }]) => [
      name,
      `${roles.join(' ')}${proof ? ', proof' : ''}`,
    ]),
  );
  expect(table).toMatchObject({
    'write-note': ALL,
    'end-sessions': `${ALL}, proof`,
    'freeze-wallet': `${MONEY}, proof`,
    'release-wallet': `${MONEY}, proof`,
    'freeze-creator': `${MONEY}, proof`,
    'release-creator': `${MONEY}, proof`,
    'preview-adjustment': MONEY,
    'request-adjustment': `${MONEY}, proof`,
    'approve-adjustment': `${MONEY}, proof`,
    'reject-adjustment': `${MONEY}, proof`,
    'reverse-adjustment': `${MONEY}, proof`,
    'confirm-gift-batch': `${MONEY}, proof`,
    'approve-gift-batch': `${MONEY}, proof`,
    'reject-gift-batch': `${MONEY}, proof`,
    'add-admin': 'owner, proof',
    'set-admin-role': 'owner, proof',
  });
});
