import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { listen } from '../../../local/workspace/http/listen';
import { wheel } from './wheel';

export interface PackageIndex {
  readonly url: string;
  /** Paths that were asked for so far. */
  readonly asked: readonly string[];
  readonly close: () => void;
}

/** An index with the package churn: for each version, a wheel whose module has that VERSION. */
export async function startPackageIndex(versions: readonly string[]): Promise<PackageIndex> {
  const wheels = new Map(
    versions.map((version) => [`/${fileOf(version)}`, wheel(`VERSION = "${version}"`, { version })]),
  );
  const asked: string[] = [];
  // Installers keep what they downloaded by URL, and ports come again.
  const unique = `/${randomUUID()}`;
  const server = createServer((request, response) => {
    const url = (request.url ?? '').replace(unique, '');
    asked.push(url);
    const content = wheels.get(url);
    if (content !== undefined) {
      response.end(content);
    } else if (url === '/simple/churn/') {
      response.setHeader('content-type', 'text/html');
      response.end([...wheels.keys()].map((path) => `<a href="${unique}${path}">${path.slice(1)}</a>`).join('\n'));
    } else {
      response.writeHead(404).end();
    }
  });
  const url = `${await listen(server, 0)}${unique}/simple`;
  return { url, asked, close: () => closeAll(server) };
}

/** An index for the tests of a `describe`, to which every installer of this process goes instead of its own. */
export function usePackageIndex(versions: readonly string[]): void {
  const own = process.env['PIP_INDEX_URL'];
  let close = (): void => undefined;
  before(async () => {
    const index = await startPackageIndex(versions);
    close = index.close;
    process.env['PIP_INDEX_URL'] = index.url;
  });
  after(() => {
    close();
    delete process.env['PIP_INDEX_URL'];
    Object.assign(process.env, own === undefined ? {} : { PIP_INDEX_URL: own });
  });
}

function fileOf(version: string): string {
  return `churn-${version}-py3-none-any.whl`;
}

function closeAll(server: Server): void {
  server.close();
  server.closeAllConnections();
}
