import { sendMails } from '@/lib/desks/notify/send-mails';

// A sender in a process of its own, which a test can kill.
await sendMails();
process.exit(0);
