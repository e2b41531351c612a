import { invalidParameter } from './errors.ts';
import type { FormObject, FormValue } from './parse-form.ts';

/** Reads an API v2 call's JSON into the same nested texts as a form, so one set of checks reads both. */
export function parseJson(text: string): FormObject {
  if (text === '') return emptyObject();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalidParameter('The request body is not valid JSON.', { code: 'invalid_fields' });
  }
  const value = toForm(parsed);
  if (typeof value === 'string')
    throw invalidParameter('The request body must be a JSON object.', { code: 'invalid_fields' });
  return value;
}

function toForm(value: unknown): FormValue {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).map(([key, inner]): [string, FormValue] => [key, toForm(inner)]);
  return Object.assign(emptyObject(), Object.fromEntries(entries));
}

function emptyObject(): FormObject {
  return Object.create(null) as FormObject;
}
