/**
 * What the hosted page does in the browser, all of it optional: spaces in the card number, the slash in the
 * expiry, test details without a round trip, and a pay button that says that it is busy.
 */
export const CHECKOUT_SCRIPT = `
const form = document.getElementById('pay-form');
const pay = document.getElementById('pay');
const idle = pay.textContent;
const field = (name) => form.elements.namedItem(name);
const group = (digits) => (/^3[47]/.test(digits)
  ? digits.replace(/^(.{4})(.{6})?(.{1,5})?.*/, (_, a, b, c) => [a, b, c].filter(Boolean).join(' '))
  : digits.match(/.{1,4}/g)?.join(' ')) ?? digits;

function tidy(input, write) {
  const atEnd = input.selectionStart === input.value.length;
  if (atEnd) input.value = write(input.value);
}
field('number')?.addEventListener('input', (event) => {
  if (event.inputType?.startsWith('delete')) return;
  tidy(event.target, (value) => group(value.replace(/\\D/g, '').slice(0, 19)));
});
field('expiry')?.addEventListener('input', (event) => {
  if (event.inputType?.startsWith('delete')) return;
  tidy(event.target, (value) => {
    if (/\\d{4}$/.test(value) && value.includes('/')) return value;
    const digits = value.replace(/\\D/g, '').replace(/^([2-9])/, '0$1').slice(0, 4);
    return digits.length < 2 ? digits : digits.slice(0, 2) + ' / ' + digits.slice(2);
  });
});

function choose(method) {
  for (const radio of form.querySelectorAll('[type=radio][name=method]'))
    radio.checked = radio.value === method;
}
document.addEventListener('click', (event) => {
  const button = event.target.closest('button[name=fill]');
  if (!button) return;
  event.preventDefault();
  if (button.dataset.method === 'bank') {
    choose('bank');
    field('account').value = button.value;
    field('holder').value ||= 'Test Reader';
  } else {
    choose('card');
    field('number').value = group(button.value);
    field('expiry').value = '12 / 34';
    field('cvc').value = button.dataset.cvc;
    field('name').value ||= 'Test Reader';
  }
  pay.focus();
});

form.addEventListener('submit', (event) => {
  if (pay.getAttribute('aria-disabled') === 'true') return event.preventDefault();
  pay.setAttribute('aria-disabled', 'true');
  pay.textContent = pay.dataset.busy;
});
addEventListener('pageshow', () => {
  pay.removeAttribute('aria-disabled');
  pay.textContent = idle;
});
`;
