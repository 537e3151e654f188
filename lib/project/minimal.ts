import type { ProblemKind } from './schema/model';

export interface Wishes {
  readonly name: string;
  readonly problem: ProblemKind;
  readonly training: string;
  readonly evaluation: string;
  readonly label: string;
  readonly schema: string;
  /** Also the names of the catalogs. */
  readonly environments: readonly string[];
}

/** The smallest file of a project; everything that it leaves out has a default. */
export function minimalFile(wishes: Wishes): string {
  const { name, problem, training, evaluation, label, schema, environments } = wishes;
  const width = Math.max(...environments.map((each) => yamlText(each).length));
  return `# yaml-language-server: $schema=./mlops.schema.json
version: 1
model:
  problem: ${problem}
data:
  training: { table: ${yamlText(training)} }
  evaluation: { table: ${yamlText(evaluation)}, label: ${yamlText(label)} }
environments:
${environments
  .map((each) => {
    const modelName = yamlText(`${each}.${schema}.${name}`);
    const key = `${yamlText(each)}:`.padEnd(width + 1);
    return `  ${key} { catalog: ${yamlText(each)}, schema: ${yamlText(schema)}, modelName: ${modelName} }\n`;
  })
  .join('')}`;
}

/** Plain where nothing in it means something to YAML. */
function yamlText(text: string): string {
  const isPlain = /^[A-Za-z_][\w.]*$/.test(text) && !/^(?:true|false|null)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
