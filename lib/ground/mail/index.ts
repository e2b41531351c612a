export {
  composeAddressTaken,
  composePasswordChanged,
  composePasswordReset,
  composeSecondFactorReset,
  composeSignInLink,
  composeVerifyAddress,
  composeWelcome,
} from './compose-mails';
export { getLocalMail, listLocalMails } from './mailbox';
export { postCreatorMail } from './post-creator-mail';
export { type MailContent, renderMail } from './render-mail';
export { isLoopback, type Mail, mailboxIsOpen, mailIsAvailable, sendMail } from './send-mail';
