import type { Locale } from '../../lib/core/i18n/locales.ts';

export interface Thread {
  locale: Locale;
  /** Who asks: a reader whose latest thing of this kind it is about, or the creator whose payout failed. */
  about: 'top_up' | 'unlock' | 'payout' | null;
  daysAgo: number;
  subject: string;
  /** Who wrote, and after how many hours. */
  messages: { by: 'person' | 'support' | 'note'; hours: number; body: string }[];
  status: 'open' | 'waiting' | 'solved';
}

export const THREADS: Thread[] = [
  {
    ...{ locale: 'en', about: 'top_up', daysAgo: 212, status: 'solved', subject: 'Charged twice?' },
    messages: [
      {
        ...{ by: 'person', hours: 0 },
        body: 'My bank shows two lines for one top-up. Did I pay twice?',
      },
      {
        ...{ by: 'support', hours: 5 },
        body: 'You paid once. The other line is a hold by your bank and disappears within a few days.',
      },
      { ...{ by: 'person', hours: 29 }, body: 'It is gone now. Thank you!' },
    ],
  },
  {
    ...{ locale: 'ko', about: 'unlock', daysAgo: 143, status: 'solved', subject: '취소한 글이 아직 보여요' },
    messages: [
      { ...{ by: 'person', hours: 0 }, body: '구매를 취소했는데 목록에 글이 남아 있어요.' },
      {
        ...{ by: 'support', hours: 3 },
        body: '취소는 정상적으로 되었고 금액도 지갑으로 돌아갔어요. 새로 고침하시면 목록에서 사라질 거예요.',
      },
    ],
  },
  {
    ...{ locale: 'en', about: null, daysAgo: 88, status: 'solved', subject: 'Reading on an e-reader' },
    messages: [
      { ...{ by: 'person', hours: 0 }, body: 'Can I send what I have unlocked to my e-reader?' },
      {
        ...{ by: 'support', hours: 20 },
        body: 'Not yet. Pages print well, though, and a printed page can be sent to most readers as a PDF.',
      },
    ],
  },
  {
    ...{ locale: 'ko', about: 'top_up', daysAgo: 41, status: 'solved', subject: '영수증이 필요해요' },
    messages: [
      { ...{ by: 'person', hours: 0 }, body: '회사에 제출할 충전 영수증을 받을 수 있을까요?' },
      {
        ...{ by: 'support', hours: 2 },
        body: '지갑의 이용 내역에서 해당 충전을 누르시면 영수증을 내려받을 수 있어요.',
      },
      { ...{ by: 'person', hours: 4 }, body: '찾았어요. 감사합니다.' },
    ],
  },
  {
    ...{
      locale: 'en',
      about: 'unlock',
      daysAgo: 9,
      status: 'waiting',
      subject: 'The sound stops after a minute',
    },
    messages: [
      { ...{ by: 'person', hours: 0 }, body: 'The piece I bought stops playing after about a minute.' },
      { ...{ by: 'note', hours: 6 }, body: 'Plays through here in two browsers. Ask which one it is.' },
      {
        ...{ by: 'support', hours: 7 },
        body: 'It plays to the end for us. Which browser is it, and does it always stop at the same place?',
      },
    ],
  },
  {
    ...{ locale: 'en', about: 'payout', daysAgo: 6, status: 'open', subject: 'My payout did not arrive' },
    messages: [
      {
        ...{ by: 'person', hours: 0 },
        body: 'The last payout came back. I closed that bank account; where do I enter the new one?',
      },
    ],
  },
  {
    ...{ locale: 'ko', about: null, daysAgo: 4, status: 'waiting', subject: '닉네임을 바꾸고 싶어요' },
    messages: [
      { ...{ by: 'person', hours: 0 }, body: '이름은 어디에서 바꾸나요?' },
      {
        ...{ by: 'support', hours: 11 },
        body: '계정 화면의 이름 칸에서 언제든 바꾸실 수 있어요. 되시는지 알려 주세요.',
      },
    ],
  },
  {
    ...{ locale: 'en', about: 'top_up', daysAgo: 2, status: 'open', subject: 'A friend used my card' },
    messages: [
      {
        ...{ by: 'person', hours: 0 },
        body: 'My nephew topped up with my card while visiting. Can what is left go back to the card?',
      },
      {
        ...{ by: 'note', hours: 8 },
        body: 'Most of it is unspent. Refund, and close the wallet if they agree.',
      },
    ],
  },
  {
    ...{ locale: 'ko', about: 'unlock', daysAgo: 1, status: 'open', subject: '글이 영어로 나와요' },
    messages: [
      {
        ...{ by: 'person', hours: 0 },
        body: '한국어 글인 줄 알고 구매했는데 영어 글이었어요. 환불 시간이 지났는데 방법이 있을까요?',
      },
    ],
  },
  {
    ...{ locale: 'en', about: null, daysAgo: 1, status: 'open', subject: 'A gift for a book club' },
    messages: [
      {
        ...{ by: 'person', hours: 2 },
        body: 'We are nine people who read together. Can I give each of them a few dollars to spend here?',
      },
    ],
  },
];
