/** What admins see and do: people, adjustments, gifts, ledger, audit, jobs. */

export { approveAdjustment, rejectAdjustment } from './adjustments/decide-adjustment';
export { expireRequests } from './adjustments/expire-requests';
export { FILE_BYTES, getFile, storeFile } from './adjustments/files';
export { lastMoment } from './adjustments/last-moment';
export { previewAdjustment } from './adjustments/preview-adjustment';
export {
  ADJUSTMENT_STATUSES,
  ADJUSTMENTS_PAGE,
  getAdjustment,
  type ListedAdjustment,
  listAdjustments,
} from './adjustments/queries';
export { requestAdjustment } from './adjustments/request-adjustment';
export { reverseAdjustment } from './adjustments/reverse-adjustment';
export { type ShownPosting, showPosting } from './adjustments/show-posting';
export { parseTarget } from './adjustments/targets';
export { describeSubjects } from './audit/describe-subjects';
export {
  AUDIT_PAGE,
  type AuditFilter,
  type AuditLine,
  listActions,
  listAudit,
  streamAudit,
} from './audit/list-audit';
export { approveBatch, confirmBatch, rejectBatch } from './gifts/decide-batch';
export { postBatches } from './gifts/post-batches';
export {
  BATCHES_PAGE,
  type BatchLine,
  getBatch,
  LINES_PAGE,
  listBatches,
  listLines,
  needsSecondAdmin,
  streamLines,
} from './gifts/queries';
export { BATCH_BYTES, readBatch } from './gifts/read-batch';
export { actOnJob } from './jobs/act-on-job';
export {
  getLastLedgerCheck,
  getWorkers,
  JOB_STATES,
  JOBS_PAGE,
  listJobStats,
  listJobs,
} from './jobs/list-jobs';
export { listUndelivered } from './jobs/list-undelivered';
export { readCursor } from './ledger/cursor';
export { type Cause, getCause } from './ledger/get-cause';
export { listAccountTransfers, TRANSFERS_PAGE } from './ledger/list-account-transfers';
export { ACCOUNTS_PAGE, getAccount, listAccounts } from './ledger/list-accounts';
export { readTrialBalance } from './ledger/read-trial-balance';
export { writeJournal } from './ledger/write-journal';
export { writeTransfersCsv } from './ledger/write-transfers-csv';
export { OUTCOMES } from './odd-money/choices';
export { endOddMoney } from './odd-money/end-odd-money';
export { listOddMoney, type OddMoneyListing } from './odd-money/queries';
export { closeLedgerDays } from './overview/close-ledger-days';
export { countFailedJobs, type FailedJobs } from './overview/count-failed-jobs';
export { countWaiting, type Waiting } from './overview/count-waiting';
export { getOverview, type OverviewDay } from './overview/get-overview';
export { endSessions } from './people/end-sessions';
export { getPerson, type Person, type PersonCreator, type PersonWallet } from './people/get-person';
export { listCreatorTransfers } from './people/list-creator-transfers';
export { LIST_PAGE, listAllSessions, listNotes, listTopUps, listUnlocks } from './people/lists';
export { PEOPLE_PAGE, searchPeople } from './people/search-people';
export { setCreatorFrozen } from './people/set-creator-frozen';
export { setWalletFrozen } from './people/set-wallet-frozen';
export { writeNote } from './people/write-note';
export { resetSecondFactor } from './reset-second-factor';
export { writeCsv } from './write-csv';
