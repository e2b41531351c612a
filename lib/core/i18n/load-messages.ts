import type { Locale } from './locales';
import enAdmin from './messages/en/admin.json' with { type: 'json' };
import enArticles from './messages/en/articles.json' with { type: 'json' };
import enAudit from './messages/en/audit.json' with { type: 'json' };
import enAuth from './messages/en/auth.json' with { type: 'json' };
import enCommon from './messages/en/common.json' with { type: 'json' };
import enCreatorMail from './messages/en/creator-mail.json' with { type: 'json' };
import enDisputes from './messages/en/disputes.json' with { type: 'json' };
import enEarnings from './messages/en/earnings.json' with { type: 'json' };
import enErrors from './messages/en/errors.json' with { type: 'json' };
import enJobs from './messages/en/jobs.json' with { type: 'json' };
import enLedger from './messages/en/ledger.json' with { type: 'json' };
import enMail from './messages/en/mail.json' with { type: 'json' };
import enMedia from './messages/en/media.json' with { type: 'json' };
import enOddMoney from './messages/en/odd-money.json' with { type: 'json' };
import enPayouts from './messages/en/payouts.json' with { type: 'json' };
import enReconciliation from './messages/en/reconciliation.json' with { type: 'json' };
import enRefunds from './messages/en/refunds.json' with { type: 'json' };
import enSettings from './messages/en/settings.json' with { type: 'json' };
import enStudio from './messages/en/studio.json' with { type: 'json' };
import enSupport from './messages/en/support.json' with { type: 'json' };
import enTopUp from './messages/en/top-up.json' with { type: 'json' };
import enUnlock from './messages/en/unlock.json' with { type: 'json' };
import enWallet from './messages/en/wallet.json' with { type: 'json' };
import koAdmin from './messages/ko/admin.json' with { type: 'json' };
import koArticles from './messages/ko/articles.json' with { type: 'json' };
import koAudit from './messages/ko/audit.json' with { type: 'json' };
import koAuth from './messages/ko/auth.json' with { type: 'json' };
import koCommon from './messages/ko/common.json' with { type: 'json' };
import koCreatorMail from './messages/ko/creator-mail.json' with { type: 'json' };
import koDisputes from './messages/ko/disputes.json' with { type: 'json' };
import koEarnings from './messages/ko/earnings.json' with { type: 'json' };
import koErrors from './messages/ko/errors.json' with { type: 'json' };
import koJobs from './messages/ko/jobs.json' with { type: 'json' };
import koLedger from './messages/ko/ledger.json' with { type: 'json' };
import koMail from './messages/ko/mail.json' with { type: 'json' };
import koMedia from './messages/ko/media.json' with { type: 'json' };
import koOddMoney from './messages/ko/odd-money.json' with { type: 'json' };
import koPayouts from './messages/ko/payouts.json' with { type: 'json' };
import koReconciliation from './messages/ko/reconciliation.json' with { type: 'json' };
import koRefunds from './messages/ko/refunds.json' with { type: 'json' };
import koSettings from './messages/ko/settings.json' with { type: 'json' };
import koStudio from './messages/ko/studio.json' with { type: 'json' };
import koSupport from './messages/ko/support.json' with { type: 'json' };
import koTopUp from './messages/ko/top-up.json' with { type: 'json' };
import koUnlock from './messages/ko/unlock.json' with { type: 'json' };
import koWallet from './messages/ko/wallet.json' with { type: 'json' };

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
