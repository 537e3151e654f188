import type { JsonObject } from '../../../../lib/core/lossless-json';

/** Status and code; a HEAD has no body that could hold a code. */
export type ExpectedError = readonly [status: number, code?: string | number];

export interface RefusedCall {
  /** The route, e.g. `GET /api/2.0/repos/{id}`. */
  readonly route: string;
  /** Where it is asked; without it every `{name}` of the route is `none`. */
  readonly path?: string | undefined;
  /** Query or JSON body. */
  readonly fields: JsonObject;
  readonly error: ExpectedError;
  /** The token that is sent; a good one when left out. */
  readonly token?: string;
}

export const INVALID: ExpectedError = [400, 'INVALID_PARAMETER_VALUE'];
export const MISSING: ExpectedError = [404, 'RESOURCE_DOES_NOT_EXIST'];
export const NOT_FOUND: ExpectedError = [404, 'NOT_FOUND'];

/** One wrong request in a line of a table. */
export type Line = readonly [route: string, fields: JsonObject, error: ExpectedError, path?: string];

/** The lines of an API whose paths all begin alike. */
export function refusedBelow(root: string, lines: readonly Line[]): readonly RefusedCall[] {
  return lines.map(([route, fields, error, path]) => ({
    route: route.replace(' ', ` ${root}`),
    fields,
    error,
    path: path && `${root}${path}`,
  }));
}

/** Routes that take nothing which could be wrong, but the token. */
export function refusedToStrangers(routes: readonly string[]): readonly RefusedCall[] {
  return routes.map((route) => ({ route, fields: {}, token: 'token-of-nobody', error: [403, 403] }));
}

/** Method and path as they are sent. */
export function endpointOf({ route, path }: RefusedCall): string {
  const [method = '', pattern = ''] = route.split(' ');
  return `${method} ${path ?? pattern.replaceAll(/\{[^}]+\}/g, 'none')}`;
}
