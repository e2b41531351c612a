import type { FieldTexts, FormAction } from '../auth/action-types';
import type { ProofProps } from '../auth/use-proven-action';
import type { PreviewData, PreviewTexts } from './preview-table';

export interface AdjustTexts extends PreviewTexts {
  account: string;
  direction: string;
  credit: string;
  debit: string;
  amount: string;
  amountHint: string;
  giftExpires: string;
  giftExpiresHint: string;
  reason: string;
  note: string;
  noteHint: string;
  file: string;
  fileHint: string;
  fileNeeded: string;
  preview: string;
  emptyPreview: string;
  now: string;
  change: string;
  post: string;
  ask: string;
  askText: string;
  wait: string;
}

export interface Account {
  value: string;
  label: string;
  balanceMicros: string;
  currency: string;
}

export interface AdjustFormProps {
  accounts: Account[];
  reasons: { value: string; label: string }[];
  locale: string;
  preview: FormAction<PreviewData>;
  post: FormAction<{ id: string }>;
  /** Where the evidence is uploaded. */
  uploadPath: string;
  proof: ProofProps;
  fields: FieldTexts;
  texts: AdjustTexts;
}
