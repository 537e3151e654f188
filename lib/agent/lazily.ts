/**
 * Stands in for a client until somebody uses it: only reading a member opens it. Copying what holds it, copying it,
 * awaiting it and printing it open nothing.
 */
export function lazily<T extends object>(open: () => T): T {
  const unopened: Partial<T> = {};
  const handler: ProxyHandler<Partial<T>> = {
    get(_unopened, member): unknown {
      if (ASKED_OF_EVERY_OBJECT.has(member)) {
        return undefined;
      }
      const client = open();
      const value: unknown = Reflect.get(client, member, client);
      // A private member is there for the client itself, not for its stand-in.
      return typeof value === 'function' ? (value.bind(client) as unknown) : value;
    },
  };
  return new Proxy(unopened, handler) as T;
}

/** What await, JSON and string conversion look for. */
const ASKED_OF_EVERY_OBJECT: ReadonlySet<string | symbol> = new Set([
  'then',
  'toJSON',
  'toString',
  'valueOf',
  'constructor',
  Symbol.toPrimitive,
  Symbol.toStringTag,
  Symbol.iterator,
]);
