import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ScheduleForm } from '@/components/payouts/schedule-form';
import { Panel } from '@/components/ui/panel';
import { formatMoney } from '@/lib/core/money';
import { startOfNextPeriod } from '@/lib/ground/policy';
import type { PayoutState } from '@/lib/rooms/payouts';
import { setScheduleAction } from '../actions';

export async function Schedule({ state }: { state: PayoutState }) {
  const [locale, t, format] = await Promise.all([getLocale(), getTranslations('payouts'), getFormatter()]);
  const min = formatMoney(state.minMicros, state.currency, locale);
  const next = (schedule: 'weekly' | 'monthly') => {
    const date = format.dateTime(startOfNextPeriod(schedule, new Date()), {
      timeZone: 'UTC',
      dateStyle: 'full',
    });
    return t('schedule.next', { date, min });
  };
  return (
    <Panel>
      <h2 className="display mb-4 text-xl">{t('schedule.title')}</h2>
      <ScheduleForm
        // What was saved is what is chosen, also after the page was loaded again.
        key={state.account.schedule}
        action={setScheduleAction}
        chosen={state.account.schedule}
        options={[
          { value: 'on_request', label: t('schedule.on_request'), hint: t('schedule.on_requestHint') },
          { value: 'weekly', label: t('schedule.weekly'), hint: next('weekly') },
          { value: 'monthly', label: t('schedule.monthly'), hint: next('monthly') },
        ]}
        strings={{
          legend: t('schedule.title'),
          save: t('schedule.save'),
          saving: t('schedule.saving'),
          unreachable: t('schedule.unreachable'),
        }}
      />
    </Panel>
  );
}
