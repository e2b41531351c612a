import 'server-only';
import { buffer } from 'node:stream/consumers';
import { createTranslator } from 'next-intl';
import { describeUserAgent } from '@/lib/core/describe-user-agent';
import { loadMessages } from '@/lib/core/i18n/load-messages';
import { formatMoney } from '@/lib/core/money';
import {
  type Cell,
  COLOURS,
  type Column,
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
import type { EvidenceFacts } from './gather-evidence';

const SECTION_ROOM = 110;
// The bank reads it, no matter who the reader is.
const LOCALE = 'en';

/** A dispute's evidence: English, UTC, under Stripe's 5 MB. `statement` is the admin's own words. */
export async function writeEvidencePdf(
  facts: EvidenceFacts,
  statement: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const words = toolsFor(facts);
  const { t } = words;
  const title = t('title', { dispute: facts.dispute.disputeRef });
  const pdf = await openPdf({ title, language: LOCALE, shows: facts });
  const whole = buffer(pdf);
  pdf.font('strong').fontSize(11).fillColor(COLOURS.copper).text(t('platform'), MARGIN, MARGIN);
  pdf.moveDown(0.6).font('strong').fontSize(18).fillColor(COLOURS.ink).text(title);
  pdf
    .moveDown(0.4)
    .font('body')
    .fontSize(9)
    .fillColor(COLOURS.soft)
    .text(t('lead'), { width: widthOf(pdf) });
  if (statement.trim()) drawStatement(pdf, statement, words);
  drawFacts(pdf, facts, words);
  await drawReceipts(pdf, facts, words);
  await drawUnlocks(pdf, facts, words);
  await drawSessions(pdf, facts, words);
  numberPages(pdf, (page, pages) => [
    `${title} · ${t('times')}`,
    t('page', { page: String(page), pages: String(pages) }),
  ]);
  pdf.end();
  return new Uint8Array(await whole);
}

type Words = ReturnType<typeof toolsFor>;

function toolsFor({ dispute: { currency } }: EvidenceFacts) {
  const moment = new Intl.DateTimeFormat(LOCALE, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
    timeZone: 'UTC',
  });
  return {
    t: createTranslator({ locale: LOCALE, messages: loadMessages(LOCALE), namespace: 'disputes.pdf' }),
    moment: (date: Date | null) => (date ? moment.format(date) : '–'),
    amount: (micros: bigint): Cell => ({
      text: formatMoney(micros, currency, LOCALE, { cents: false }),
      micros,
      currency,
    }),
    money: (micros: bigint) => formatMoney(micros, currency, LOCALE, { cents: false }),
  };
}

/** A heading that does not stand alone at the foot of a page. */
function drawHeading(pdf: Pdf, text: string, note?: string): void {
  if (roomBelow(pdf) < SECTION_ROOM) pdf.addPage();
  else pdf.y += 22;
  pdf
    .font('strong')
    .fontSize(11)
    .fillColor(COLOURS.ink)
    .text(text, MARGIN, pdf.y, { width: widthOf(pdf) });
  if (note)
    pdf
      .moveDown(0.2)
      .font('body')
      .fontSize(8.5)
      .fillColor(COLOURS.faint)
      .text(note, { width: widthOf(pdf) });
  pdf.y += 6;
}

function drawStatement(pdf: Pdf, statement: string, { t }: Words): void {
  drawHeading(pdf, t('statement'));
  pdf
    .font('body')
    .fontSize(9)
    .fillColor(COLOURS.ink)
    .text(statement.trim(), MARGIN, pdf.y, { width: widthOf(pdf) });
}

function drawFacts(pdf: Pdf, { dispute, person, topUp, unlockCount }: EvidenceFacts, words: Words): void {
  const { t, moment, money } = words;
  drawHeading(pdf, t('facts'));
  const card = [topUp.cardBrand, topUp.cardLast4 && `•••• ${topUp.cardLast4}`].filter(Boolean).join(' ');
  const rows: [string, string][] = [
    [t('charge'), topUp.chargeRef],
    [t('charged'), `${money(topUp.amountMicros)} · ${moment(topUp.paidAt)}`],
    [t('card'), card || '–'],
    [t('disputed'), `${money(dispute.amountMicros)} · ${moment(dispute.openedAt)} · ${dispute.reason}`],
    [t('person'), [person.name, person.email].filter(Boolean).join(', ')],
    [t('joined'), moment(person.joinedAt)],
    [t('verified'), person.emailVerifiedAt ? moment(person.emailVerifiedAt) : t('notVerified')],
    [t('purchases'), String(unlockCount)],
  ];
  const left = 150;
  for (const [name, value] of rows) {
    const y = pdf.y;
    pdf
      .font('body')
      .fontSize(9)
      .fillColor(COLOURS.faint)
      .text(name, MARGIN, y, { width: left - 12 });
    pdf.fillColor(COLOURS.ink).text(value, MARGIN + left, y, { width: widthOf(pdf) - left });
    pdf.y += 4;
    drawRule(pdf, pdf.y);
    pdf.y += 4;
  }
}

async function drawReceipts(
  pdf: Pdf,
  { topUps }: EvidenceFacts,
  { t, moment, amount }: Words,
): Promise<void> {
  drawHeading(pdf, t('receipts'), t('receiptsNote'));
  const columns: Column[] = [
    { title: t('receipt'), share: 3 },
    { title: t('when'), share: 4 },
    { title: t('card'), share: 2 },
    { title: t('amount'), share: 2, isFigure: true },
  ];
  const rows: Row[] = topUps.map((one) => ({
    cells: [
      `${String(one.id)}${one.disputed ? ` ${t('thisOne')}` : ''}`,
      moment(one.paidAt),
      one.cardLast4 ? `•••• ${one.cardLast4}` : '–',
      amount(one.amountMicros),
    ],
    strong: one.disputed,
  }));
  await drawTable(pdf, columns, rows);
}

async function drawUnlocks(pdf: Pdf, facts: EvidenceFacts, { t, moment, amount }: Words): Promise<void> {
  const { unlocks, unlockCount } = facts;
  drawHeading(pdf, t('unlocks'), t('unlocksNote', { shown: unlocks.length, count: unlockCount }));
  if (unlocks.length === 0) {
    pdf
      .font('body')
      .fontSize(9)
      .fillColor(COLOURS.soft)
      .text(t('noUnlocks'), { width: widthOf(pdf) });
    return;
  }
  const columns: Column[] = [
    { title: t('what'), share: 5 },
    { title: t('bought'), share: 3 },
    { title: t('delivered'), share: 3 },
    { title: t('price'), share: 2, isFigure: true },
  ];
  const rows: Row[] = unlocks.map((one) => ({
    cells: [one.title, moment(one.at), moment(one.deliveredAt ?? one.at), amount(one.priceMicros)],
    note: one.takenBackAt
      ? t('takenBack', { creator: one.creator, when: moment(one.takenBackAt) })
      : t('by', { creator: one.creator }),
  }));
  await drawTable(pdf, columns, rows);
}

async function drawSessions(pdf: Pdf, facts: EvidenceFacts, { t, moment }: Words): Promise<void> {
  const { sessions, sessionCount } = facts;
  drawHeading(pdf, t('sessions'), t('sessionsNote', { shown: sessions.length, count: sessionCount }));
  if (sessions.length === 0) return;
  const columns: Column[] = [
    { title: t('signedIn'), share: 3 },
    { title: t('lastSeen'), share: 3 },
    { title: t('address'), share: 3 },
    { title: t('device'), share: 4 },
  ];
  const rows: Row[] = sessions.map((one) => {
    const { browser, system } = describeUserAgent(one.userAgent ?? '');
    return {
      cells: [
        moment(one.at),
        moment(one.lastSeenAt),
        one.address ?? '–',
        [browser, system].filter(Boolean).join(', ') || '–',
      ],
    };
  });
  await drawTable(pdf, columns, rows);
}
