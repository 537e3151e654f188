import type { Problem } from '../../yaml/position';
import { registryOf, whyIllegal } from '../model-name';
import { below, textBelow } from '../tree';
import type { Judged } from './judged';

/** What cannot be true of a model and its registry at once. */
export function modelContradictions({ tree, at }: Judged): readonly Problem[] {
  const name = textBelow(tree, 'modelName');
  const registry = textBelow(tree, 'model', 'registry') ?? 'auto';
  const hasServer = below(tree, 'model', 'trackingUri') !== undefined;
  const [challenger, champion] = [textBelow(tree, 'model', 'challenger'), textBelow(tree, 'model', 'champion')];
  const problems: Problem[] = [];
  if (registry === 'mlflow' && !hasServer) {
    problems.push({ at: at(tree, 'model', 'registry'), message: 'registry is mlflow, and no trackingUri says where' });
  }
  if (registry !== 'mlflow' && registry !== 'auto' && hasServer) {
    const message = `trackingUri names a plain MLflow server, and registry is ${registry}`;
    problems.push({ at: at(tree, 'model', 'trackingUri'), message });
  }
  if (champion !== undefined && champion === challenger) {
    const message = `challenger and champion are both ${champion}; they have to be two places`;
    problems.push({ at: at(tree, 'model', 'challenger'), message });
  }
  const kind = name === undefined ? undefined : registryOf(name, registry, hasServer);
  for (const [key, place] of [
    ['challenger', challenger],
    ['champion', champion],
  ] as const) {
    if (kind === 'unityCatalog' && place?.startsWith('stage:') === true) {
      const message = `${key} is ${place}, and Unity Catalog has aliases only; say alias:…`;
      problems.push({ at: at(tree, 'model', key), message });
    }
    if (kind === 'workspace' && place?.startsWith('alias:') === true) {
      const message = `${key} is ${place}, and the registry of a workspace has stages only; say stage:…`;
      problems.push({ at: at(tree, 'model', key), message });
    }
  }
  const illegal = name === undefined ? undefined : whyIllegal(name, registry, hasServer);
  return illegal === undefined
    ? problems
    : [...problems, { at: at(tree, 'modelName'), message: `modelName '${name}' is not possible: ${illegal}` }];
}
