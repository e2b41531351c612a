export { postFirstEarnings } from './creators/post-first-earnings';
export { postWeeklySummaries } from './creators/post-weekly-summaries';
export { sendCreatorMails } from './creators/send-creator-mails';
export { getMailPreferences, setMailWanted } from './mail-preferences';
export { postAdminMails } from './post-admin-mails';
export { sendAdminMails } from './send-admin-mails';
export { OPTIONAL_KINDS, readUnsubscribeToken } from './unsubscribe-token';
