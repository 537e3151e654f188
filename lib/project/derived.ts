import { USUAL_METRIC } from './metrics';
import { registryOf } from './model-name';
import { PROBLEMS } from './schema/model';
import { below, nothing, textBelow, withBelow, type Branch, type Leaf } from './tree';

/** The defaults that follow from what is said elsewhere. */
export function withDerived(tree: Branch): Branch {
  const problem = PROBLEMS.find((each) => each === textBelow(tree, 'model', 'problem'));
  const derived: readonly (readonly [readonly [string, ...string[]], string | number | undefined])[] = [
    ...places(tree),
    [['comparison', 'primary', 'metric'], problem === undefined ? undefined : USUAL_METRIC[problem]],
    [['data', 'evaluation', 'positiveClass'], problem === 'binary' ? 1 : undefined],
  ];
  return derived.reduce(
    (whole, [keys, value]) =>
      value === undefined || below(whole, ...keys) !== undefined ? whole : withBelow(whole, keys, leaf(value)),
    tree,
  );
}

function places(tree: Branch): readonly (readonly [readonly [string, string], string])[] {
  const name = textBelow(tree, 'modelName') ?? '';
  const registry = textBelow(tree, 'model', 'registry') ?? 'auto';
  const hasServer = below(tree, 'model', 'trackingUri') !== undefined;
  const hasStages = registryOf(name, registry, hasServer) === 'workspace';
  return [
    [['model', 'challenger'], hasStages ? 'stage:Staging' : 'alias:challenger'],
    [['model', 'champion'], hasStages ? 'stage:Production' : 'alias:champion'],
  ];
}

function leaf(value: string | number): Leaf {
  return { kind: 'leaf', value, origin: nothing.origin };
}
