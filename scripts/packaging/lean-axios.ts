import { readFileSync } from 'node:fs';
import type { OnLoadResult, Plugin } from 'esbuild';

/** Modules of axios for redirects, forms, proxies from the environment and fetch; `lib/http` uses none of them. */
const LEFT_OUT = /^(?:follow-redirects|form-data|proxy-from-env|https-proxy-agent|\.\/(?:fetch|xhr)\.js)$/;
const INSIDE_AXIOS = /[\\/]node_modules[\\/]axios[\\/]/;

/** Detects forms, which are never sent. Reading this name would make Node load its whole fetch. */
const FORM_DATA = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";

/** A quarter of axios and half of its load time: docs/decisions/http-client.md has the numbers. */
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
