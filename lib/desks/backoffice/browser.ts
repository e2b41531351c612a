export {
  ACCOUNT_TYPES,
  type LedgerFilters,
  readFilters,
  readMoment,
  TRANSFER_KINDS,
  TYPE_GROUPS,
  writeMoment,
} from './ledger/filters';
