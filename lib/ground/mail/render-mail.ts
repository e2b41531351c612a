import { escapeHtml } from '@/lib/core/escape-html';
import type { Mail } from './send-mail';

export interface MailContent {
  language: string;
  subject: string;
  heading: string;
  paragraphs: string[];
  /** Figures and titles below the paragraphs, a line each. */
  facts?: { name: string; value: string }[];
  button?: { label: string; url: string };
  /** The quiet last line. */
  footer: string;
  /** Where the footer leads, such as the way out of this kind of mail. */
  footerLinks?: { label: string; url: string }[];
}

/** The same words as plain text and as HTML for mail programs: inline styles, nothing fetched. */
export function renderMail(content: MailContent): Omit<Mail, 'to'> {
  return { subject: content.subject, text: renderText(content), html: renderHtml(content) };
}

function renderText({
  heading,
  paragraphs,
  facts = [],
  button,
  footer,
  footerLinks = [],
}: MailContent): string {
  const parts = [heading, ...paragraphs];
  if (facts.length > 0) parts.push(facts.map(({ name, value }) => `${name}: ${value}`).join('\n'));
  if (button) parts.push(`${button.label}:\n${button.url}`);
  const links = footerLinks.map(({ label, url }) => `${label}: ${url}`);
  return `${[...parts, ['-- ', footer, ...links].join('\n')].join('\n\n')}\n`;
}

const SANS = `font-family:-apple-system,'Segoe UI',Roboto,'Apple SD Gothic Neo','Malgun Gothic',sans-serif`;

function renderHtml(content: MailContent): string {
  const { language, subject, heading, paragraphs, facts = [], button, footer, footerLinks = [] } = content;
  const body = paragraphs
    .map((line) => `<p style="margin:0 0 16px;font-size:16px;line-height:1.6">${escapeHtml(line)}</p>`)
    .join('\n');
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:32px 16px;background:#faf8f4;color:#221f1b;${SANS};word-break:keep-all">
<div style="max-width:480px;margin:0 auto">
<p style="margin:0 0 32px;font-size:15px;color:#9a5526;font-weight:600">Farthing</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:600">${escapeHtml(heading)}</h1>
${body}
${facts.length > 0 ? renderFacts(facts) : ''}
${button ? renderButton(button) : ''}
<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #e2dcd2;font-size:13px;line-height:1.6;color:#6b645b">${escapeHtml(footer)}${footerLinks.map(renderLink).join('')}</p>
</div>
</body>
</html>`;
}

function renderFacts(facts: { name: string; value: string }[]): string {
  const cell =
    'padding:10px 0;border-top:1px solid #e2dcd2;font-size:15px;line-height:1.5;vertical-align:top';
  const rows = facts.map(
    ({ name, value }) =>
      `<tr><td style="${cell};color:#6b645b;padding-right:16px">${escapeHtml(name)}</td><td ` +
      `style="${cell};text-align:right;white-space:nowrap">${escapeHtml(value)}</td></tr>`,
  );
  return (
    '<table role="presentation" width="100%" cellspacing="0" ' +
    'style="border-collapse:collapse;border-bottom:1px solid #e2dcd2;margin:0 0 ' +
    `16px">\n${rows.join('\n')}\n</table>`
  );
}

function renderLink({ label, url }: { label: string; url: string }): string {
  return `<br><a href="${escapeHtml(url)}" style="color:#6b645b">${escapeHtml(label)}</a>`;
}

function renderButton({ label, url }: { label: string; url: string }): string {
  return `<p style="margin:24px 0"><a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#221f1b;color:#faf8f4;text-decoration:none;font-size:16px">${escapeHtml(label)}</a></p>
<p style="margin:0;font-size:13px;line-height:1.6;color:#6b645b;word-break:break-all">${escapeHtml(url)}</p>`;
}
