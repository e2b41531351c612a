import { getFormatter, getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { DataTable } from '@/components/admin/data-table';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { AddAdminForm, AdminRoleForm } from '@/components/admin/role-forms';
import { Section } from '@/components/admin/section';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { listAdmins } from '@/lib/rooms/identity';
import { getProofProps } from '../../../proof-props';
import { adminMetadata } from '../admin-metadata';
import { getAdminFieldTexts } from '../admin-texts';
import { addAdminAction, resetSecondFactorAction, setAdminRoleAction } from './actions';

export const generateMetadata = () => adminMetadata('admin.roles.title', MAY.setRoles);

const ROLES = ['support', 'finance', 'owner'] as const;

/** Who works in the back office, and as what. */
export default async function RolesPage() {
  const viewer = await requireAdmin('/admin/roles', MAY.setRoles);
  const [t, auth, format, admins, proof, fields] = await Promise.all([
    getTranslations('admin'),
    getTranslations('auth'),
    getFormatter(),
    listAdmins(),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const roles = ROLES.map((value) => ({ value, label: t(`role.${value}`) }));
  return (
    <>
      <PageHead title={t('roles.title')} lead={t('roles.lead')} />
      <Section id="admins" title={t('roles.list')}>
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
      </Section>
      <Section id="add" title={t('roles.add')}>
        <p className="mb-3 max-w-prose text-soft">{t('roles.addText')}</p>
        <AddAdminForm
          action={addAdminAction}
          roles={roles}
          proof={proof}
          texts={{
            email: auth('email'),
            role: t('roles.role'),
            submit: t('roles.addSubmit'),
            wait: auth('wait'),
          }}
        />
      </Section>
    </>
  );
}
