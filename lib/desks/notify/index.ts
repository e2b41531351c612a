/** Mail that something else has asked for: what is due to whom, and sending it. */

export { gatherAdminMails } from './admins/gather-admin-mails';
export { postAdminMails } from './admins/post-admin-mails';
export { postFirstEarnings } from './creators/post-first-earnings';
export { postWeeklySummaries } from './creators/post-weekly-summaries';
export { getMailPreferences, setMailWanted } from './mail-preferences';
export { sendMails, sendPromptMails } from './send-mails';
export { OPTIONAL_KINDS, readUnsubscribeToken } from './unsubscribe-token';
