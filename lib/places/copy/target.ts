import { UserError } from '../../core/errors';
import { REGISTRY_NAME } from '../../registry/kind';
import { requireModelName } from '../../registry/model-name';
import type { RegisteredModel } from '../../registry/registered-model';
import type { Registry } from '../../registry/registry';

/** The name in `copy:<model>`; undefined for a place. */
export function copyTargetIn(target: string): string | undefined {
  return /^copy:(.*)$/s.exec(target.trim())?.[1]?.trim();
}

/** The model to copy into. A copy stays in the registry of its source, under another name. */
export function modelToCopyInto(name: string, source: RegisteredModel, registry: Registry): RegisteredModel {
  const { kind } = registry;
  if (isOfOtherRegistry(name, source.name, kind)) {
    throw new UserError('COPY_REFUSED', {
      what: `'copy:${name}' was requested, but ${source.name} is in ${REGISTRY_NAME[kind]}, where a model cannot have such a name.`,
      fix:
        kind === 'unityCatalog'
          ? 'Write copy:<catalog>.<schema>.<model>, e.g. copy:prod.ml.churn; into another registry a model is not copied, but trained again.'
          : 'Write the name of a model in the same registry, e.g. copy:churn_prod; into Unity Catalog a model is not copied, but trained again.',
    });
  }
  const target = registry.model(requireModelName(name, kind, 'target'));
  if (target.name === source.name) {
    throw new UserError('COPY_REFUSED', {
      what: `'copy:${name}' was requested, but ${source.name} is the version's own model.`,
      fix: 'Name another model; for a place in the same model, use alias:<name> or stage:<name>.',
    });
  }
  return target;
}

/** Other registries allow dots in names, but a dotted target for a name without dots means Unity Catalog. */
function isOfOtherRegistry(name: string, source: string, kind: Registry['kind']): boolean {
  const hasThreeParts = name.split('.').length === 3;
  return kind === 'unityCatalog' ? !hasThreeParts : hasThreeParts && !source.includes('.');
}
