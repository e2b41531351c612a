import { createServer } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';

const MAIL = { to: 'reader@example.com', subject: '돈 & mail', text: 'plain words', html: '<p>words</p>' };

/** The module with another environment: both are read afresh. */
async function loadWith(variables: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  return import('./send-mail');
}

afterEach(() => vi.unstubAllEnvs());

/** Enough of an SMTP server to take one mail. */
async function startSmtp() {
  const lines: string[] = [];
  const server = createServer((socket) => {
    let inData = false;
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      for (const line of chunk.toString('utf8').split('\r\n').filter(Boolean)) {
        lines.push(line);
        if (inData) {
          inData = line !== '.';
          if (!inData) socket.write('250 taken\r\n');
        } else if (line === 'DATA') {
          inData = true;
          socket.write('354 go on\r\n');
        } else if (line === 'QUIT') {
          socket.end('221 bye\r\n');
        } else {
          socket.write('250 fine\r\n');
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { lines, port: typeof address === 'object' ? String(address?.port) : '', server };
}

test('with an SMTP server the mail goes there, in both forms', async () => {
  const { lines, port, server } = await startSmtp();
  const { mailIsAvailable, sendMail } = await loadWith({
    APP_ENV: 'production',
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: port,
    MAIL_FROM: 'Farthing <hello@farthing.example>',
  });
  expect(mailIsAvailable()).toBe(true);
  await sendMail(MAIL);
  server.close();
  expect(lines).toContain('MAIL FROM:<hello@farthing.example>');
  expect(lines).toContain('RCPT TO:<reader@example.com>');
  expect(lines.join('\n')).toMatch(/text\/plain[\s\S]*plain words[\s\S]*text\/html/);
});

test('a mail that one may do without carries the one-click way out, whole on its line', async () => {
  const { lines, port, server } = await startSmtp();
  const { sendMail } = await loadWith({ APP_ENV: 'production', SMTP_HOST: '127.0.0.1', SMTP_PORT: port });
  const unsubscribeUrl = `https://farthing.example/unsubscribe/123456789.weekly_summary.${'x'.repeat(43)}`;
  await sendMail({ ...MAIL, messageId: '<mail-7@farthing.example>', unsubscribeUrl });
  server.close();
  const unfolded = lines.join('\n').replace(/\n[ \t]+/g, ' ');
  expect(unfolded).toContain(`List-Unsubscribe: <${unsubscribeUrl}>`);
  expect(unfolded).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(unfolded).toContain('Message-ID: <mail-7@farthing.example>');
});

test('without one, production has neither mail nor mailbox', async () => {
  const { mailboxIsOpen, mailIsAvailable, sendMail } = await loadWith({
    APP_ENV: 'production',
    SMTP_HOST: '',
  });
  expect(mailboxIsOpen()).toBe(false);
  expect(mailIsAvailable()).toBe(false);
  await expect(sendMail(MAIL)).rejects.toThrow('SMTP_HOST');
});

test('the mailbox is for this machine alone', async () => {
  const { mailboxIsOpen } = await loadWith({ APP_ENV: 'demo', NEXTAUTH_URL: 'http://192.0.2.7:3000' });
  expect(mailboxIsOpen()).toBe(false);
  const local = await loadWith({ APP_ENV: 'demo', NEXTAUTH_URL: 'http://localhost:3000' });
  expect(local.mailboxIsOpen()).toBe(true);
});
