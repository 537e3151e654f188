import type { ReceivedRequest } from '../http/received-request';
import type { Reply } from '../http/reply';
import { escaped, page, wantsPage } from './page';

export interface Home {
  readonly host: string;
  /** URL of MLflow's pages. */
  readonly mlflow: string;
  /** Each workspace with the name of its MLflow workspace. */
  readonly workspaces: readonly { readonly name: string; readonly space: string }[];
  /** The MLflow workspace of each metastore. */
  readonly metastores: readonly string[];
}

/** The page at the server's URL; undefined for all other requests. */
export function homeReply({ method, path, headers }: ReceivedRequest, home: () => Home): Reply | undefined {
  return method === 'GET' && path === '/' && wantsPage(headers.accept)
    ? { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(homePage(home())) }
    : undefined;
}

function homePage({ host, mlflow, workspaces, metastores }: Home): string {
  // MLflow's pages read the workspace behind the hash.
  const link = (what: string, space: string, text: string) =>
    `<li><a href="${escaped(`${mlflow}/#/${what}?workspace=${space}`)}">${escaped(text)}</a></li>`;
  const experiments = workspaces.map(({ name, space }) =>
    link('experiments', space, `Experiments and runs of ${name}`),
  );
  const models = metastores.map((space) => link('models', space, 'Models in Unity Catalog, shared by all workspaces'));
  return page(
    'Local workspace',
    `<p>This server replaces Databricks on this computer. It answers the REST API and really runs the notebooks that you send. It has MLflow's pages, but not those of Databricks.</p>
<h2>MLflow</h2>
<ul>
${[...experiments, ...models].join('\n')}
</ul>
<h2>REST API</h2>
<p>Send requests to <code>${escaped(host)}</code> with one of the tokens that the terminal shows. The token selects the workspace:</p>
<pre><code>curl -H "Authorization: Bearer &lt;token&gt;" \\
  ${escaped(host)}/api/2.2/jobs/runs/list</code></pre>
<h2>Runs</h2>
<p>Did you follow the link of a run? Runs do not have a page here, but you can request their output. Replace <code>&lt;id&gt;</code> with the number at the end of the link:</p>
<pre><code>curl -H "Authorization: Bearer &lt;token&gt;" \\
  "${escaped(host)}/api/2.2/jobs/runs/get-output?run_id=&lt;id&gt;"</code></pre>`,
  );
}
