import { currencyOf } from '../../lib/core/currencies.ts';
import { LIMITS } from '../../lib/core/currency-limits.ts';
import { DAY_MS, MINUTE_MS } from '../../lib/core/time.ts';
import { isPayday, readingMoment, seasonOf, startOfDay } from './calendar.ts';
import { least } from './least.ts';
import type { Person } from './people.ts';
import { Purse } from './purse.ts';
import { Random } from './random.ts';
import { chooseSource } from './sources.ts';
import { type Draws, likingOf, makePersona, type Persona, perDollar, worthOf } from './tastes.ts';
import type {
  CardRefund,
  Dispute,
  ItemOnSale,
  ReaderYear,
  Rules,
  Span,
  TopUp,
  Unlock,
  View,
} from './types.ts';

/** What befalls somebody's card money, on or after a day. */
export interface Incident {
  kind: 'refund' | 'dispute';
  dayMs: number;
  ending?: Dispute['ending'];
  reason?: string;
}

export interface ReaderInput {
  seed: string;
  person: Person;
  joinedMs: number;
  items: ItemOnSale[];
  drawsOn: Draws;
  span: Span;
  rules: Rules;
  isDemo?: boolean;
  /** Replaces what the draw gave. */
  persona?: Partial<Persona>;
  incident?: Incident;
}

const GIFT_DAYS = 90;
const GIFT_MICROS = 250_000n;
const CARDS = ['4242424242424242', '5555555555554444', '4000056655665556', '378282246310005'];
const DECLINED_CARD = '4000000000009995';
/** Money that an incident asks for is there some days before. */
const BEFORE_DAYS = 6;
const DECIDED_DAYS = 11;

/** One reader from joining to the end of the year, or until they leave. Depends on its input alone. */
export function simulateReader(input: ReaderInput): ReaderYear {
  return new ReaderLife(input).live();
}

class ReaderLife {
  private readonly random: Random;
  private readonly persona: Persona;
  private readonly purse = new Purse();
  private readonly topUps: TopUp[] = [];
  private readonly unlocks: Unlock[] = [];
  private readonly views: View[] = [];
  private readonly refunds: CardRefund[] = [];
  private readonly disputes: Dispute[] = [];
  /** For each item, in their order; zero for what is owned. */
  private readonly likings: number[];
  private owned = 0;
  /** Item and day of each view: one counts. */
  private readonly seen = new Set<string>();
  private readonly card: string;
  private readonly sessionCountry: string;
  private hasLeft = false;
  private clock: number;

  constructor(private readonly input: ReaderInput) {
    this.random = new Random(input.seed);
    this.persona = { ...makePersona(this.random, input.person, input.items), ...input.persona };
    this.likings = input.items.map((item) => likingOf(this.persona, item));
    this.card = input.isDemo ? '4242424242424242' : this.random.pick(CARDS);
    this.sessionCountry = input.person.country;
    this.clock = input.joinedMs;
  }

  live(): ReaderYear {
    const { person, joinedMs, span, isDemo = false } = this.input;
    if (isDemo || this.random.chance(0.6)) this.welcome();
    for (let day = startOfDay(joinedMs); day < span.untilMs && !this.hasLeft; day += DAY_MS)
      this.liveDay(day);
    this.purse.lapse(span.untilMs - MINUTE_MS);
    const { gifts, paidMicros } = this.purse;
    const { topUps, unlocks, views, refunds, disputes } = this;
    return { person, isDemo, joinedMs, gifts, topUps, unlocks, views, refunds, disputes, paidMicros };
  }

  private welcome(): void {
    const { joinedMs, rules } = this.input;
    const atMs = joinedMs + MINUTE_MS;
    const expiresMs = startOfDay(atMs) + (GIFT_DAYS + 1) * DAY_MS;
    this.purse.give({ key: 'hello', amountMicros: GIFT_MICROS * perDollar(rules.currency), atMs, expiresMs });
    this.clock = atMs + MINUTE_MS;
  }

  private liveDay(day: number): void {
    const { person, incident, span } = this.input;
    if (
      incident &&
      day >= incident.dayMs - BEFORE_DAYS * DAY_MS &&
      this.topUps.every(({ paidMs }) => !paidMs)
    )
      this.begin(day, person.timeZone) && this.topUp(true);
    if (incident && day >= incident.dayMs && this.meet(incident, day)) return;
    if (!incident && this.random.chance(this.persona.leaves)) {
      this.hasLeft = true;
      return;
    }
    const often = this.persona.visits * seasonOf(day) * (day === startOfDay(this.input.joinedMs) ? 4 : 1);
    const visits = Math.min(this.random.poisson(often), 3);
    const moments = Array.from({ length: visits }, () => readingMoment(this.random, day, person.timeZone));
    for (const moment of moments.sort((a, b) => a - b)) {
      if (moment < this.clock || moment + 60 * MINUTE_MS > span.untilMs) continue;
      this.clock = moment;
      this.visit(day);
    }
  }

  /** Whether there is still time on this day for what does not depend on a visit. */
  private begin(day: number, zone: string): boolean {
    const moment = readingMoment(this.random, day, zone);
    if (moment < this.clock || moment + 60 * MINUTE_MS > this.input.span.untilMs) return false;
    this.clock = moment;
    return true;
  }

  private visit(day: number): void {
    this.purse.lapse(this.clock);
    if (isPayday(day, this.input.person.locale) && this.isLow()) this.topUp(false);
    const looks = this.random.whole(1, 4);
    const arrival = chooseSource(this.random, this.views.length === 0);
    for (let n = 0; n < looks; n += 1) {
      const item = this.choose(day);
      if (!item) return;
      this.clock += this.random.whole(20, 200) * 1_000;
      this.look(item, n === 0 ? arrival : chooseSource(this.random, false, true));
      if (!this.wants(item) || !this.canPay(item, day)) continue;
      this.clock += this.random.whole(5, 60) * 1_000;
      this.unlock(item);
      this.clock += this.random.whole(60, 420) * 1_000;
    }
  }

  private isLow(): boolean {
    const { keeps } = this.persona;
    if (keeps === null) return false;
    const micros = BigInt(Math.round(keeps * 1_000_000)) * perDollar(this.input.rules.currency);
    return this.purse.spendable(this.clock) < micros;
  }

  private choose(day: number): ItemOnSale | null {
    const draws = this.input.drawsOn(day);
    return this.random.weighted(this.input.items, (_item, n) => (this.likings[n] ?? 0) * (draws[n] ?? 0));
  }

  private look(item: ItemOnSale, source: string): void {
    const key = `${item.id} ${startOfDay(this.clock)}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.views.push({ item, atMs: this.clock, source, country: this.sessionCountry });
  }

  private wants(item: ItemOnSale): boolean {
    const out = this.input.items.filter(({ publishedMs }) => publishedMs <= this.clock).length;
    if (this.owned >= Math.ceil(out * this.persona.share)) return false;
    const liking = Math.min(likingOf(this.persona, item), 1.6);
    return this.random.chance(
      this.persona.buys * (0.5 + liking / 2) * worthOf(this.persona, item, this.input.rules.currency),
    );
  }

  private canPay(item: ItemOnSale, day: number): boolean {
    if (this.purse.spendable(this.clock) >= item.priceMicros) return true;
    const willing = isPayday(day, this.input.person.locale) ? 0.8 : 0.4;
    return this.random.chance(willing) && this.topUp(false);
  }

  /** Whether money came. Now and then a card is declined, or the page is left. */
  private topUp(certain: boolean): boolean {
    const { rules } = this.input;
    const { presetMicros } = LIMITS[rules.currency];
    const declined = !certain && this.random.chance(0.03);
    const left = !certain && this.random.chance(0.03);
    const openedMs = this.clock;
    const paidMs = openedMs + this.random.whole(35, 110) * 1_000;
    this.clock = paidMs + this.random.whole(3, 20) * 1_000;
    const amountMicros = presetMicros[this.persona.habit] ?? presetMicros[0] ?? 0n;
    const paid = !declined && !left;
    this.topUps.push({
      requestKey: this.random.uuid(),
      amountMicros,
      openedMs,
      paidMs: paid ? paidMs : null,
      card: declined ? DECLINED_CARD : this.card,
      saveCard: this.input.isDemo === true,
      declined,
    });
    if (paid) this.purse.paidMicros += amountMicros;
    return paid;
  }

  private unlock(item: ItemOnSale): void {
    const parts = this.purse.spend(item.priceMicros, this.clock);
    if (!parts) return;
    const made: Unlock = { item, atMs: this.clock, refundedMs: null, parts };
    this.unlocks.push(made);
    this.owned += 1;
    this.likings[this.input.items.indexOf(item)] = 0;
    const backMs = this.clock + this.random.whole(60, 270) * 1_000;
    if (!this.random.chance(0.018) || item.givesKey || !this.purse.lastsUntil(parts, backMs)) return;
    made.refundedMs = backMs;
    this.purse.restore(parts);
    this.clock = backMs;
  }

  /** Whether the incident has happened; then the day is over. */
  private meet(incident: Incident, day: number): boolean {
    if (this.refunds.length + this.disputes.length > 0) return false;
    const topUp = this.topUps.findLastIndex(({ paidMs }) => paidMs !== null);
    const paid = this.topUps[topUp];
    if (!paid || !this.begin(day, this.input.person.timeZone)) return false;
    this.purse.lapse(this.clock);
    if (incident.kind === 'refund') this.refund(topUp, paid);
    else this.dispute(topUp, paid, incident);
    return true;
  }

  /** An admin gives back what is left, and the reader leaves. */
  private refund(topUp: number, { amountMicros }: TopUp): void {
    const { minorMicros } = currencyOf(this.input.rules.currency);
    const most = least(this.purse.paidMicros, amountMicros);
    const back = most - (most % minorMicros);
    if (back === 0n) return;
    this.purse.paidMicros -= back;
    this.refunds.push({ requestKey: this.random.uuid(), topUp, amountMicros: back, atMs: this.clock });
    this.hasLeft = true;
  }

  /** The wallet is on hold until the bank has decided; for good when it decides against us. */
  private dispute(
    topUp: number,
    { amountMicros }: TopUp,
    { ending = null, reason = 'fraudulent' }: Incident,
  ): void {
    const openedMs = this.clock;
    const closedMs = ending ? openedMs + DECIDED_DAYS * DAY_MS : null;
    const held = least(this.purse.paidMicros, amountMicros);
    const lostLotMicros = ending === 'lost' ? held : 0n;
    this.purse.paidMicros -= lostLotMicros;
    this.disputes.push({ topUp, amountMicros, openedMs, reason, ending, closedMs, lostLotMicros });
    if (ending === 'won') this.clock = (closedMs ?? openedMs) + DAY_MS;
    else this.hasLeft = true;
  }
}
