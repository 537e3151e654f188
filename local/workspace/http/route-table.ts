import type { Route } from './route';

export interface FoundRoute {
  readonly route: Route;
  readonly segments: Readonly<Record<string, string>>;
}

interface Crossing {
  readonly literals: Map<string, Crossing>;
  named: { readonly name: string; readonly next: Crossing } | undefined;
  rest: { readonly name: string; readonly route: Route } | undefined;
  route: Route | undefined;
}

/** Finds the route of a request; a literal segment goes before `{name}`, and that before `{name...}`. */
export class RouteTable {
  readonly #starts = new Map<string, Crossing>();

  constructor(routes: readonly Route[]) {
    routes.forEach((route) => this.#add(route));
  }

  find(method: string, path: string): FoundRoute | undefined {
    const start = this.#starts.get(method);
    const segments = path.split('/').slice(1).map(decoded);
    return start && found(start, segments, {});
  }

  #add(route: Route): void {
    let crossing = this.#starts.get(route.method) ?? newCrossing();
    this.#starts.set(route.method, crossing);
    for (const segment of route.path.split('/').slice(1)) {
      const { name, isRest } = parameter(segment);
      if (name !== undefined && isRest) {
        crossing.rest = { name, route };
        return;
      }
      crossing = name === undefined ? literal(crossing, segment) : named(crossing, { name, path: route.path });
    }
    if (crossing.route !== undefined) {
      throw new Error(`Two routes answer ${route.method} ${route.path}.`);
    }
    crossing.route = route;
  }
}

function found(
  crossing: Crossing,
  segments: readonly string[],
  passed: Readonly<Record<string, string>>,
): FoundRoute | undefined {
  const [segment, ...others] = segments;
  if (segment === undefined) {
    return crossing.route && { route: crossing.route, segments: passed };
  }
  const { literals, named: parameterized, rest } = crossing;
  const next = literals.get(segment);
  return (
    (next && found(next, others, passed)) ??
    (parameterized && segment !== ''
      ? found(parameterized.next, others, { ...passed, [parameterized.name]: segment })
      : undefined) ??
    (rest && { route: rest.route, segments: { ...passed, [rest.name]: segments.join('/') } })
  );
}

function literal(crossing: Crossing, segment: string): Crossing {
  const next = crossing.literals.get(segment) ?? newCrossing();
  crossing.literals.set(segment, next);
  return next;
}

function named(crossing: Crossing, { name, path }: { name: string; path: string }): Crossing {
  crossing.named ??= { name, next: newCrossing() };
  if (crossing.named.name !== name) {
    throw new Error(`{${name}} of ${path} is called {${crossing.named.name}} in another route.`);
  }
  return crossing.named.next;
}

function parameter(segment: string): { name: string | undefined; isRest: boolean } {
  const [, name, dots] = /^\{(\w+)(\.\.\.)?\}$/.exec(segment) ?? [];
  return { name, isRest: dots !== undefined };
}

function newCrossing(): Crossing {
  return { literals: new Map(), named: undefined, rest: undefined, route: undefined };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A stray % stands for itself.
    return segment;
  }
}
