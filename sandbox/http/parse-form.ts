import { invalidParameter } from './errors.ts';

export type FormValue = string | FormObject;
export interface FormObject {
  [key: string]: FormValue;
}

/**
 * Reads `a=1&b[c]=2&d[0][e]=3&f[]=4` into nested objects. Lists stay objects with number keys
 * (`metadata` may have such keys too); the schema of the call knows which is which.
 */
export function parseForm(text: string): FormObject {
  const root: FormObject = emptyObject();
  for (const [name, value] of new URLSearchParams(text)) assign(root, keysOf(name), value, name);
  return root;
}

function keysOf(name: string): string[] {
  const first = name.indexOf('[');
  if (first === -1) return [name];
  const inner = name.slice(first);
  if (first === 0 || !/^(\[[^[\]]*\])+$/.test(inner)) {
    throw invalidParameter(`Invalid parameter name: ${name}`, { code: 'parameter_unknown', param: name });
  }
  return [name.slice(0, first), ...inner.slice(1, -1).split('][')];
}

function assign(root: FormObject, keys: string[], value: string, name: string): void {
  let target = root;
  keys.forEach((rawKey, depth) => {
    const key = rawKey === '' ? String(Object.keys(target).length) : rawKey;
    if (depth === keys.length - 1) {
      target[key] = value;
      return;
    }
    const next = target[key] ?? emptyObject();
    if (typeof next === 'string') throw invalidParameter(`Invalid object: ${next}`, { param: name });
    target[key] = next;
    target = next;
  });
}

// Without a prototype, a parameter called `__proto__` or `constructor` is a key like any other.
function emptyObject(): FormObject {
  return Object.create(null) as FormObject;
}
