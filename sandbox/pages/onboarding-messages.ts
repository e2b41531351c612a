import type { Language } from './messages.ts';

/** Words of the onboarding page. Korean is written as Korean, in 해요 style, with the same keys. */
const en = {
  title: 'Get paid',
  intro: (merchant: string) => `${merchant} works with Stripe to send you what you earn.`,
  hint: 'Stripe would ask for your name, address and papers here. The sandbox asks only how it should end.',
  account: 'Account',
  country: 'Country',
  bank: 'Bank account for payouts',
  bankWords: {
    '000123456789': 'Payouts arrive',
    '000111111116': 'Payouts fail: no such account',
    '000111111113': 'Payouts fail: account closed',
    '000333333335': 'Payouts fail: not authorized',
  },
  complete: 'Finish: everything is in order',
  restricted: 'Finish without an identity paper',
  rejected: 'Finish and be turned down',
  doneTitle: 'You can close this page',
  doneText: 'What you entered is saved.',
};

const ko: typeof en = {
  title: '정산 받을 계좌 등록',
  intro: (merchant) => `${merchant}에서 번 수익을 Stripe가 계좌로 보내 드려요.`,
  hint: '실제로는 Stripe가 이름과 주소, 신분증을 물어봐요. 샌드박스에서는 결과만 골라 주세요.',
  account: '계정',
  country: '국가',
  bank: '정산 받을 계좌',
  bankWords: {
    '000123456789': '정상 입금',
    '000111111116': '입금 실패: 없는 계좌',
    '000111111113': '입금 실패: 해지된 계좌',
    '000333333335': '입금 실패: 허용되지 않은 계좌',
  },
  complete: '등록 완료하기',
  restricted: '신분증 없이 마치기',
  rejected: '심사에서 거절되기',
  doneTitle: '이 창은 닫아도 돼요',
  doneText: '입력한 내용이 저장됐어요.',
};

export const ONBOARDING_MESSAGES: Record<Language, typeof en> = { en, ko };
