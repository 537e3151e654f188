import type { Route } from './route';

export interface FoundRoute {
  readonly route: Route;
  readonly segments: Readonly<Record<string, string>>;
}

interface RouteNode {
  readonly literals: Map<string, RouteNode>;
  named: { readonly name: string; readonly next: RouteNode } | undefined;
  rest: { readonly name: string; readonly route: Route } | undefined;
  route: Route | undefined;
}

/** Finds the route of a request; a literal segment wins over `{name}`, which wins over `{name...}`. */
export class RouteTable {
  readonly #starts = new Map<string, RouteNode>();

  constructor(routes: readonly Route[]) {
    routes.forEach((route) => this.#add(route));
  }

  find(method: string, path: string): FoundRoute | undefined {
    const start = this.#starts.get(method);
    const segments = path.split('/').slice(1).map(decoded);
    return start && found(start, segments, {});
  }

  #add(route: Route): void {
    let node = this.#starts.get(route.method) ?? newNode();
    this.#starts.set(route.method, node);
    for (const segment of route.path.split('/').slice(1)) {
      const { name, isRest } = parameter(segment);
      if (name !== undefined && isRest) {
        node.rest = { name, route };
        return;
      }
      node = name === undefined ? literal(node, segment) : named(node, { name, path: route.path });
    }
    if (node.route !== undefined) {
      throw new Error(`Two routes answer ${route.method} ${route.path}.`);
    }
    node.route = route;
  }
}

function found(
  node: RouteNode,
  segments: readonly string[],
  passed: Readonly<Record<string, string>>,
): FoundRoute | undefined {
  const [segment, ...others] = segments;
  if (segment === undefined) {
    return node.route && { route: node.route, segments: passed };
  }
  const { literals, named: parameterized, rest } = node;
  const next = literals.get(segment);
  return (
    (next && found(next, others, passed)) ??
    (parameterized && segment !== ''
      ? found(parameterized.next, others, { ...passed, [parameterized.name]: segment })
      : undefined) ??
    (rest && { route: rest.route, segments: { ...passed, [rest.name]: segments.join('/') } })
  );
}

function literal(node: RouteNode, segment: string): RouteNode {
  const next = node.literals.get(segment) ?? newNode();
  node.literals.set(segment, next);
  return next;
}

function named(node: RouteNode, { name, path }: { name: string; path: string }): RouteNode {
  node.named ??= { name, next: newNode() };
  if (node.named.name !== name) {
    throw new Error(`{${name}} of ${path} is called {${node.named.name}} in another route.`);
  }
  return node.named.next;
}

function parameter(segment: string): { name: string | undefined; isRest: boolean } {
  const [, name, dots] = /^\{(\w+)(\.\.\.)?\}$/.exec(segment) ?? [];
  return { name, isRest: dots !== undefined };
}

function newNode(): RouteNode {
  return { literals: new Map(), named: undefined, rest: undefined, route: undefined };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // An invalid % stays unchanged.
    return segment;
  }
}
