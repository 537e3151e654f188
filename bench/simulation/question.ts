import { requestOf } from '../../lib/comparison/compare/request';
import { ruleOf } from '../../lib/comparison/decide/rule';
import type { EvaluatedModel, EvaluationRequest } from '../../lib/comparison/evaluate/request';
import type { Rule } from '../../lib/contracts/comparison-rule';
import { readProject } from '../../lib/project/read-project';
import type { Configuration } from '../../lib/project/schema/project';
import { formatProblem } from '../../lib/yaml/position';
import type { RuledCell } from './cells';

export interface Question {
  readonly rule: Rule;
  readonly request: EvaluationRequest;
}

/** The rule of a cell as the comparison step reads it from mlops.yml, and what it asks to be measured. */
export function questionOf(cell: RuledCell): Question {
  const configuration = configurationOf(cell);
  const rule = ruleOf(configuration);
  return {
    rule,
    request: requestOf({
      configuration,
      rule,
      source: { table: configuration.data.evaluation.table },
      candidate: model('2'),
      champion: model('1'),
    }),
  };
}

function configurationOf({ comparison, world }: RuledCell): Configuration {
  const text = `version: 1
model: { problem: binary }
data:
  training: { table: main.ml.training }
  evaluation: { table: main.ml.holdout, label: label, rows: ${world.rows} }
comparison:
${comparison}
environments:
  simulated: { modelName: main.ml.simulated }
`;
  const surroundings = { load: () => ({ refusal: 'nothing is extended' }), today: '2027-01-31' };
  const { project, problems } = readProject({ name: 'mlops.yml', text }, surroundings);
  const effective = project?.environments.get('simulated');
  if (effective === undefined) {
    throw new Error(problems.map(formatProblem).join('\n'));
  }
  return effective.configuration;
}

function model(version: string): EvaluatedModel {
  return { name: 'main.ml.simulated', version, uri: `models:/main.ml.simulated/${version}`, registry: 'unityCatalog' };
}
