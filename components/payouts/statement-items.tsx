import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { StatementItem, StatementTotals } from '@/lib/rooms/payouts';
import { KoreanFonts } from '../site/korean-fonts';
import { AlignedMoney, decimalsOf } from '../wallet/aligned-money';

interface StatementItemsProps {
  items: StatementItem[];
  totals: StatementTotals;
  currency: string;
}

/** What each item contributed to the settlements of a payout. */
export async function StatementItems({ items, totals, currency }: StatementItemsProps) {
  const [locale, t, format] = await Promise.all([
    getLocale(),
    getTranslations('payouts.statement'),
    getFormatter(),
  ]);
  if (items.length === 0) return null;
  const decimals = decimalsOf([...items.map((item) => item.grossMicros), totals.itemsOtherMicros], currency);
  const money = { currency, locale, decimals };
  const cell = 'py-3 pl-4 text-right align-top';
  return (
    <section aria-labelledby="items" className="mt-10">
      {items.some((item) => item.language === 'ko') ? <KoreanFonts /> : null}
      <h2 id="items" className="display mb-2 text-2xl">
        {t('items')}
      </h2>
      <p className="mb-4 max-w-prose text-sm text-soft">{t('itemsNote')}</p>
      <table className="w-full text-sm">
        <Head />
        <tbody>
          {items.map((item) => (
            <tr key={item.itemId} className="break-inside-avoid border-line border-b">
              <th
                scope="row"
                lang={item.language}
                className="py-3 text-left font-normal [overflow-wrap:anywhere]"
              >
                {item.title}
              </th>
              <td className={`figures ${cell}`}>{format.number(item.unlocks)}</td>
              <td className={cell}>
                <AlignedMoney micros={item.grossMicros} {...money} />
              </td>
            </tr>
          ))}
          {totals.itemsOtherMicros === 0n ? null : (
            <tr className="border-line border-b">
              <th scope="row" colSpan={2} className="py-3 text-left font-normal">
                {t('itemsOther')}
              </th>
              <td className={cell}>
                <AlignedMoney micros={totals.itemsOtherMicros} {...money} />
              </td>
            </tr>
          )}
          <tr className="border-line border-b font-[600]">
            <th scope="row" className="py-3 text-left font-[inherit]">
              {t('total')}
            </th>
            <td className={`figures ${cell}`}>{format.number(totals.unlocks)}</td>
            <td className={cell}>
              <AlignedMoney micros={totals.grossMicros} {...money} />
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

async function Head() {
  const t = await getTranslations('payouts.statement');
  return (
    <thead>
      <tr className="label border-line border-b text-left">
        <th scope="col" className="py-2 font-[550]">
          {t('item')}
        </th>
        <th scope="col" className="py-2 pl-4 text-right font-[550]">
          {t('count')}
        </th>
        <th scope="col" className="py-2 pl-4 text-right font-[550]">
          {t('gross')}
        </th>
      </tr>
    </thead>
  );
}
