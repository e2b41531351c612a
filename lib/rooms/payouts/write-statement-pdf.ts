import 'server-only';
import { createTranslator } from 'next-intl';
import { env } from '@/lib/core/env';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import type { Locale } from '@/lib/core/i18n/locales';
import { formatMoney } from '@/lib/core/money';
import { isTimeZone } from '@/lib/core/time-zone';
import {
  type Cell,
  COLOURS,
  drawRule,
  drawTable,
  MARGIN,
  numberPages,
  openPdf,
  type Pdf,
  type Row,
  roomBelow,
  widthOf,
} from '@/lib/ground/pdf';
import { describeFailure } from './describe-failure';
import type { Statement } from './get-statement';
import { maskTaxId } from './tax-details';

const SECTION_ROOM = 110;
const PERIOD = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' } as const;

/** A payout's statement as a PDF, English or Korean, ended and ready to pipe; the page's facts. */
export async function writeStatementPdf(statement: Statement, locale: Locale): Promise<Pdf> {
  const words = toolsFor(statement, locale);
  const title = words.t('title', { id: String(statement.payout.id) });
  const pdf = await openPdf({ title, language: locale, shows: statement });
  drawTop(pdf, title, words);
  drawParties(pdf, statement, words);
  drawFacts(pdf, statement, words);
  await drawLines(pdf, statement, words);
  await drawItems(pdf, statement, words);
  numberPages(pdf, (page, pages) => [
    `${title} · ${words.t('times', { zone: words.zone })}`,
    words.t('page', { page: String(page), pages: String(pages) }),
  ]);
  pdf.end();
  return pdf;
}

type Words = ReturnType<typeof toolsFor>;

function toolsFor({ payout: { currency }, creator }: Statement, locale: Locale) {
  const timeZone = isTimeZone(creator.timeZone) ? creator.timeZone : 'UTC';
  const messages = loadMessages(locale);
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const period = new Intl.DateTimeFormat(locale, { ...PERIOD, timeZone });
  const text = (micros: bigint) => formatMoney(micros, currency, locale, { cents: false });
  return {
    t: createTranslator({ locale, messages, namespace: 'payouts.statement' }),
    payouts: createTranslator({ locale, messages, namespace: 'payouts' }),
    zone: timeZone,
    moment: (date: Date) => moment.format(date),
    until: (date: Date) => period.format(date),
    period: (from: Date, until: Date) => period.formatRange(from, until),
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }),
    country: (code: string) =>
      new Intl.DisplayNames(locale, { type: 'region' }).of(code.toUpperCase()) ?? code.toUpperCase(),
    text,
    count: (value: number) => new Intl.NumberFormat(locale).format(value),
    amount: (micros: bigint): Cell => ({ text: text(micros), micros, currency }),
  };
}

function drawTop(pdf: Pdf, title: string, { t }: Words): void {
  pdf.font('strong').fontSize(11).fillColor(COLOURS.copper).text(t('platform'), MARGIN, MARGIN);
  pdf.moveDown(1.2).font('strong').fontSize(20).fillColor(COLOURS.ink).text(title);
  pdf.moveDown(0.8);
}

function drawParties(pdf: Pdf, { tax, creator }: Statement, words: Words): void {
  const { t } = words;
  const half = (widthOf(pdf) - 24) / 2;
  const top = pdf.y;
  const to = tax
    ? [
        tax.legalName,
        ...tax.address.split('\n'),
        words.country(tax.country),
        t(tax.entity),
        ...(tax.taxIdLast4 ? [`${t('taxId')} ${maskTaxId(tax.taxIdLast4)}`] : []),
      ]
    : [creator.name, `@${creator.handle}`];
  const ends = [
    drawParty(pdf, { x: MARGIN, top, width: half }, t('from'), [
      t('platform'),
      new URL(env.NEXTAUTH_URL).host,
    ]),
    drawParty(pdf, { x: MARGIN + half + 24, top, width: half }, t('to'), to),
  ];
  pdf.y = Math.max(...ends) + 18;
}

function drawParty(
  pdf: Pdf,
  { x, top, width }: { x: number; top: number; width: number },
  label: string,
  lines: string[],
): number {
  pdf.font('body').fontSize(8).fillColor(COLOURS.faint).text(label, x, top, { width });
  pdf.moveDown(0.3).fontSize(9.5).fillColor(COLOURS.ink);
  lines.forEach((line, index) => {
    pdf.font(index === 0 ? 'strong' : 'body').text(line, x, pdf.y, { width });
  });
  return pdf.y;
}

function drawFacts(pdf: Pdf, { payout }: Statement, words: Words): void {
  const { t, payouts, moment, text } = words;
  const received = payout.amountMicros - payout.returnedMicros;
  const facts: [string, string | null][] = [
    [t('number'), String(payout.id)],
    [t('state'), payouts(`status.${payout.status}`)],
    [t('requested'), moment(payout.createdAt) + (payout.scheduled ? ` · ${t('scheduled')}` : '')],
    [t('sent'), payout.sentAt && moment(payout.sentAt)],
    [t('paid'), payout.paidAt && moment(payout.paidAt)],
    [t('expected'), payout.paidAt ? null : payout.arrivesAt && words.day.format(payout.arrivesAt)],
    [t('transfer'), payout.transferRef],
    [t('reason'), payout.failureCode && payouts(`failure.${describeFailure(payout.failureCode).reason}`)],
    [t('amount'), text(payout.amountMicros)],
    ...(payout.returnedMicros > 0n
      ? ([
          [t('returned'), text(-payout.returnedMicros)],
          [t('net'), text(received)],
        ] satisfies [string, string][])
      : []),
  ];
  drawRule(pdf, pdf.y);
  for (const [name, value] of facts) {
    if (!value) continue;
    const y = pdf.y + 5;
    pdf.font('body').fontSize(9).fillColor(COLOURS.faint).text(name, MARGIN, y, { width: 150 });
    pdf.fillColor(COLOURS.ink).text(value, MARGIN + 160, y, { width: widthOf(pdf) - 160 });
    pdf.y += 5;
    drawRule(pdf, pdf.y);
  }
}

function drawHeading(pdf: Pdf, heading: string, note: string): void {
  if (roomBelow(pdf) < SECTION_ROOM) pdf.addPage();
  else pdf.y += 24;
  pdf
    .font('strong')
    .fontSize(13)
    .fillColor(COLOURS.ink)
    .text(heading, MARGIN, pdf.y, { width: widthOf(pdf) });
  pdf
    .moveDown(0.3)
    .font('body')
    .fontSize(8.5)
    .fillColor(COLOURS.soft)
    .text(note, { width: widthOf(pdf) });
  pdf.moveDown(0.8);
}

async function drawLines(pdf: Pdf, { payout, totals }: Statement, words: Words): Promise<void> {
  const { t, amount, day } = words;
  drawHeading(pdf, t('lines'), t('linesNote'));
  const rows = payout.lines.map((line): Row => {
    // The first settlement of all has no beginning.
    const hasStart = line.fromAt.getTime() > 0;
    return {
      cells: [
        `${t('settlement', { id: String(line.settlementId) })} · ` +
          `${t('unlocks', { count: line.unlockCount })}`,
        amount(line.grossMicros),
        amount(-line.feeMicros),
        amount(line.netMicros),
        amount(line.paidMicros),
      ],
      note: hasStart
        ? t('period', { range: words.period(line.fromAt, line.untilAt), zone: words.zone })
        : t('periodUntil', { until: words.until(line.untilAt), zone: words.zone }),
    };
  });
  if (payout.otherMicros !== 0n)
    rows.push({
      cells: [t('other'), '', '', '', amount(payout.otherMicros)],
      note: day.format(payout.createdAt),
    });
  rows.push({
    strong: true,
    cells: [
      t('total'),
      amount(totals.grossMicros),
      amount(-totals.feeMicros),
      amount(totals.netMicros),
      amount(totals.paidMicros + payout.otherMicros),
    ],
  });
  const figure = (title: string) => ({ title, share: 1.15, isFigure: true });
  await drawTable(
    pdf,
    [
      { title: '', share: 3 },
      figure(t('gross')),
      figure(t('fee')),
      figure(t('settled')),
      figure(t('paidHere')),
    ],
    rows,
  );
}

async function drawItems(pdf: Pdf, { items, totals }: Statement, words: Words): Promise<void> {
  if (items.length === 0) return;
  const { t, amount, count } = words;
  drawHeading(pdf, t('items'), t('itemsNote'));
  const rows: Row[] = items.map((item) => ({
    cells: [item.title, count(item.unlocks), amount(item.grossMicros)],
  }));
  if (totals.itemsOtherMicros !== 0n)
    rows.push({ cells: [t('itemsOther'), '', amount(totals.itemsOtherMicros)] });
  rows.push({
    strong: true,
    cells: [t('total'), count(totals.unlocks), amount(totals.grossMicros)],
  });
  await drawTable(
    pdf,
    [
      { title: t('item'), share: 5 },
      { title: t('count'), share: 1, isFigure: true },
      { title: t('gross'), share: 1.4, isFigure: true },
    ],
    rows,
  );
}
