import { getTranslations } from 'next-intl/server';
import { Money } from '../money';

interface ItemPriceProps {
  item: { priceMicros: bigint | null; owned: boolean };
  currency: string;
  locale: string;
}

/** What an item costs, or that the reader has it: quiet, exact, never in the way. */
export async function ItemPrice({ item, currency, locale }: ItemPriceProps) {
  const t = await getTranslations('articles');
  if (item.owned) return <span className="text-faint">{t('owned')}</span>;
  if (item.priceMicros === null) return <span className="text-faint">{t('notForSale')}</span>;
  return (
    <>
      <span className="sr-only">{t('price')} </span>
      <Money
        micros={item.priceMicros}
        currency={currency}
        locale={locale}
        className="font-[560] text-copper"
      />
    </>
  );
}
