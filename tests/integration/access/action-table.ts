export const ROLES = ['nobody', 'reader', 'other reader', 'creator', 'support', 'finance', 'owner'] as const;
export type ActionRole = (typeof ROLES)[number];

/** Who gets past the door; with `proof` only after having shown within the last minutes who they are. */
export interface Access {
  roles: readonly ActionRole[];
  proof?: true;
}

const ANYONE: Access = { roles: ROLES };
const SIGNED_IN: Access = { roles: ['reader', 'other reader', 'creator', 'support', 'finance', 'owner'] };
const CREATORS: Access = { roles: ['creator'] };
const ADMINS: Access = { roles: ['support', 'finance', 'owner'] };
const FINANCE: Access = { roles: ['finance', 'owner'] };
const OWNER: Access = { roles: ['owner'] };
const proved = (access: Access): Access => ({ ...access, proof: true });

/**
 * What each may call. Support reads, answers, and refunds up to a limit; finance adjusts, approves and
 * reconciles; the owner may all. Whatever moves money, locks somebody out or gives rights asks for proof.
 * Written by hand, from what was decided: it is compared with the code, never made from it.
 */
export const ACTIONS: Record<string, Record<string, Access>> = {
  'app/(admin)/admin/adjustments/actions.ts': {
    previewAdjustmentAction: FINANCE,
    requestAdjustmentAction: proved(FINANCE),
    approveAdjustmentAction: proved(FINANCE),
    rejectAdjustmentAction: proved(FINANCE),
    reverseAdjustmentAction: proved(FINANCE),
  },
  'app/(admin)/admin/disputes/actions.ts': {
    prepareEvidenceAction: proved(FINANCE),
    submitEvidenceAction: proved(FINANCE),
  },
  'app/(admin)/admin/gifts/actions.ts': {
    confirmBatchAction: proved(FINANCE),
    approveBatchAction: proved(FINANCE),
    rejectBatchAction: proved(FINANCE),
  },
  'app/(admin)/admin/jobs/actions.ts': { actOnJobAction: proved(FINANCE) },
  'app/(admin)/admin/odd-money/actions.ts': { endOddMoneyAction: proved(FINANCE) },
  'app/(admin)/admin/people/actions.ts': {
    writeNoteAction: ADMINS,
    endSessionsAction: proved(ADMINS),
    freezeWalletAction: proved(FINANCE),
    releaseWalletAction: proved(FINANCE),
    freezeCreatorAction: proved(FINANCE),
    releaseCreatorAction: proved(FINANCE),
    releaseGiftsAction: proved(FINANCE),
  },
  'app/(admin)/admin/reconciliation/actions.ts': {
    reconcileStripeAction: proved(FINANCE),
    setDifferenceStateAction: proved(FINANCE),
    requestChargeAction: proved(FINANCE),
    decideChargeAction: proved(FINANCE),
  },
  'app/(admin)/admin/refunds/actions.ts': {
    previewRefundAction: ADMINS,
    // Support within a limit, which is judged when the amount is known.
    refundTopUpAction: proved(ADMINS),
    cashOutAction: proved(FINANCE),
    reverseUnlockAction: proved(FINANCE),
    approveReversalAction: proved(FINANCE),
    rejectReversalAction: proved(FINANCE),
  },
  'app/(admin)/admin/roles/actions.ts': {
    addAdminAction: proved(OWNER),
    setAdminRoleAction: proved(OWNER),
    resetSecondFactorAction: proved(OWNER),
  },
  'app/(admin)/admin/support/actions.ts': {
    answerRequestAction: ADMINS,
    noteOnRequestAction: ADMINS,
    changeRequestAction: ADMINS,
    saveCannedAnswerAction: ADMINS,
    archiveCannedAnswerAction: ADMINS,
  },
  'app/(auth)/actions.ts': {
    signInAction: ANYONE,
    enterCodeAction: ANYONE,
    proveAgainAction: SIGNED_IN,
    requestLinkAction: ANYONE,
    enterWithLinkAction: ANYONE,
    startProviderAction: ANYONE,
    signUpAction: ANYONE,
    scorePasswordAction: ANYONE,
    requestResetAction: ANYONE,
    resetPasswordAction: ANYONE,
    verifyAddressAction: SIGNED_IN,
    signOutAction: ANYONE,
  },
  'app/(creator)/become-a-creator/actions.ts': { becomeCreatorAction: SIGNED_IN },
  'app/(creator)/studio/courses/actions.ts': {
    beginLessonAction: CREATORS,
    createCourseAction: CREATORS,
    saveCourseAction: CREATORS,
    deleteCourseAction: CREATORS,
  },
  'app/(creator)/studio/import/actions.ts': { importAction: CREATORS },
  'app/(creator)/studio/items/[id]/actions.ts': {
    saveDraftAction: CREATORS,
    loadDraftAction: CREATORS,
    previewAction: CREATORS,
    publishAction: CREATORS,
    scheduleAction: CREATORS,
    unscheduleAction: CREATORS,
    withdrawAction: CREATORS,
    deleteDraftAction: CREATORS,
  },
  'app/(creator)/studio/items/[id]/versions/actions.ts': { restoreVersionAction: CREATORS },
  'app/(creator)/studio/new/actions.ts': { createItemAction: CREATORS },
  'app/(creator)/studio/payouts/actions.ts': {
    startOnboardingAction: CREATORS,
    requestPayoutAction: CREATORS,
    setScheduleAction: CREATORS,
    saveTaxDetailsAction: CREATORS,
  },
  'app/(creator)/studio/profile/actions.ts': { saveProfileAction: CREATORS },
  'app/(reader)/settings/actions.ts': {
    saveNameAction: SIGNED_IN,
    sendVerifyAction: SIGNED_IN,
    changePasswordAction: SIGNED_IN,
    revokeSessionAction: SIGNED_IN,
    revokeOthersAction: SIGNED_IN,
    beginSecondFactorAction: SIGNED_IN,
    confirmSecondFactorAction: SIGNED_IN,
    turnOffSecondFactorAction: SIGNED_IN,
    renewRecoveryCodesAction: SIGNED_IN,
    connectProviderAction: SIGNED_IN,
    disconnectProviderAction: SIGNED_IN,
  },
  // The mails that can be stopped are mails to creators.
  'app/(reader)/settings/mail-actions.ts': { saveMailPreferencesAction: CREATORS },
  'app/(reader)/support/actions.ts': { openRequestAction: SIGNED_IN, writeBackAction: SIGNED_IN },
  'app/(reader)/wallet/actions.ts': { createTopUpAction: SIGNED_IN, cancelTopUpAction: SIGNED_IN },
  'app/(site)/read/[slug]/unlock-action.ts': { unlockAction: SIGNED_IN },
  'app/(site)/read/[slug]/undo-action.ts': { undoUnlockAction: SIGNED_IN },
  'app/(site)/read/[slug]/show-key-action.ts': { showKeyAction: SIGNED_IN },
  'app/api/studio/media/actions.ts': {
    removeAvatarAction: CREATORS,
    removeItemMediaAction: CREATORS,
    setKeySupplyAction: CREATORS,
    addKeysAction: CREATORS,
    removeFreeKeysAction: CREATORS,
  },
  'app/preferences-actions.ts': { setLocaleAction: ANYONE, setThemeAction: ANYONE },
};
