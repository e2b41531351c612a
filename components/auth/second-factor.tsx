'use client';

import { useState } from 'react';
import { Button } from '../ui/button';
import { Field, fieldHelpId } from '../ui/field';
import { Input } from '../ui/input';
import { Notice } from '../ui/notice';
import { type FieldTexts, type FormAction, fieldError, formError } from './action-types';
import { FormNotice } from './form-notice';
import { type ProofProps, useProvenAction } from './use-proven-action';

interface SecondFactorTexts
  extends Record<
    | 'on'
    | 'off'
    | 'setUp'
    | 'turnOff'
    | 'renew'
    | 'scan'
    | 'qr'
    | 'typed'
    | 'code'
    | 'codeHint'
    | 'confirm'
    | 'codesTitle'
    | 'codesText'
    | 'left'
    | 'wait',
    string
  > {}

interface SecondFactorProps {
  isOn: boolean;
  begin: FormAction<{ secret: string; path: string; size: number }>;
  confirm: FormAction<{ codes: string[] }>;
  turnOff: FormAction<unknown>;
  renew: FormAction<{ codes: string[] }>;
  texts: SecondFactorTexts;
  fields: FieldTexts;
  proof: ProofProps;
}

/** Turns codes of an authenticator app on and off. Recovery codes are shown once, when they are made. */
export function SecondFactor(props: SecondFactorProps) {
  const { isOn, texts, fields, proof } = props;
  const begin = useProvenAction(props.begin, proof);
  const confirm = useProvenAction(props.confirm, proof);
  const turnOff = useProvenAction(props.turnOff, proof);
  const renew = useProvenAction(props.renew, proof);
  const [leftOff, setLeftOff] = useState(false);
  const fresh = renew.result?.ok ? renew.result : confirm.result?.ok ? confirm.result : null;
  const enrolment = begin.result?.ok && !confirm.result?.ok && !leftOff ? begin.result.data : null;
  const codeError = fieldError(confirm.result, 'code', fields);
  const failure = [begin, confirm, turnOff, renew].map(({ result }) => formError(result)).find(Boolean);
  return (
    <div className="flex flex-col gap-5">
      <FormNotice message={failure} />
      {fresh ? <Codes codes={fresh.data.codes} texts={texts} /> : null}
      {isOn ? (
        <>
          <p>{texts.on}</p>
          <p className="text-faint text-sm">{texts.left}</p>
          <div className="flex flex-wrap gap-3">
            <form action={renew.send}>
              <Button type="submit">{renew.pending ? texts.wait : texts.renew}</Button>
            </form>
            <form
              action={(form) => {
                setLeftOff(true);
                turnOff.send(form);
              }}
            >
              <Button type="submit" variant="danger">
                {turnOff.pending ? texts.wait : texts.turnOff}
              </Button>
            </form>
          </div>
        </>
      ) : enrolment ? (
        <Enrolment
          enrolment={enrolment}
          send={confirm.send}
          pending={confirm.pending}
          codeError={codeError}
          texts={texts}
        />
      ) : (
        <>
          <p>{texts.off}</p>
          <form
            action={(form) => {
              setLeftOff(false);
              confirm.clear();
              begin.send(form);
            }}
          >
            <Button type="submit">{begin.pending ? texts.wait : texts.setUp}</Button>
          </form>
        </>
      )}
      {begin.dialog}
      {confirm.dialog}
      {turnOff.dialog}
      {renew.dialog}
    </div>
  );
}

function Codes({ codes, texts }: { codes: string[]; texts: SecondFactorTexts }) {
  return (
    <Notice role="status" title={texts.codesTitle}>
      <p className="mb-3">{texts.codesText}</p>
      <ul className="grid gap-x-6 gap-y-1 font-mono sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

interface EnrolmentProps {
  enrolment: { secret: string; path: string; size: number };
  send: (form: FormData) => void;
  pending: boolean;
  codeError: string | undefined;
  texts: SecondFactorTexts;
}

/** The code to scan, and the field for the first code of the app. */
function Enrolment({ enrolment, send, pending, codeError, texts }: EnrolmentProps) {
  return (
    <form action={send} className="flex flex-col gap-4">
      <p>{texts.scan}</p>
      <svg
        role="img"
        aria-label={texts.qr}
        viewBox={`0 0 ${enrolment.size} ${enrolment.size}`}
        shapeRendering="crispEdges"
        className="qr size-48 rounded-md border border-line"
      >
        <path d={enrolment.path} />
      </svg>
      <p className="text-soft text-sm">
        {texts.typed}
        <code className="mt-1 block select-all break-all font-mono text-ink">
          {enrolment.secret.replace(/(.{4})(?=.)/g, '$1 ')}
        </code>
      </p>
      <Field id="second-factor-code" label={texts.code} hint={texts.codeHint} error={codeError}>
        <Input
          id="second-factor-code"
          name="code"
          required
          inputMode="numeric"
          maxLength={10}
          autoComplete="one-time-code"
          invalid={codeError !== undefined}
          aria-describedby={fieldHelpId('second-factor-code')}
          className="figures"
        />
      </Field>
      <Button type="submit" variant="primary" className="self-start">
        {pending ? texts.wait : texts.confirm}
      </Button>
    </form>
  );
}
