/** One style sheet for the sandbox's pages, neutral so nobody takes it for the shop or Stripe. */
export const STYLES = `
@font-face {
  font-family: 'Pretendard Variable'; src: url('/assets/pretendard.woff2') format('woff2-variations');
  font-weight: 45 920; font-display: swap;
}
:root {
  color-scheme: light dark;
  --ground: #f4f4f1; --surface: #ffffff; --ink: #1c1d1f; --soft: #5c6066; --line: #d9dad5; --edge: #8a8e94;
  --accent: #2f5d50; --on-accent: #ffffff; --tint: #e8efec; --notice: #fff3cd; --on-notice: #573f00;
    --bad: #a6201d; --bad-tint: #fcebea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #131416; --surface: #1c1e20; --ink: #ececea; --soft: #a4a8ad; --line: #34373b; --edge: #7a7f86;
    --accent: #8cc7b5; --on-accent: #0d1f1a; --tint: #22302c; --notice: #3a2f0b; --on-notice: #f5dd94;
      --bad: #ff9c96; --bad-tint: #3a1d1c;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink); line-height: 1.5; font-size: 16px;
  font-family: 'Pretendard Variable', system-ui, -apple-system, 'Segoe UI', 'Apple SD Gothic Neo',
    'Noto Sans KR', sans-serif;
}
:lang(ko) { word-break: keep-all; }
h1, h2, p { margin: 0; }
a { color: inherit; text-underline-offset: 3px; }
.notice { background: var(--notice); color: var(--on-notice); padding: 8px 20px; font-size: 14px;
  text-align: center; }
.notice strong { font-weight: 600; }
.notice span { display: none; }
.checkout { max-width: 1040px; margin: 0 auto; padding: 28px 20px 64px; display: grid; gap: 28px; }
.back { font-size: 14px; color: var(--soft); }
.summary h1 { font-size: 16px; font-weight: 500; color: var(--soft); margin-top: 20px; }
.amount { font-size: 40px; line-height: 1.2; font-weight: 600; letter-spacing: -0.02em;
  font-variant-numeric: tabular-nums; }
.items { list-style: none; padding: 0; margin: 20px 0 0; border-top: 1px solid var(--line); }
.items li { display: flex; justify-content: space-between; gap: 16px; padding: 12px 0;
  border-bottom: 1px solid var(--line); }
.items span:last-child { font-variant-numeric: tabular-nums; white-space: nowrap; }
.items small, .hint { color: var(--soft); font-size: 14px; }
.items small { display: block; }
.items .total { font-weight: 600; border-bottom: 0; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 24px 20px; }
form { display: grid; gap: 20px; align-content: start; }
fieldset { border: 0; padding: 0; margin: 0; min-width: 0; display: grid; gap: 12px; }
legend, h2 { font-size: 15px; font-weight: 600; padding: 0; margin-bottom: 8px; }
label { font-size: 14px; font-weight: 500; }
.field { display: grid; gap: 4px; align-content: start; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
input[type='text'], input[type='email'], input[type='number'], input[type='url'], select {
  width: 100%; height: 44px; padding: 0 12px; font: inherit; color: inherit; background: var(--surface);
  border: 1px solid var(--edge); border-radius: 8px;
}
input[aria-invalid='true'] { border-color: var(--bad); }
input[readonly] { border-color: var(--line); background: var(--ground); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.error { color: var(--bad); font-size: 14px; }
.alert:focus { outline: none; }
.alert { background: var(--bad-tint); color: var(--bad); border-radius: 8px; padding: 12px 16px;
  font-size: 15px; }
.choices { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.choices > label { display: flex; align-items: center; gap: 12px; padding: 12px 16px; min-height: 48px;
  cursor: pointer; }
.choices > label + label { border-top: 1px solid var(--line); }
.choices > label:has(:checked) { background: var(--tint); }
.choices > label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: -2px; }
.choices small { display: block; color: var(--soft); font-weight: 400; font-size: 14px;
  font-variant-numeric: tabular-nums; }
input[type='radio'], input[type='checkbox'] { width: 18px; height: 18px; margin: 0;
  accent-color: var(--accent); flex: none; }
.panel { display: none; gap: 12px; }
form:has([value='card']:checked) .panel.for-card, form:has([value='bank']:checked) .panel.for-bank,
  .panel.only { display: grid; }
.check { display: flex; gap: 12px; align-items: flex-start; }
.check input { margin-top: 2px; }
.check small { display: block; color: var(--soft); font-weight: 400; }
button { font: inherit; cursor: pointer; }
.primary {
  width: 100%; min-height: 48px; border: 0; border-radius: 8px; background: var(--accent);
    color: var(--on-accent);
  font-weight: 600; font-variant-numeric: tabular-nums;
}
.primary:hover { filter: brightness(1.08); }
.primary[aria-disabled='true'] { opacity: .6; cursor: default; }
.secondary { min-height: 44px; padding: 0 16px; border: 1px solid var(--edge); border-radius: 8px;
  background: transparent; color: inherit; font-weight: 500; }
.tests ul { list-style: none; margin: 12px 0 0; padding: 0; border-top: 1px solid var(--line); }
.tests li { border-bottom: 1px solid var(--line); }
.tests button {
  width: 100%; min-height: 44px; text-align: left; display: flex; flex-wrap: wrap;
    justify-content: space-between; align-items: center;
  gap: 0 16px; padding: 8px 0; background: transparent; color: inherit; border: 0; font-size: 14px;
}
.tests button:hover { background: var(--tint); }
.tests code { font: inherit; font-variant-numeric: tabular-nums; white-space: nowrap; }
.tests span { color: var(--soft); }
.tests h2 + ul { margin-top: 4px; }
.tests details { margin-top: 4px; }
.tests details ul { margin-top: 0; }
.tests summary { font-size: 14px; padding: 12px 0; cursor: pointer; }
.tests section + section { margin-top: 24px; }
.single { max-width: 480px; margin: 0 auto; padding: 48px 20px; display: grid; gap: 20px; }
.single h1 { font-size: 22px; line-height: 1.3; }
.stack { display: grid; gap: 12px; }
.rows { display: grid; grid-template-columns: auto 1fr; gap: 8px 20px; margin: 0; }
.rows dt { color: var(--soft); }
.rows dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.button { display: inline-flex; align-items: center; justify-content: center; text-decoration: none; }
@media (min-width: 900px) {
  .checkout { grid-template-columns: minmax(0, 1fr) minmax(0, 460px); gap: 64px; padding-top: 48px; }
  .checkout .card { grid-column: 2; grid-row: 1 / span 2; align-self: start; position: sticky; top: 28px; }
  .checkout { grid-template-rows: auto 1fr; row-gap: 40px; }
  .card { padding: 28px; }
}
@media (min-width: 640px) { .notice span { display: inline; } }
@media (prefers-reduced-motion: no-preference) { .tests button, .choices > label {
  transition: background-color .12s; } }
`;
