import type { JsonObject } from '../core/lossless-json';
import { CHECK_NAMES, CHECKS, type CheckName } from '../project/schema/checks';
import type { Configuration } from '../project/schema/project';
import type { TagRule } from './checks/tag-rule';
import type { Waiver } from './waivers';

export type Level = 'skip' | 'warn' | 'block';

/** What a project demands, or what holds without a file of the project. */
export interface Policy {
  readonly levels: Readonly<Record<CheckName, Level>>;
  readonly requiredTags: Readonly<Record<string, TagRule>>;
  /** Tags that the file declares, which the version has to have as declared. */
  readonly declaredTags: Readonly<Record<string, string>>;
  readonly requiredHeadings: readonly string[];
  readonly minimumDescriptionLength: number;
  readonly requiredMetrics: readonly string[];
  readonly trainingTable: string | undefined;
  readonly evaluationTable: string | undefined;
  /** Whether somebody else sends rows to the model: batch scoring is declared. */
  readonly hasCallers: boolean;
  readonly allowedBranches: readonly string[];
  /** What pickles may look up besides what the flavors need. */
  readonly allowedPickleImports: readonly string[];
  readonly customChecks: string | undefined;
  readonly waivers: readonly Waiver[];
}

const WITHOUT_FILE: Policy = {
  levels: CHECKS,
  requiredTags: {},
  declaredTags: {},
  requiredHeadings: [],
  minimumDescriptionLength: 40,
  requiredMetrics: [],
  trainingTable: undefined,
  evaluationTable: undefined,
  hasCallers: false,
  allowedBranches: ['main', 'release/*'],
  allowedPickleImports: [],
  customChecks: undefined,
  waivers: [],
};

/** Takes what holds in the environment, which the schema of the file has checked. */
export function policyOf(configuration: JsonObject | undefined): Policy {
  if (configuration === undefined) {
    return WITHOUT_FILE;
  }
  const { compliance, data, model, promotion } = configuration as unknown as Configuration;
  return {
    levels: Object.fromEntries(CHECK_NAMES.map((name) => [name, compliance.checks[name]])) as Policy['levels'],
    requiredTags: compliance.requiredTags ?? {},
    declaredTags: textsOf(model.tags ?? {}),
    requiredHeadings: compliance.requiredHeadings,
    minimumDescriptionLength: compliance.minimumDescriptionLength,
    requiredMetrics: compliance.requiredMetrics,
    trainingTable: data.training.table,
    evaluationTable: data.evaluation.table,
    hasCallers: data.scoring !== undefined,
    allowedBranches: promotion.allowedBranches,
    allowedPickleImports: compliance.allowedPickleImports,
    customChecks: compliance.custom,
    waivers: compliance.waivers ?? [],
  };
}

function textsOf(tags: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)]));
}
