import { db } from '@/lib/core/db';
import { readId } from '@/lib/core/ids';

export interface LocalMailLine {
  id: string;
  recipient: string;
  subject: string;
  createdAt: Date;
}

export interface LocalMailDetail extends LocalMailLine {
  text: string;
  html: string;
}

/** The latest mails of the local mailbox. */
export async function listLocalMails(): Promise<LocalMailLine[]> {
  const rows = await db.localMail.findMany({
    select: { id: true, recipient: true, subject: true, createdAt: true },
    orderBy: { id: 'desc' },
    take: 100,
  });
  return rows.map((row) => ({ ...row, id: String(row.id) }));
}

/** One mail, or null for an id that does not exist or is none. */
export async function getLocalMail(id: string): Promise<LocalMailDetail | null> {
  const mailId = readId(id);
  const row = mailId === null ? null : await db.localMail.findUnique({ where: { id: mailId } });
  return row && { ...row, id: String(row.id) };
}
