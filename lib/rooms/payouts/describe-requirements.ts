/** What Stripe can ask a creator for, as far as people tell it apart; the words: `payouts.requirement`. */
export const REQUIREMENTS = [
  'name',
  'birth',
  'address',
  'contact',
  'id_number',
  'document',
  'business',
  'people',
  'bank',
  'terms',
  'other',
] as const;

export type Requirement = (typeof REQUIREMENTS)[number];

// Stripe's names are paths, such as identity.individual.date_of_birth.day: the first pattern that fits
// decides.
const PATTERNS: [RegExp, Requirement][] = [
  [/documents?\b|verification/, 'document'],
  [/terms_of_service/, 'terms'],
  [/outbound_destination|external_account|bank/, 'bank'],
  [/representative|owners|directors|executives|persons?\b/, 'people'],
  [/date_of_birth|\bdob\b/, 'birth'],
  [/id_numbers?|tax_id|ssn/, 'id_number'],
  [/business|company|mcc|url|product_description/, 'business'],
  [/given_name|surname|first_name|last_name|\bname\b|script_names/, 'name'],
  [/address/, 'address'],
  [/email|phone/, 'contact'],
];

/** Each thing once, in the order in which a person would give it. */
export function describeRequirements(names: readonly string[]): Requirement[] {
  const asked = new Set(
    names.map((name) => PATTERNS.find(([pattern]) => pattern.test(name))?.[1] ?? 'other'),
  );
  return REQUIREMENTS.filter((one) => asked.has(one));
}
