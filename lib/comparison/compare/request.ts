import type { Rule } from '../../contracts/comparison-rule';
import { UserError } from '../../core/errors';
import type { ModelVersion } from '../../mlflow/version';
import type { Configuration } from '../../project/schema/project';
import type { Registry } from '../../registry/registry';
import type { HostedRegistry } from '../../shipped-notebooks/registry-uri';
import { askedMetrics } from '../decide/asked-metrics';
import type { EvaluatedModel, EvaluationRequest, RowSource } from '../evaluate/request';

export interface Asked {
  readonly configuration: Configuration;
  readonly rule: Rule;
  readonly source: RowSource;
  readonly candidate: EvaluatedModel;
  readonly champion: EvaluatedModel | undefined;
}

/** What Databricks is asked to measure: everything that the rule needs, and nothing else. */
export function requestOf({ configuration, rule, source, candidate, champion }: Asked): EvaluationRequest {
  const { model, data, comparison } = configuration;
  const { label, positiveClass, key, rows, seed } = data.evaluation;
  const { windows, fairness, prediction, baseline } = comparison;
  const rates = Object.keys(fairness?.maximumWorsening ?? {});
  return {
    kind: 'evaluation-request',
    version: 1,
    problem: model.problem,
    candidate,
    ...(champion === undefined ? {} : { champion }),
    dataSets: [
      { name: 'evaluation', role: 'decides', source, rows, seed },
      ...(comparison.otherData ?? []).map(({ name, table }) => ({
        name,
        role: 'guards' as const,
        source: { table },
        rows,
        seed,
      })),
    ],
    columns: {
      label,
      ...(positiveClass === undefined ? {} : { positiveClass: String(positiveClass) }),
      ...(key === undefined ? {} : { key }),
      ...(comparison.weight === undefined ? {} : { weight: comparison.weight }),
      ...(comparison.unit === undefined ? {} : { unit: comparison.unit }),
    },
    slices: (comparison.slices ?? []).map(({ column }) => ({ column })),
    ...(windows === undefined ? {} : { windows: { column: windows.column, by: windows.by } }),
    ...(fairness === undefined || rates.length === 0 ? {} : { fairness: { groups: fairness.groups, rates } }),
    metrics: askedMetrics(rule),
    ...(prediction === undefined ? {} : { prediction }),
    threshold: comparison.threshold ?? 0.5,
    ...(baseline === undefined || champion !== undefined ? {} : { baseline: baselineOf(baseline) }),
  };
}

function baselineOf(text: string): NonNullable<EvaluationRequest['baseline']> {
  return text === 'majority' || text === 'mean' ? text : { column: text };
}

/** A version as a run on Databricks loads it. */
export function evaluatedModel({ model, number }: ModelVersion, registry: Registry): EvaluatedModel {
  return {
    name: model,
    version: String(number),
    uri: `models:/${model}/${number}`,
    registry: requireHosted(registry),
  };
}

/** Versions are compared in runs on Databricks, and a plain MLflow server runs none. */
export function requireHosted({ kind, address }: Registry): HostedRegistry {
  if (kind === 'mlflow') {
    throw new UserError('REGISTRY_LIMITED', {
      what: `The model is on the MLflow server ${address}, and versions are compared in runs on Databricks.`,
      fix: 'Register the model in Unity Catalog or in the registry of a workspace to compare it.',
    });
  }
  return kind;
}
