import { getFormatter, getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { DataTable } from '@/components/admin/data-table';
import { PersonLink } from '@/components/admin/person-link';
import { AdminRoleForm } from '@/components/admin/role-forms';
import type { requireAdmin } from '@/lib/entry/session';
import type { listAdmins } from '@/lib/rooms/identity';
import type { getProofProps } from '../../../proof-props';
import { getAdminFieldTexts } from '../admin-texts';
import { resetSecondFactorAction, setAdminRoleAction } from './actions';

interface AdminsProps {
  admins: Awaited<ReturnType<typeof listAdmins>>;
  viewer: Awaited<ReturnType<typeof requireAdmin>>;
  proof: Awaited<ReturnType<typeof getProofProps>>;
  roles: { value: 'owner' | 'support' | 'finance'; label: string }[];
}

export async function Admins({ admins, viewer, proof, roles }: AdminsProps) {
  const [t, auth, fields, format] = await Promise.all([
    getTranslations('admin'),
    getTranslations('auth'),
    getAdminFieldTexts(),
    getFormatter(),
  ]);
  return (
    <DataTable
      caption={t('roles.list')}
      rows={admins}
      rowKey={({ userId }) => String(userId)}
      empty={t('roles.empty')}
      columns={[
        {
          key: 'who',
          wide: true,
          head: t('roles.who'),
          cell: ({ userId, email, name }) => (
            <>
              <PersonLink userId={userId} email={email} />
              {name ? <span className="block text-faint">{name}</span> : null}
            </>
          ),
        },
        {
          key: 'factor',
          head: t('roles.factor'),
          cell: ({ userId, hasSecondFactor }) => (
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              {t(hasSecondFactor ? 'roles.factorOn' : 'roles.factorOff')}
              {hasSecondFactor && userId !== viewer.userId ? (
                <ActForm
                  action={resetSecondFactorAction}
                  values={{ userId: String(userId) }}
                  label={t('roles.factorReset')}
                  waitLabel={auth('wait')}
                  variant="quiet"
                  proof={proof}
                  fields={fields}
                />
              ) : null}
            </span>
          ),
        },
        {
          key: 'seen',
          head: t('roles.seen'),
          nowrap: true,
          cell: ({ lastSeenAt }) =>
            lastSeenAt ? format.dateTime(lastSeenAt, { dateStyle: 'medium', timeStyle: 'short' }) : '–',
        },
        {
          key: 'role',
          head: t('roles.role'),
          cell: ({ userId, email, adminRole }) => (
            <AdminRoleForm
              action={setAdminRoleAction}
              userId={String(userId)}
              current={adminRole}
              roles={[...roles, { value: 'none', label: t('role.none') }]}
              proof={proof}
              texts={{ role: t('roles.roleOf', { email }), save: t('save'), wait: auth('wait') }}
            />
          ),
        },
      ]}
    />
  );
}
