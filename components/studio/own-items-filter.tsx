import { getTranslations } from 'next-intl/server';
import { ItemKind, ItemStatus } from '@/lib/generated/prisma/enums';
import { Button } from '../ui/button';
import { Input } from '../ui/input';
import { Select } from '../ui/select';

interface OwnItemsFilterProps {
  status?: string;
  kind?: string;
  search: string;
}

/** A plain form: the choice is in the address, so it survives reloads and the back button. */
export async function OwnItemsFilter({ status = '', kind = '', search }: OwnItemsFilterProps) {
  const t = await getTranslations('studio');
  return (
    <search>
      <form action="/studio" className="flex flex-wrap gap-3">
        <Select name="status" defaultValue={status} aria-label={t('list.status')} className="min-w-36">
          <option value="">{`${t('list.status')}: ${t('list.all')}`}</option>
          {Object.values(ItemStatus).map((value) => (
            <option key={value} value={value}>
              {t(`states.${value}`)}
            </option>
          ))}
        </Select>
        <Select name="kind" defaultValue={kind} aria-label={t('list.kind')} className="min-w-36">
          <option value="">{`${t('list.kind')}: ${t('list.all')}`}</option>
          {Object.values(ItemKind).map((value) => (
            <option key={value} value={value}>
              {t(`kinds.${value}`)}
            </option>
          ))}
        </Select>
        <span className="min-w-40 flex-1">
          <Input
            type="search"
            name="q"
            defaultValue={search}
            maxLength={120}
            placeholder={t('list.search')}
            aria-label={t('list.search')}
          />
        </span>
        <Button type="submit">{t('list.filter')}</Button>
      </form>
    </search>
  );
}
