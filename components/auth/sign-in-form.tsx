'use client';

import { useActionState, useState } from 'react';
import { buttonClass } from '../ui/button-class';
import { type FieldTexts, type FormAction, fieldError, formError } from './action-types';
import { EmailField } from './email-field';
import { FormNotice } from './form-notice';
import { PasswordField } from './password-field';
import { useFocusOnError } from './use-focus-on-error';

interface SignInFormProps {
  next: string;
  signIn: FormAction;
  /** Absent where no mail can be sent. */
  requestLink?: FormAction;
  texts: Record<'email' | 'password' | 'show' | 'hide' | 'submit' | 'link' | 'wait', string>;
  fields: FieldTexts;
}

/** One address, two ways: the password, or a link by mail. */
export function SignInForm({ next, signIn, requestLink, texts, fields }: SignInFormProps) {
  const [email, setEmail] = useState('');
  const [last, setLast] = useState<'password' | 'link'>('password');
  const [signedIn, sendPassword, checking] = useActionState(signIn, null);
  const [linked, sendLink, mailing] = useActionState(requestLink ?? signIn, null);
  const result = last === 'link' ? linked : signedIn;
  const busy = checking || mailing;
  const form = useFocusOnError(result);
  return (
    <form
      ref={form}
      action={sendPassword}
      onSubmit={(event) => busy && event.preventDefault()}
      aria-busy={busy}
    >
      <input type="hidden" name="next" value={next} />
      <div className="flex flex-col gap-4">
        <FormNotice message={busy ? undefined : formError(result)} />
        <EmailField
          label={texts.email}
          value={email}
          onChange={setEmail}
          error={fieldError(result, 'email', fields)}
        />
        <PasswordField
          name="password"
          label={texts.password}
          error={fieldError(result, 'password', fields)}
          autoComplete="current-password"
          show={texts.show}
          hide={texts.hide}
        />
        <button
          type="submit"
          aria-disabled={busy || undefined}
          onClick={() => setLast('password')}
          className={buttonClass({ variant: 'primary', className: 'w-full' })}
        >
          {checking ? texts.wait : texts.submit}
        </button>
        {requestLink ? (
          <button
            type="submit"
            formAction={sendLink}
            formNoValidate
            aria-disabled={busy || undefined}
            onClick={() => setLast('link')}
            className={buttonClass({ className: 'w-full' })}
          >
            {mailing ? texts.wait : texts.link}
          </button>
        ) : null}
      </div>
    </form>
  );
}
