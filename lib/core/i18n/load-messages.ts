import type { Locale } from './locales';
import enAdmin from './messages/en/admin.json';
import enArticles from './messages/en/articles.json';
import enAudit from './messages/en/audit.json';
import enAuth from './messages/en/auth.json';
import enCommon from './messages/en/common.json';
import enCreatorMail from './messages/en/creator-mail.json';
import enDisputes from './messages/en/disputes.json';
import enEarnings from './messages/en/earnings.json';
import enErrors from './messages/en/errors.json';
import enJobs from './messages/en/jobs.json';
import enLedger from './messages/en/ledger.json';
import enMail from './messages/en/mail.json';
import enMedia from './messages/en/media.json';
import enOddMoney from './messages/en/odd-money.json';
import enPayouts from './messages/en/payouts.json';
import enReconciliation from './messages/en/reconciliation.json';
import enRefunds from './messages/en/refunds.json';
import enSettings from './messages/en/settings.json';
import enStudio from './messages/en/studio.json';
import enSupport from './messages/en/support.json';
import enTopUp from './messages/en/top-up.json';
import enUnlock from './messages/en/unlock.json';
import enWallet from './messages/en/wallet.json';
import koAdmin from './messages/ko/admin.json';
import koArticles from './messages/ko/articles.json';
import koAudit from './messages/ko/audit.json';
import koAuth from './messages/ko/auth.json';
import koCommon from './messages/ko/common.json';
import koCreatorMail from './messages/ko/creator-mail.json';
import koDisputes from './messages/ko/disputes.json';
import koEarnings from './messages/ko/earnings.json';
import koErrors from './messages/ko/errors.json';
import koJobs from './messages/ko/jobs.json';
import koLedger from './messages/ko/ledger.json';
import koMail from './messages/ko/mail.json';
import koMedia from './messages/ko/media.json';
import koOddMoney from './messages/ko/odd-money.json';
import koPayouts from './messages/ko/payouts.json';
import koReconciliation from './messages/ko/reconciliation.json';
import koRefunds from './messages/ko/refunds.json';
import koSettings from './messages/ko/settings.json';
import koStudio from './messages/ko/studio.json';
import koSupport from './messages/ko/support.json';
import koTopUp from './messages/ko/top-up.json';
import koUnlock from './messages/ko/unlock.json';
import koWallet from './messages/ko/wallet.json';

const en = {
  common: enCommon,
  auth: enAuth,
  articles: enArticles,
  unlock: enUnlock,
  wallet: enWallet,
  topUp: enTopUp,
  settings: enSettings,
  errors: enErrors,
  mail: enMail,
  studio: enStudio,
  media: enMedia,
  earnings: enEarnings,
  oddMoney: enOddMoney,
  payouts: enPayouts,
  creatorMail: enCreatorMail,
  admin: enAdmin,
  audit: enAudit,
  support: enSupport,
  ledger: enLedger,
  jobs: enJobs,
  disputes: enDisputes,
  refunds: enRefunds,
  reconciliation: enReconciliation,
};
const ko: typeof en = {
  common: koCommon,
  auth: koAuth,
  articles: koArticles,
  unlock: koUnlock,
  wallet: koWallet,
  topUp: koTopUp,
  settings: koSettings,
  errors: koErrors,
  mail: koMail,
  studio: koStudio,
  media: koMedia,
  earnings: koEarnings,
  oddMoney: koOddMoney,
  payouts: koPayouts,
  creatorMail: koCreatorMail,
  admin: koAdmin,
  audit: koAudit,
  support: koSupport,
  ledger: koLedger,
  jobs: koJobs,
  disputes: koDisputes,
  refunds: koRefunds,
  reconciliation: koReconciliation,
};

/** All words of one language, a file per namespace. The compiler refuses a key that one language lacks. */
export function loadMessages(locale: Locale): typeof en {
  return locale === 'ko' ? ko : en;
}

export type Messages = typeof en;
