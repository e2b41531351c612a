import { getFormatter, getTranslations } from 'next-intl/server';
import { Notice } from '@/components/ui/notice';
import { getLastLedgerCheck, getWorkers } from '@/lib/desks/backoffice';

export async function Health() {
  const [t, format, workers, check] = await Promise.all([
    getTranslations('jobs'),
    getFormatter(),
    getWorkers(),
    getLastLedgerCheck(),
  ]);
  const ago = workers.lastSeenAt ? format.relativeTime(workers.lastSeenAt, new Date()) : '';
  const moment = check?.endedAt.toISOString().slice(0, 16).replace('T', ' ') ?? '';
  const worker = workers.alive > 0 ? 'alive' : workers.lastSeenAt ? 'silent' : 'none';
  const books = !check ? 'never' : check.brokenLaws.length === 0 ? 'fine' : 'broken';
  return (
    <div className="mb-8 flex flex-col gap-3">
      <Notice tone={worker === 'alive' ? 'good' : 'bad'}>
        {t(`worker.${worker}`, { count: workers.alive, ago })}
      </Notice>
      <Notice tone={books === 'fine' ? 'good' : books === 'never' ? 'plain' : 'bad'} title={t('books.title')}>
        {t(`books.${books}`, { moment, count: check?.brokenLaws.length ?? 0 })}
        {check?.brokenLaws.map((law) => (
          <span key={law} className="block">
            {law}
          </span>
        ))}
      </Notice>
    </div>
  );
}
