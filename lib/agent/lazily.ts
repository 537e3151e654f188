/**
 * A placeholder for a client: only reading a member opens it. Copying it or its container,
 * awaiting it and printing it do not.
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
      // Private members work on the client itself, not on the placeholder.
      return typeof value === 'function' ? (value.bind(client) as unknown) : value;
    },
  };
  return new Proxy(unopened, handler) as T;
}

/** Members that await, JSON and string conversion read. */
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
