import { planLines } from '../../local/pipelines/print/plan-lines';
import { withBlock } from '../generation/marked-block';
import { textOf } from '../repository/repository';
import { neededValues, RUNS } from './parameter-matrix';
import { templateFiles, TEMPLATES, type Parameter, type TemplateFile } from './template-files';
import { compiledUse, ownTasks } from './template-problems';

/** The page of templates with what each takes and runs. */
export function withTemplateTables(page: string, root: string): string {
  const files = templateFiles(root);
  const filled = files.reduce(
    (text, file) => withBlock(text, `parameters of ${file.path}`, parameterTable(file)),
    page,
  );
  return files
    .filter(({ kind }) => kind === 'stages')
    .reduce((text, file) => withBlock(text, `plan of ${file.path}`, planOf(file, root)), filled);
}

function parameterTable({ parameters }: TemplateFile): string {
  const rows = parameters.map(
    (parameter) =>
      `| \`${parameter.name}\` | ${typeText(parameter)} | ${defaultText(parameter)} | ${parameter.displayName ?? ''} |`,
  );
  return ['| Parameter | Type | Default | Meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function typeText({ type, values }: Parameter): string {
  return values === undefined ? type : values.map((value) => `\`${String(value)}\``).join(', ');
}

function defaultText({ default: standard }: Parameter): string {
  if (standard === undefined) {
    return '**needed**';
  }
  if (standard === '') {
    return 'empty';
  }
  return `\`${typeof standard === 'object' ? inlineYaml(standard) : String(standard)}\``;
}

function inlineYaml(value: object): string {
  return JSON.stringify(value).replaceAll('"', '').replaceAll(':', ': ').replace('{', '{ ').replace('}', ' }');
}

/** What the template runs when it gets only what it needs. */
function planOf(template: TemplateFile, root: string): string {
  const use = { template, values: neededValues(template.parameters), run: RUNS[0] ?? {} };
  const { plan } = compiledUse(use, (path) => textOf(root, `${TEMPLATES}/${path}`), ownTasks(root));
  return ['```', ...(plan === undefined ? [] : planLines(plan, new Map())), '```'].join('\n');
}
