/** What the platform has decided: limits, delays, countries, and which role may do what. */

export { ALL_COUNTRIES } from './all-countries';
export { asksForTaxId, isTaxId, normaliseTaxId, type TaxEntity } from './check-tax-id';
export { guessCountry, listCountries, PAYOUT_COUNTRIES } from './countries';
export { GIVE_UP_AFTER_MS } from './give-up-after';
export {
  type PeriodicSchedule,
  scheduledRequestKey,
  startOfNextPeriod,
  startOfPeriod,
} from './payout-period';
export { giftPayoutCapMicros, minPayoutMicros } from './payout-policy';
export { MAY, may, NOT_ABOVE, type Permission } from './permissions';
export { refundLimitMicros, TOP_UPS_PER_CASH_OUT } from './refund-policy';
export { settlementDelayMinutes } from './settlement-delay';
