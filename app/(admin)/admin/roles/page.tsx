import { getTranslations } from 'next-intl/server';
import { PageHead } from '@/components/admin/page-head';
import { AddAdminForm } from '@/components/admin/role-forms';
import { Section } from '@/components/admin/section';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { listAdmins } from '@/lib/rooms/identity';
import { getProofProps } from '../../../proof-props';
import { adminMetadata } from '../admin-metadata';
import { addAdminAction } from './actions';
import { Admins } from './admins';

export const generateMetadata = () => adminMetadata('admin.roles.title', MAY.setRoles);

const ROLES = ['support', 'finance', 'owner'] as const;

/** Who works in the back office, and as what. */
export default async function RolesPage() {
  const viewer = await requireAdmin('/admin/roles', MAY.setRoles);
  const [t, auth, admins, proof] = await Promise.all([
    getTranslations('admin'),
    getTranslations('auth'),
    listAdmins(),
    getProofProps(viewer.userId),
  ]);
  const roles = ROLES.map((value) => ({ value, label: t(`role.${value}`) }));
  return (
    <>
      <PageHead title={t('roles.title')} lead={t('roles.lead')} />
      <Section id="admins" title={t('roles.list')}>
        <Admins admins={admins} viewer={viewer} proof={proof} roles={roles} />
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
