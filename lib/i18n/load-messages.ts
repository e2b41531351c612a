import type { Locale } from './locales';
import enArticles from './messages/en/articles.json';
import enAuth from './messages/en/auth.json';
import enCommon from './messages/en/common.json';
import enErrors from './messages/en/errors.json';
import enMail from './messages/en/mail.json';
import enSettings from './messages/en/settings.json';
import enTopUp from './messages/en/top-up.json';
import enUnlock from './messages/en/unlock.json';
import enWallet from './messages/en/wallet.json';
import koArticles from './messages/ko/articles.json';
import koAuth from './messages/ko/auth.json';
import koCommon from './messages/ko/common.json';
import koErrors from './messages/ko/errors.json';
import koMail from './messages/ko/mail.json';
import koSettings from './messages/ko/settings.json';
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
};

/** All words of one language, a file per namespace. The compiler refuses a key that one language lacks. */
export function loadMessages(locale: Locale): typeof en {
  return locale === 'ko' ? ko : en;
}

export type Messages = typeof en;
