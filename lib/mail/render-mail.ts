import type { Mail } from './send-mail';

export interface MailContent {
  language: string;
  subject: string;
  heading: string;
  paragraphs: string[];
  button?: { label: string; url: string };
  /** The quiet last line. */
  footer: string;
}

/** The same words as plain text and as HTML that mail programs agree on: inline styles, no pictures, nothing fetched. */
export function renderMail(content: MailContent): Omit<Mail, 'to'> {
  return { subject: content.subject, text: renderText(content), html: renderHtml(content) };
}

function renderText({ heading, paragraphs, button, footer }: MailContent): string {
  const parts = [heading, ...paragraphs];
  if (button) parts.push(`${button.label}:\n${button.url}`);
  return `${[...parts, `-- \n${footer}`].join('\n\n')}\n`;
}

const SANS = `font-family:-apple-system,'Segoe UI',Roboto,'Apple SD Gothic Neo','Malgun Gothic',sans-serif`;

function renderHtml({ language, subject, heading, paragraphs, button, footer }: MailContent): string {
  const body = paragraphs
    .map((line) => `<p style="margin:0 0 16px;font-size:16px;line-height:1.6">${escapeHtml(line)}</p>`)
    .join('\n');
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:32px 16px;background:#faf8f4;color:#221f1b;${SANS};word-break:keep-all">
<div style="max-width:480px;margin:0 auto">
<p style="margin:0 0 32px;font-size:15px;color:#9a5526;font-weight:600">Farthing</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:600">${escapeHtml(heading)}</h1>
${body}
${button ? renderButton(button) : ''}
<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #e2dcd2;font-size:13px;line-height:1.6;color:#6b645b">${escapeHtml(footer)}</p>
</div>
</body>
</html>`;
}

function renderButton({ label, url }: { label: string; url: string }): string {
  return `<p style="margin:24px 0"><a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#221f1b;color:#faf8f4;text-decoration:none;font-size:16px">${escapeHtml(label)}</a></p>
<p style="margin:0;font-size:13px;line-height:1.6;color:#6b645b;word-break:break-all">${escapeHtml(url)}</p>`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
