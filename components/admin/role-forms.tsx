'use client';

import { useId } from 'react';
import type { ActionResult } from '@/lib/core/errors';
import { type FormAction, formError, toldBy } from '../auth/action-types';
import { FormNotice } from '../auth/form-notice';
import { type ProofProps, useProvenAction } from '../auth/use-proven-action';
import { Button } from '../ui/button';
import { filterClass } from './filter-bar';

interface RoleFormProps {
  action: FormAction;
  roles: { value: string; label: string }[];
  proof: ProofProps;
  texts: Record<'email' | 'role' | 'submit' | 'wait', string>;
}

const message = (result: ActionResult<unknown> | null) => (result && !result.ok ? result.message : undefined);

/** Makes someone an admin who is none yet. */
export function AddAdminForm({ action, roles, proof, texts }: RoleFormProps) {
  const id = useId();
  const { result, send, pending, dialog } = useProvenAction(action, proof);
  return (
    <>
      <form action={send} className="flex flex-wrap items-end gap-3">
        <div className="flex flex-col gap-1">
          <label htmlFor={`${id}-email`} className="label">
            {texts.email}
          </label>
          <input
            id={`${id}-email`}
            name="email"
            type="email"
            required
            maxLength={254}
            className={filterClass}
          />
        </div>
        <div className="flex flex-col gap-1">
          <label htmlFor={`${id}-role`} className="label">
            {texts.role}
          </label>
          <RoleSelect id={`${id}-role`} roles={roles} />
        </div>
        <Button type="submit" size="sm">
          {pending ? texts.wait : texts.submit}
        </Button>
      </form>
      <FormNotice message={pending ? undefined : message(result)} />
      <p role="status" className="text-green text-sm empty:hidden">
        {pending ? null : toldBy(result)}
      </p>
      {dialog}
    </>
  );
}

interface RowFormProps extends Omit<RoleFormProps, 'texts'> {
  userId: string;
  current: string;
  texts: Record<'role' | 'save' | 'wait', string>;
}

/** Changes one admin's role, or takes it away. */
export function AdminRoleForm({ action, roles, proof, userId, current, texts }: RowFormProps) {
  const id = useId();
  const { result, send, pending, dialog } = useProvenAction(action, proof);
  return (
    <>
      <form action={send} className="flex items-center gap-2">
        <input type="hidden" name="userId" value={userId} />
        <label htmlFor={id} className="sr-only">
          {texts.role}
        </label>
        <RoleSelect key={current} id={id} roles={roles} current={current} />
        <Button type="submit" size="sm" variant="quiet">
          {pending ? texts.wait : texts.save}
        </Button>
      </form>
      {result && !pending ? (
        <p role="status" className={result.ok ? 'text-green text-xs' : 'text-red text-xs'}>
          {result.ok ? toldBy(result) : (formError(result) ?? result.message)}
        </p>
      ) : null}
      {dialog}
    </>
  );
}

function RoleSelect({ id, roles, current }: { id: string; roles: RoleFormProps['roles']; current?: string }) {
  return (
    <select id={id} name="role" defaultValue={current} className={filterClass}>
      {roles.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
