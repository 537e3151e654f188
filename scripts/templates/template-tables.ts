import { planLines } from '../../local/pipelines/print/plan-lines';
import { withBlock } from '../generation/marked-block';
import type { Parameter, TemplateFile } from './template-files';
import { compiledPlainly, type Templates } from './template-problems';

/** The page of templates with what each takes and runs. */
export function withTemplateTables(page: string, templates: Templates): string {
  const filled = templates.files.reduce(
    (text, file) => withBlock(text, `parameters of ${file.path}`, parameterTable(file)),
    page,
  );
  return templates.files
    .filter(({ kind }) => kind === 'stages')
    .reduce((text, file) => withBlock(text, `plan of ${file.path}`, planOf(file, templates)), filled);
}

function parameterTable({ parameters }: TemplateFile): string {
  if (parameters.length === 0) {
    return 'It takes no parameters.';
  }
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

function planOf(template: TemplateFile, templates: Templates): string {
  const { plan } = compiledPlainly(template, templates);
  return ['```', ...(plan === undefined ? [] : planLines(plan, new Map())), '```'].join('\n');
}
