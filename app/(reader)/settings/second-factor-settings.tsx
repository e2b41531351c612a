import { getTranslations } from 'next-intl/server';
import { getFieldTexts } from '@/components/auth/form-texts';
import { SecondFactor } from '@/components/auth/second-factor';
import { getSecondFactorState } from '@/lib/rooms/identity';
import { getProofProps } from '../../proof-props';
import {
  beginSecondFactorAction,
  confirmSecondFactorAction,
  renewRecoveryCodesAction,
  turnOffSecondFactorAction,
} from './actions';

export async function SecondFactorSettings({ userId }: { userId: bigint }) {
  const [t, auth, state, fields, proof] = await Promise.all([
    getTranslations('settings.secondFactor'),
    getTranslations('auth'),
    getSecondFactorState(userId),
    getFieldTexts(),
    getProofProps(userId),
  ]);
  return (
    <SecondFactor
      isOn={state.isOn}
      begin={beginSecondFactorAction}
      confirm={confirmSecondFactorAction}
      turnOff={turnOffSecondFactorAction}
      renew={renewRecoveryCodesAction}
      fields={fields}
      proof={proof}
      texts={{
        on: t('on'),
        off: t('off'),
        setUp: t('setUp'),
        turnOff: t('turnOff'),
        renew: t('renew'),
        scan: t('scan'),
        qr: t('qr'),
        typed: t('typed'),
        code: t('code'),
        codeHint: t('codeHint'),
        confirm: t('confirm'),
        codesTitle: t('codesTitle'),
        codesText: t('codesText'),
        left: t('left', { count: state.recoveryCodesLeft }),
        wait: auth('wait'),
      }}
    />
  );
}
