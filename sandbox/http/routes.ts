import type { z } from 'zod';
import type { World } from '../world.ts';
import type { FormObject } from './parse-form.ts';
import { readParams } from './read-params.ts';

/** What one API call works with. `id` is the part of the path that names an object (empty without one). */
interface Call<Params> {
  world: World;
  id: string;
  path: string;
  params: Params;
}

/** One API call: where it lives and what it does. Handlers run inside one transaction and never wait. */
export interface Route {
  method: 'DELETE' | 'GET' | 'POST';
  /** Path with `:id`, such as `/v1/customers/:id`. */
  path: string;
  /** May be asked for a connected account (the header Stripe-Account). */
  connected?: true;
  run(
    world: World,
    id: string,
    path: string,
    form: FormObject,
  ): { answer: { object: string }; expand: string[] };
}

/** Joins a call's parameters, checked by `schema`, to what it does. */
export function route<T extends z.ZodType<{ expand?: string[] | undefined }>>(
  method: Route['method'],
  path: string,
  schema: T,
  handle: Handle<T>,
): Route {
  return join(method, path, schema, handle, (params) => params.expand ?? []);
}

/** As `route`, for API v2: it expands nothing. */
export function routeV2<T extends z.ZodType>(
  method: Route['method'],
  path: string,
  schema: T,
  handle: Handle<T>,
): Route {
  return join(method, path, schema, handle, () => []);
}

type Handle<T extends z.ZodType> = (call: Call<z.output<T>>) => { object: string };

function join<T extends z.ZodType>(
  method: Route['method'],
  path: string,
  schema: T,
  handle: Handle<T>,
  expandOf: (params: z.output<T>) => string[],
): Route {
  return {
    method,
    path,
    run(world, id, requestPath, form) {
      const params = readParams(schema, form);
      return { answer: handle({ world, id, path: requestPath, params }), expand: expandOf(params) };
    },
  };
}

/** A route that may also be asked for a connected account. */
export function connected(one: Route): Route {
  return { ...one, connected: true };
}
