/** Mail as such: composing, the way out, and the local mailbox where there is no mail server. */

export { getLocalMail, listLocalMails } from './mailbox';
export { type MailContent, renderMail } from './render-mail';
export { isLoopback, type Mail, mailboxIsOpen, mailIsAvailable, sendMail } from './send-mail';
