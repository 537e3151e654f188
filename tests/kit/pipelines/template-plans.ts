import assert from 'node:assert/strict';
import type { Plan } from '../../../local/pipelines/plan/plan';
import { textAt, valueAt } from '../../../local/pipelines/read/node';
import { root, textOf } from '../../../scripts/repository/repository';
import { taskNames } from '../../../scripts/repository/task-folders';
import { compiledPlainly, ownTemplates } from '../../../scripts/templates/template-problems';

export interface TemplateStep {
  readonly stage: string;
  /** `Bash@3`, or the kind of step and what it takes, such as `checkout self`. */
  readonly does: string;
  /** An input of its task; undefined if it is not given. */
  readonly input: (name: string) => string | undefined;
  /** The text of a script. */
  readonly script: string;
}

/** What a shipped template does with nothing but the values that it needs. */
export function templatePlan(path: string): Plan {
  const templates = ownTemplates(
    root,
    taskNames(root).map((name) => textOf(root, `tasks/${name}/task.json`)),
  );
  const template = templates.files.find((file) => file.path === path);
  assert.ok(template !== undefined, path);
  const { plan } = compiledPlainly(template, templates);
  assert.ok(plan !== undefined, path);
  return plan;
}

export function templateSteps(path: string): readonly TemplateStep[] {
  return templatePlan(path).stages.flatMap(({ name: stage, jobs }) =>
    jobs.flatMap(({ runs }) =>
      runs.flatMap(({ steps }) =>
        steps.map(({ does: kind, node }) => {
          const does = kind === 'checkout' ? `checkout ${textAt(node, 'checkout') ?? ''}` : kind;
          const inputs = valueAt(node, 'inputs');
          const script = textAt(inputs, 'script') ?? textAt(node, 'bash') ?? '';
          return { stage, does, script, input: (name: string) => textAt(inputs, name) };
        }),
      ),
    ),
  );
}
