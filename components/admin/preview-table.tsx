import { Money } from '../money';

/** What a posting would be. Micros as decimal strings: this crosses the wire. */
export interface PreviewData {
  currency: string;
  lines: { account: string; debitMicros: string; creditMicros: string }[];
  balanceMicros: string;
  balanceAfterMicros: string;
  needsApproval: boolean;
}

export interface PreviewTexts {
  previewTitle: string;
  ledgerAccount: string;
  debitColumn: string;
  creditColumn: string;
  before: string;
  after: string;
}

/** The exact lines of a posting, debit and credit, and the balance before and after. */
export function PreviewTable({
  data,
  locale,
  texts,
}: {
  data: PreviewData;
  locale: string;
  texts: PreviewTexts;
}) {
  const money = (micros: string) => (
    <Money micros={BigInt(micros)} currency={data.currency} locale={locale} cents={false} />
  );
  return (
    <div className="rounded-md border border-line bg-raised p-4">
      <table className="w-full max-w-lg text-sm">
        <caption className="mb-2 text-left font-[600]">{texts.previewTitle}</caption>
        <thead>
          <tr className="label text-left">
            <th scope="col" className="border-line border-b py-1 pr-4">
              {texts.ledgerAccount}
            </th>
            <th scope="col" className="border-line border-b px-4 py-1 text-right">
              {texts.debitColumn}
            </th>
            <th scope="col" className="border-line border-b py-1 pl-4 text-right">
              {texts.creditColumn}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.lines.map((line) => (
            <tr key={line.account}>
              <td className="border-line border-b py-1.5 pr-4">{line.account}</td>
              <td className="border-line border-b px-4 py-1.5 text-right">
                {line.debitMicros === '0' ? null : money(line.debitMicros)}
              </td>
              <td className="border-line border-b py-1.5 pl-4 text-right">
                {line.creditMicros === '0' ? null : money(line.creditMicros)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-3 text-soft">
        {texts.before} {money(data.balanceMicros)} · {texts.after}{' '}
        <strong className="font-[600] text-ink">{money(data.balanceAfterMicros)}</strong>
      </p>
    </div>
  );
}
