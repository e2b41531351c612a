import { Field, fieldHelpId } from '../ui/field';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import type { Account, AdjustTexts } from './adjust-types';

interface FieldProps {
  /** Of the form: each field's id begins with it. */
  id: string;
  texts: AdjustTexts;
  error?: string;
}

interface AccountFieldProps extends FieldProps {
  accounts: Account[];
  account: string;
  onChoose: (account: string) => void;
}

/** Whose account: earnings, the paid lot, or a gift of it. */
export function AccountField({ id, texts, error, accounts, account, onChoose }: AccountFieldProps) {
  return (
    <Field id={`${id}-account`} label={texts.account} error={error}>
      <Select
        id={`${id}-account`}
        name="target"
        value={account}
        onChange={(event) => onChoose(event.target.value)}
        className="w-full"
      >
        {accounts.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

interface DirectionFieldProps {
  account: string;
  direction: string;
  onChoose: (direction: string) => void;
  texts: AdjustTexts;
}

export function DirectionField({ account, direction, onChoose, texts }: DirectionFieldProps) {
  const isFixed = (value: string) =>
    (account.startsWith('gift:') && value === 'debit') || (account.startsWith('lot:') && value === 'credit');
  return (
    <fieldset className="flex gap-6">
      <legend className="mb-2 font-[560] text-sm">{texts.direction}</legend>
      {(['credit', 'debit'] as const).map((value) => (
        <label key={value} className="flex items-center gap-2">
          <input
            type="radio"
            name="direction"
            value={value}
            checked={direction === value}
            disabled={isFixed(value)}
            onChange={() => onChoose(value)}
            className="accent-(--copper)"
          />
          {texts[value]}
        </label>
      ))}
    </fieldset>
  );
}

export function AmountField({ id, texts, error, currency }: FieldProps & { currency: string }) {
  return (
    <Field
      id={`${id}-amount`}
      label={`${texts.amount} (${currency.toUpperCase()})`}
      hint={texts.amountHint}
      error={error}
    >
      <Input
        id={`${id}-amount`}
        name="amount"
        required
        inputMode="decimal"
        maxLength={40}
        autoComplete="off"
        invalid={error !== undefined}
        aria-describedby={fieldHelpId(`${id}-amount`)}
        className="figures"
      />
    </Field>
  );
}

export function GiftEndField({ id, texts, error }: FieldProps) {
  return (
    <Field id={`${id}-until`} label={texts.giftExpires} hint={texts.giftExpiresHint} error={error}>
      <Input
        id={`${id}-until`}
        name="giftExpiresAt"
        type="date"
        aria-describedby={fieldHelpId(`${id}-until`)}
      />
    </Field>
  );
}

interface ReasonFieldProps extends FieldProps {
  reasons: { value: string; label: string }[];
}

export function ReasonField({ id, texts, reasons }: ReasonFieldProps) {
  return (
    <Field id={`${id}-reason`} label={texts.reason}>
      <Select id={`${id}-reason`} name="reason" className="w-full">
        {reasons.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

export function FileField({ id, texts, error, hint }: FieldProps & { hint: string }) {
  return (
    <Field id={`${id}-file`} label={texts.file} hint={hint} error={error}>
      <input
        id={`${id}-file`}
        name="file"
        type="file"
        accept="application/pdf,image/png,image/jpeg"
        aria-describedby={fieldHelpId(`${id}-file`)}
        className={
          'text-sm file:mr-3 file:h-9 file:rounded-md file:border file:border-edge ' +
          'file:bg-transparent file:px-3 file:text-ink'
        }
      />
    </Field>
  );
}
