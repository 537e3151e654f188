/** The stand-in, whose HTTP room lies below what a caller may do. */
export const WORKSPACE_LAYERS = [
  {
    folder: 'local/workspace/identity',
    purpose: 'the stand-in: who calls, and with which token',
    layers: ['lib/core'],
    packages: [],
    node: ['crypto'],
  },
  {
    // What a caller may do is decided above: the gateway knows routes and tokens, never permissions.
    folder: 'local/workspace/http',
    purpose: 'the stand-in: receives requests, finds their routes, writes replies and faults',
    layers: ['lib/core', 'local/workspace/identity'],
    packages: [],
    node: ['crypto', 'http', 'net'],
  },
  {
    // Sharing code with the clients, even types, would let one mistake hide on both sides.
    folder: 'local/workspace',
    purpose: 'the Databricks workspace stand-in',
    layers: ['lib/core', 'lib/core/node', 'local/workspace/identity', 'local/workspace/http'],
    packages: [],
    node: 'any' as const,
  },
];
