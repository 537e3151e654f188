import { readFileSync } from 'node:fs';
import type { OnLoadResult, Plugin } from 'esbuild';

/** What axios loads for redirects, forms, proxies of the environment and fetch, none of which `lib/http` lets it do. */
const LEFT_OUT = /^(?:follow-redirects|form-data|proxy-from-env|https-proxy-agent|\.\/(?:fetch|xhr)\.js)$/;
const INSIDE_AXIOS = /[\\/]node_modules[\\/]axios[\\/]/;

/** Recognizes forms, which are never sent; but reading this name makes Node load the whole of its fetch. */
const FORM_DATA = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";

/** A quarter of axios, and half of the time it takes to load: docs/decisions/http-client.md has the numbers. */
export const leanAxios: Plugin = {
  name: 'lean-axios',
  setup(build) {
    build.onResolve({ filter: LEFT_OUT }, ({ path, importer }) =>
      INSIDE_AXIOS.test(importer) ? { path, namespace: 'left-out' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
    build.onLoad({ filter: /[\\/]axios[\\/]lib[\\/]utils\.js$/ }, ({ path }) => withoutForms(path));
  },
};

function withoutForms(path: string): OnLoadResult {
  const text = readFileSync(path, 'utf8');
  return text.includes(FORM_DATA)
    ? { contents: text.replace(FORM_DATA, 'undefined') }
    : {
        errors: [
          { text: `${path} no longer asks for FormData in the way that scripts/packaging/lean-axios.ts knows.` },
        ],
      };
}
