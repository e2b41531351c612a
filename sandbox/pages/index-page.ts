import { html } from 'hono/html';
import { isClosed } from '../disputes/decide-dispute.ts';
import { formatAmount } from '../money/currencies.ts';
import type { Delivery, Settings } from '../records.ts';
import { readSettings } from '../settings.ts';
import type { World } from '../world.ts';
import { type Html, layout } from './layout.ts';

const SHOWN = 20;
const NUMBERS = ['Amount', 'Fee', 'Refunded', 'Tries'];

const STYLES = `
.board { max-width: 1120px; margin: 0 auto; padding: 28px 20px 64px; display: grid; gap: 32px; }
.board h1 { font-size: 22px; }
.board h2 { font-size: 16px; }
.wide { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; padding: 8px 12px; border-top: 1px solid var(--line); white-space: nowrap;
  vertical-align: top; }
thead th { border-top: 0; font-weight: 500; color: var(--soft); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.long { white-space: normal; min-width: 220px; }
.empty { padding: 16px; color: var(--soft); }
.switches { display: grid; gap: 20px; }
.row { display: flex; flex-wrap: wrap; gap: 16px; align-items: end; }
.row .field { width: 104px; } .row .field:has(select) { width: 148px; } .row .field.grow { flex: 1 1 220px; }
.board h2 { margin-bottom: 8px; }
.board .card { align-content: start; }
.board .card h2 { margin-bottom: 0; }
.mini { min-height: 32px; padding: 0 12px; font-size: 14px; }
form.inline { display: inline; }
@media (min-width: 900px) { .switches { grid-template-columns: 1fr 1fr; } }
`;

/** The developers' page at `/`: the switches, and what happened last. English, as the API's own words are. */
export function indexPage(world: World): Html {
  const settings = readSettings(world.store);
  return layout({
    language: 'en',
    title: 'Stripe sandbox',
    styles: STYLES,
    body: html`<main class="board">
      <header class="stack">
        <h1>Stripe sandbox</h1>
        <p class="hint">
          Webhooks go to
            ${
              settings.webhookUrl
                ? html`<strong>${settings.webhookUrl}</strong>`
                : 'nowhere: no address is set'
            }.
        </p>
      </header>
      <div class="switches">${webhookSwitches(settings)} ${faultSwitches(settings)} ${fundForm()}</div>
      ${deliveries(world)} ${sessions(world)} ${charges(world)} ${disputes(world)} ${payouts(world)}
    </main>`,
  });
}

function webhookSwitches(settings: Settings): Html {
  const box = (name: 'hold' | 'reorder', label: string) =>
    html`<label class="check"><input type="checkbox" name="${name}" value="yes"
      ${settings[name] ? 'checked' : ''} />${label}</label>`;
  return html`<div class="card stack">
    <form method="post" action="/_sandbox/settings">
      <h2>Webhooks and time</h2>
      <div class="stack">
        ${box('hold', 'Hold: deliver nothing until released')}
          ${box('reorder', 'Reorder: the newest event first')}
      </div>
      <div class="row">
        ${number('copies', 'Copies of each', settings.copies)}
          ${number('delayMs', 'Delay, ms', settings.delayMs)}
        ${number('asyncDelayMs', 'Bank, ms', settings.asyncDelayMs)}
        ${number('feeDelayMs', 'Late fee, ms', settings.feeDelayMs)}
        <button class="secondary">Save</button>
      </div>
    </form>
    <div class="row">
      ${action('/_sandbox/deliver', 'Deliver all now')} ${action('/_sandbox/settle', 'Settle what waits')}
      ${action('/_sandbox/reset-settings', 'Back to defaults')}
    </div>
  </div>`;
}

function faultSwitches({ faults }: Settings): Html {
  return html`<form class="card" method="post" action="/_sandbox/settings">
    <h2>Make the next calls fail</h2>
    <input type="hidden" name="section" value="faults" />
    <div class="row">
      <div class="field grow"><label for="path">Path begins with</label><input type="text" id="path"
        name="path" value="/v1/checkout/sessions" /></div>
      ${number('times', 'Calls', 1)}
      <div class="field"><label for="mode">How</label><select id="mode" name="mode"><option
        value="error">500</option><option value="timeout">No answer</option><option value="slow">Late
        answer</option></select></div>
      <div class="field"><label for="when">When</label><select id="when" name="when"><option
        value="before">Before work</option><option value="after">After work</option></select></div>
      ${number('delayMs', 'Wait, ms', 0, 'fault-delay')}
    </div>
    <p class="hint">
      ${
        faults.length === 0
          ? 'Nothing is planned.'
          : faults.map(
              (fault) =>
                html`Planned: ${fault.times} × ${fault.path}, ${fault.mode} ${fault.when} the work.<br />`,
            )
      }
    </p>
    <div class="row">
      <button class="secondary">Plan it</button>
      ${faults.length > 0 ? html`<button class="secondary" name="clear" value="yes">Clear</button>` : ''}
    </div>
  </form>`;
}

function number(name: string, label: string, value: number, id = name): Html {
  return html`<div class="field">
    <label for="${id}">${label}</label><input type="number" min="0" id="${id}" name="${name}"
      value="${value}" />
  </div>`;
}

function action(path: string, label: string, event?: string): Html {
  return html`<form class="inline" method="post" action="${path}">
    ${
      event
        ? html`<input type="hidden" name="event" value="${event}" />`
        : html`<input type="hidden" name="section" value="" />`
    }
    <button class="secondary mini">${label}</button>
  </form>`;
}

function deliveries(world: World): Html {
  const rows = world.store.all('delivery').slice(-SHOWN).reverse();
  return table(
    'Webhook deliveries',
    ['Created', 'Event', 'State', 'Tries', 'Last answer', 'Action'],
    rows,
    'No event was sent yet.',
    (row) => [
      html`<td>${clock(row.createdAt)}</td>`,
      html`<td>${row.type}<br /><small class="hint">${row.event}</small></td>`,
      html`<td>${stateOf(row)}</td>`,
      html`<td class="number">${row.attempts.length}</td>`,
      html`<td class="long">${lastAnswer(row)}</td>`,
      html`<td>${action('/_sandbox/deliver', 'Send again', row.event)}</td>`,
    ],
  );
}

function stateOf(row: Delivery): string {
  if (row.state !== 'pending') return row.state;
  return row.attempts.length === 0 ? 'waiting' : `again at ${clock(row.nextAttemptAt)}`;
}

function lastAnswer(row: Delivery): string {
  const last = row.attempts.at(-1);
  if (!last) return '';
  return last.error ?? `${last.status} in ${last.durationMs} ms`;
}

function sessions(world: World): Html {
  const rows = world.store.all('checkout.session').slice(-SHOWN).reverse();
  return table(
    'Checkout sessions',
    ['Created', 'Session', 'Amount', 'Status', 'Payment', 'Action'],
    rows,
    'No session was created yet.',
    ({ object }) => [
      html`<td>${clock(object.created * 1000)}</td>`,
      html`<td>${
        object.url
          ? html`<a href="/c/pay/${object.id}">${object.id.slice(0, 22)}…</a>`
          : `${object.id.slice(0, 22)}…`
      }</td>`,
      html`<td class="number">${formatAmount(object.amount_total ?? 0, object.currency ?? 'usd')}</td>`,
      html`<td>${object.status}</td>`,
      html`<td>${object.payment_status}</td>`,
      html`<td>${
        object.status === 'open' ? action(`/_sandbox/sessions/${object.id}/expire`, 'Expire') : ''
      }</td>`,
    ],
  );
}

function charges(world: World): Html {
  const rows = world.store.all('charge').slice(-SHOWN).reverse();
  return table(
    'Charges',
    ['Created', 'Charge', 'Amount', 'Fee', 'Refunded', 'Status', 'Customer', 'Action'],
    rows,
    'Nothing was charged yet.',
    ({ object }) => {
      const fee = world.store.get('balance_transaction', String(object.balance_transaction))?.object.fee;
      return [
        html`<td>${clock(object.created * 1000)}</td>`,
        html`<td>${object.id}</td>`,
        html`<td class="number">${formatAmount(object.amount, object.currency)}</td>`,
        html`<td class="number">${fee === undefined ? '' : formatAmount(fee, object.currency)}</td>`,
        html`<td
          class="number">${
            object.amount_refunded ? formatAmount(object.amount_refunded, object.currency) : ''
          }</td>`,
        html`<td>${object.status}${
          object.failure_code ? `: ${object.outcome?.reason ?? object.failure_code}` : ''
        }</td>`,
        html`<td>${String(object.customer ?? '')}</td>`,
        html`<td>${
          object.status === 'succeeded' && !object.disputed
            ? action(`/_sandbox/charges/${object.id}/dispute`, 'Dispute')
            : ''
        }</td>`,
      ];
    },
  );
}

function disputes(world: World): Html {
  const rows = world.store.all('dispute').slice(-SHOWN).reverse();
  return table(
    'Disputes',
    ['Created', 'Dispute', 'Charge', 'Amount', 'Status', 'Action'],
    rows,
    'Nothing was disputed yet.',
    ({ object }) => [
      html`<td>${clock(object.created * 1000)}</td>`,
      html`<td>${object.id}</td>`,
      html`<td>${String(object.charge)}</td>`,
      html`<td class="number">${formatAmount(object.amount, object.currency)}</td>`,
      html`<td>${object.status}</td>`,
      html`<td>${isClosed(object) ? '' : decisions(object.id)}</td>`,
    ],
  );
}

function payouts(world: World): Html {
  const rows = world.store.all('payout').slice(-SHOWN).reverse();
  return table(
    'Payouts of connected accounts',
    ['Created', 'Payout', 'Account', 'Amount', 'Status', 'Action'],
    rows,
    'Nothing was paid out yet.',
    ({ object, hidden }) => [
      html`<td>${clock(object.created * 1000)}</td>`,
      html`<td>${object.id}</td>`,
      html`<td>${hidden.account}</td>`,
      html`<td class="number">${formatAmount(object.amount, object.currency)}</td>`,
      html`<td>${object.status}${object.failure_code ? `: ${object.failure_code}` : ''}</td>`,
      html`<td>${object.status === 'pending' ? action(`/_sandbox/payouts/${object.id}/pay`, 'Pay') : ''}
        ${
          ['pending', 'paid'].includes(object.status)
            ? action(`/_sandbox/payouts/${object.id}/fail`, 'Fail')
            : ''
        }</td>`,
    ],
  );
}

function fundForm(): Html {
  return html`<form class="card" method="post" action="/_sandbox/fund">
    <h2>Fund the platform</h2>
    <p class="hint">Card money is pending for two days, and only available money can be transferred.</p>
    <div class="row">
      ${number('amount', 'Minor units', 100_000)}
      <div class="field"><label for="currency">Currency</label><select id="currency"
        name="currency"><option>usd</option><option>krw</option></select></div>
      <button class="secondary">Add</button>
    </div>
  </form>`;
}

function table<T>(title: string, heads: string[], rows: T[], empty: string, cells: (row: T) => Html[]): Html {
  return html`<section>
    <h2>${title}</h2>
    <div class="wide" tabindex="0" role="group" aria-label="${title}">
      ${
        rows.length === 0
          ? html`<p class="empty">${empty}</p>`
          : html`<table>
              <thead><tr>${heads.map(
                (head) =>
                  html`<th scope="col" class="${NUMBERS.includes(head) ? 'number' : ''}">${head}</th>`,
              )}</tr></thead>
              <tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}</tbody>
            </table>`
      }
    </div>
  </section>`;
}

function clock(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString('en-GB');
}

function decisions(id: string) {
  const path = `/_sandbox/disputes/${id}`;
  return html`${action(`${path}/win`, 'Win')} ${action(`${path}/lose`, 'Lose')}`;
}
