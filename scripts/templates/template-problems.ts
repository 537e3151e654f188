import { compile, type Compilation } from '../../local/pipelines/compile';
import type { SourceReading } from '../../local/pipelines/expand/sources';
import type { Plan } from '../../local/pipelines/plan/plan';
import { includesOf, positionText, type Finding } from '../../local/pipelines/read/finding';
import { taskCatalog, type TaskCatalog, type TaskJson } from '../../local/pipelines/schema/task-catalog';
import { textOf } from '../repository/repository';
import { neededValues, parameterMatrix, RUNS, type Values } from './parameter-matrix';
import { templateFiles, TEMPLATES, type TemplateFile } from './template-files';

/** Templates, and what their steps are checked against. */
export interface Templates {
  readonly files: readonly TemplateFile[];
  /** Text of a file below the folder of templates. */
  readonly read: (path: string) => string;
  readonly tasks: TaskCatalog;
}

/** `taskJsons` are the texts of all task.json files; those on disk may be older than their definitions. */
export function ownTemplates(root: string, taskJsons: readonly string[]): Templates {
  const tasks = taskJsons.map((text) => JSON.parse(text) as TaskJson);
  return {
    files: templateFiles(root),
    read: (path) => textOf(root, `${TEMPLATES}/${path}`),
    tasks: taskCatalog(tasks),
  };
}

/** A pipeline that uses one template, with the values that it gives and those that the service would give. */
interface Use {
  readonly template: TemplateFile;
  readonly values: Values;
  readonly run: Values;
}

/** Everything that `mlops validate` finds in the templates, for every use of the matrix. */
export function templateProblems(templates: Templates): readonly string[] {
  return templates.files.flatMap(usesOf).flatMap((use) => {
    const given = JSON.stringify({ ...use.values, ...use.run });
    return compiled(use, templates).findings.map((finding) => `${lineOf(finding)} with ${given}`);
  });
}

/** What each use of the matrix would run. */
export function everyPlan(templates: Templates): readonly { readonly path: string; readonly plan: Plan }[] {
  return templates.files.flatMap(usesOf).flatMap((use) => {
    const { plan } = compiled(use, templates);
    return plan === undefined ? [] : [{ path: use.template.path, plan }];
  });
}

/** What comes out of a template that gets only what it needs. */
export function compiledPlainly(template: TemplateFile, templates: Templates): Compilation {
  return compiled({ template, values: neededValues(template.parameters), run: RUNS[0] ?? {} }, templates);
}

function usesOf(template: TemplateFile): readonly Use[] {
  const [firstRun = {}] = RUNS;
  return [
    ...RUNS.map((run) => ({ template, values: neededValues(template.parameters), run })),
    ...parameterMatrix(template).map((values) => ({ template, values, run: firstRun })),
  ];
}

function compiled({ template, values, run }: Use, { read, tasks }: Templates): Compilation {
  const pipeline = textUsing(template, values);
  const source = (path: string): SourceReading =>
    path === 'pipeline.yml' ? { text: pipeline, label: path } : { text: read(path), label: `${TEMPLATES}/${path}` };
  const request = {
    file: { repository: 'self', path: 'pipeline.yml' },
    sources: { read: ({ path }: { readonly path: string }) => source(path) },
    variables: Object.entries(run).map(([name, value]) => [name, String(value)] as const),
  };
  return compile(request, tasks);
}

/** JSON is YAML, and needs no care with quotes. */
function textUsing({ kind, path }: TemplateFile, parameters: Values): string {
  const reference = { template: path, parameters };
  return JSON.stringify(kind === 'stages' ? { extends: reference } : { [kind]: [reference] });
}

function lineOf({ severity, at, message }: Finding): string {
  const includes = includesOf(at).map((position) => `, included at ${positionText(position)}`);
  return `${positionText(at)}: ${severity}: ${message}${includes.join('')}`;
}
