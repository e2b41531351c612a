export type TaxEntity = 'individual' | 'business';

const EU_VAT: Record<string, RegExp> = {
  at: /^U\d{8}$/,
  be: /^[01]\d{9}$/,
  bg: /^\d{9,10}$/,
  cy: /^\d{8}[A-Z]$/,
  cz: /^\d{8,10}$/,
  de: /^\d{9}$/,
  dk: /^\d{8}$/,
  ee: /^\d{9}$/,
  es: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  fi: /^\d{8}$/,
  fr: /^[A-Z0-9]{2}\d{9}$/,
  gr: /^\d{9}$/,
  hr: /^\d{11}$/,
  hu: /^\d{8}$/,
  ie: /^\d[A-Z0-9]\d{5}[A-Z]{1,2}$/,
  it: /^\d{11}$/,
  lt: /^(\d{9}|\d{12})$/,
  lu: /^\d{8}$/,
  lv: /^\d{11}$/,
  mt: /^\d{8}$/,
  nl: /^\d{9}B\d{2}$/,
  pl: /^\d{10}$/,
  pt: /^\d{9}$/,
  ro: /^\d{2,10}$/,
  se: /^\d{12}$/,
  si: /^\d{8}$/,
  sk: /^\d{10}$/,
};

/** Without what people put in between: 123-45-67890 is 1234567890. */
export function normaliseTaxId(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.\-/]/g, '');
}

/** Whether a normalised tax id fits its country: form, and check digit if public. Loose on purpose. */
export function isTaxId(taxId: string, country: string, entity: TaxEntity): boolean {
  if (country === 'kr') return entity === 'business' && isKoreanBusinessNumber(taxId);
  if (country === 'us') return /^\d{9}$/.test(taxId) && !/^(\d)\1{8}$/.test(taxId);
  if (country === 'gb') return /^(GB)?(\d{9}|\d{10}|\d{12})$/.test(taxId);
  if (country === 'jp')
    return entity === 'business' ? /^T?\d{13}$/.test(taxId) : /^(\d{12}|T\d{13})$/.test(taxId);
  const vat = EU_VAT[country];
  // Individuals in the EU have personal numbers of many forms instead of a VAT number.
  if (vat && entity === 'business') {
    const prefix = country === 'gr' ? 'EL' : country.toUpperCase();
    return vat.test(taxId.startsWith(prefix) ? taxId.slice(2) : taxId);
  }
  return /^[A-Z0-9]{5,20}$/.test(taxId) && /\d/.test(taxId);
}

/** We may not keep Korean individuals' resident numbers; Stripe asks for what it needs. */
export function asksForTaxId(country: string, entity: TaxEntity): boolean {
  return country !== 'kr' || entity === 'business';
}

const KOREAN_WEIGHTS = [1, 3, 7, 1, 3, 7, 1, 3, 5];

/** 사업자등록번호: ten digits, the last of which checks the others. */
export function isKoreanBusinessNumber(text: string): boolean {
  if (!/^\d{10}$/.test(text)) return false;
  const digits = [...text].map(Number);
  const sum = KOREAN_WEIGHTS.reduce((total, weight, index) => total + weight * (digits[index] ?? 0), 0);
  const carry = Math.floor(((digits[8] ?? 0) * 5) / 10);
  return (10 - ((sum + carry) % 10)) % 10 === digits[9];
}
