import type { Plugin } from 'esbuild';

/** For query parameters and tunnels of the client's own connections; `lib/azure-devops` gives it ours. */
const LEFT_OUT = /^(?:qs|tunnel)$/;
const INSIDE_CLIENT = /[\\/]node_modules[\\/](?:typed-rest-client|azure-devops-node-api)[\\/]/;

/** Node warns in the user's log about the first use of its old `url`; the client needs two functions of it. */
const MODERN_URL = `
exports.parse = (text) => new URL(text);
exports.resolve = (base, path) => new URL(path, base).href;
`;

/** Saves a fifth of the client, and twenty packages whose licenses would have to be listed. */
export const leanAzureDevOps: Plugin = {
  name: 'lean-azure-devops',
  setup(build) {
    build.onResolve({ filter: LEFT_OUT }, ({ path, importer }) =>
      INSIDE_CLIENT.test(importer) ? { path, namespace: 'left-out-of-azure-devops' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out-of-azure-devops' }, () => ({ contents: 'module.exports = {};' }));
    build.onResolve({ filter: /^url$/ }, ({ path, importer }) =>
      INSIDE_CLIENT.test(importer) ? { path, namespace: 'modern-url' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'modern-url' }, () => ({ contents: MODERN_URL }));
  },
};
