import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

export interface SmtpServer {
  /** Every mail whose end was reached, taken or not. */
  mails: string[];
  /** What is said to each; called before the answer goes out. */
  answer: (mail: string) => string | Promise<string>;
  port: string;
  close(): void;
}

/** Enough of an SMTP server to take mails, or to refuse them. */
export async function startSmtp(): Promise<SmtpServer> {
  const smtp: SmtpServer = { mails: [], answer: () => '250 taken', port: '', close: () => server.close() };
  const server = createServer((socket) => {
    let mail: string[] | null = null;
    let rest = '';
    socket.on('error', () => {});
    socket.write('220 test\r\n');
    const hear = async (line: string) => {
      if (mail && line === '.') {
        const whole = mail.join('\n');
        mail = null;
        smtp.mails.push(whole);
        socket.write(`${await smtp.answer(whole)}\r\n`);
      } else if (mail) mail.push(line);
      else if (line === 'DATA') {
        mail = [];
        socket.write('354 go on\r\n');
      } else if (line === 'QUIT') socket.end('221 bye\r\n');
      else socket.write('250 fine\r\n');
    };
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) void hear(line);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  smtp.port = String((server.address() as AddressInfo).port);
  return smtp;
}

/** The Message-ID of a mail as it was sent. */
export const messageIdOf = (mail: string) => /^Message-ID: (.*)$/m.exec(mail)?.[1];
