import type { JsonObject } from '../../../lib/core/lossless-json';
import type { Fault } from '../../../local/workspace/http/fault';
import { call } from '../workspace/stand-in';
import type { RegistryFixture, RegistryUnderTest } from './registries';

/** The request for the versions of the model. */
export function listing({ kind }: RegistryUnderTest): Pick<Fault, 'method' | 'path'> {
  const catalog = '/api/2.1/unity-catalog/models/main.default.churn/versions';
  return { method: 'GET', path: kind === 'unityCatalog' ? catalog : '/api/2.0/mlflow/model-versions/search' };
}

/** What that request answers now. */
export async function listAnswer(under: RegistryUnderTest, endpoint: RegistryFixture['endpoint']): Promise<JsonObject> {
  const { method, path } = listing(under);
  const filter = under.kind === 'unityCatalog' ? {} : { filter: `name='${under.modelName}'` };
  return (await call(endpoint, `${method} ${String(path)}`, filter)).body;
}

export function versionsIn(answer: JsonObject): readonly JsonObject[] {
  return answer['model_versions'] as readonly JsonObject[];
}

/** What reading the pointer answers now. */
export async function pointerAnswer(
  under: RegistryUnderTest,
  endpoint: RegistryFixture['endpoint'],
): Promise<JsonObject> {
  if (under.champion.type === 'stage') {
    return listAnswer(under, endpoint);
  }
  const { method, path } = under.reading;
  const query = under.kind === 'unityCatalog' ? {} : { name: under.modelName, alias: under.champion.name };
  return (await call(endpoint, `${method} ${String(path)}`, query)).body;
}
