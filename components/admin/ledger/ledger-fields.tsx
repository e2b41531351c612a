import { getTranslations } from 'next-intl/server';
import { Fragment, type ReactNode } from 'react';
import { CURRENCIES } from '@/lib/core/currencies';
import {
  ACCOUNT_TYPES,
  type LedgerFilters,
  TRANSFER_KINDS,
  TYPE_GROUPS,
  writeMoment,
} from '@/lib/desks/backoffice/browser';
import { FilterField, filterClass } from '../filter-bar';

/** The ledger's filters, each under its name in the address. */
export async function LedgerFields({
  filters,
  show,
}: {
  filters: LedgerFilters;
  show: ('type' | 'currency' | 'owner' | 'kind' | 'from' | 'at' | 'until')[];
}) {
  const [t, admin] = await Promise.all([getTranslations('ledger'), getTranslations('admin')]);
  const all = t('all');
  const fields = {
    type: (
      <Choice name="type" label={t('type')} all={all} chosen={filters.type}>
        {(Object.keys(TYPE_GROUPS) as (keyof typeof TYPE_GROUPS)[]).map((group) => (
          <option key={group} value={group}>
            {t(`groups.${group}`)}
          </option>
        ))}
        {ACCOUNT_TYPES.map((type) => (
          <option key={type} value={type}>
            {t(`types.${type}`)}
          </option>
        ))}
      </Choice>
    ),
    currency: (
      <Choice name="currency" label={t('currency')} all={all} chosen={filters.currency}>
        {Object.keys(CURRENCIES).map((code) => (
          <option key={code} value={code}>
            {code.toUpperCase()}
          </option>
        ))}
      </Choice>
    ),
    owner: (
      <FilterField id="owner" wide label={t('owner')}>
        <input
          id="owner"
          name="owner"
          type="search"
          defaultValue={filters.owner}
          maxLength={254}
          placeholder={t('ownerHint')}
          autoComplete="off"
          className={`${filterClass} sm:w-64`}
        />
      </FilterField>
    ),
    kind: (
      <Choice name="kind" label={t('kind')} all={all} chosen={filters.kind}>
        {TRANSFER_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {admin(`kind.${kind}`)}
          </option>
        ))}
      </Choice>
    ),
    from: <Moment name="from" label={t('from')} value={filters.from} />,
    at: <Moment name="at" label={t('at')} value={filters.at} />,
    until: <Moment name="at" label={t('until')} value={filters.at} />,
  };
  return show.map((name) => <Fragment key={name}>{fields[name]}</Fragment>);
}

function Moment({ name, label, value }: { name: string; label: string; value: Date | null }) {
  return (
    <FilterField id={name} wide label={label}>
      <input
        id={name}
        name={name}
        type="datetime-local"
        step="1"
        defaultValue={writeMoment(value)}
        className={filterClass}
      />
    </FilterField>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  /** What stands for no choice. */
  all: string;
  chosen: string;
  children: ReactNode;
}

function Choice({ name, label, all, chosen, children }: ChoiceProps) {
  return (
    <FilterField id={name} label={label}>
      <select id={name} name={name} defaultValue={chosen} className={filterClass}>
        <option value="">{all}</option>
        {children}
      </select>
    </FilterField>
  );
}
