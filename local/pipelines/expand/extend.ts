import { itemsOf, kindName, type Entry, type Mapping, type Node } from '../read/node';
import { expandTree } from './expand-tree';
import { openTemplate } from './open-template';
import type { Scope } from './scope';

/** What a template to be extended may hold: https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/extends */
const WORK: ReadonlySet<string> = new Set(['stages', 'jobs', 'steps', 'extends']);
const BESIDE_WORK: ReadonlySet<string> = new Set(['variables', 'resources', 'pool']);

/** The pipeline with its `extends` replaced by the template. */
export function extended(pipeline: Mapping, scope: Scope): Mapping {
  const entry = pipeline.entries.find(({ key }) => key === 'extends');
  if (entry === undefined) {
    return pipeline;
  }
  const { findings } = scope.run;
  const rest = pipeline.entries.filter((other) => other !== entry);
  for (const { key, keyAt } of rest.filter((other) => WORK.has(other.key))) {
    findings.error(keyAt, 'extends', `a pipeline that extends a template has no '${key}' of its own`);
  }
  if (entry.value.kind !== 'mapping') {
    findings.error(
      entry.value.at,
      'extends',
      `'extends' takes 'template' and 'parameters', and is ${kindName(entry.value)}`,
    );
    return { ...pipeline, entries: rest };
  }
  const template = openTemplate(entry.value, scope);
  const body = template === undefined ? undefined : expandTree(template.body, 'pipeline', template.scope);
  if (template === undefined || body?.kind !== 'mapping') {
    return { ...pipeline, entries: rest };
  }
  const own = extended(body, template.scope);
  return { ...pipeline, entries: merged(rest, own.entries, scope) };
}

function merged(pipeline: readonly Entry[], template: readonly Entry[], { run }: Scope): readonly Entry[] {
  const entries = new Map(pipeline.map((entry) => [entry.key, entry]));
  for (const entry of template) {
    const { key, keyAt } = entry;
    const own = entries.get(key);
    if (key === 'trigger') {
      const message = "'trigger' in a template that is extended is left out: triggers are not part of a local run";
      run.findings.add({ severity: 'unsupported', rule: 'extends', at: keyAt, message });
    } else if (!WORK.has(key) && !BESIDE_WORK.has(key)) {
      run.findings.error(keyAt, 'extends', `'${key}' in a template that is extended is not supported here`);
    } else if (own === undefined) {
      entries.set(key, entry);
    } else if (key === 'variables' || key === 'pool') {
      // "'variables' is already defined", says the service: https://github.com/ChristopherHX/runner.server/issues/226.
      const message = `the pipeline and the template that it extends both have '${key}', which Azure Pipelines refuses; set it in one of the two`;
      run.findings.error(keyAt, 'extends', message);
    } else if (key === 'resources') {
      const message = `the pipeline and the template that it extends both have '${key}'; they are combined, the template's last, which is not documented`;
      run.findings.assume(keyAt, 'extends', message);
      entries.set(key, { ...own, value: together(own.value, entry.value) });
    }
  }
  return [...entries.values()];
}

function together(one: Node, other: Node): Node {
  if (one.kind !== 'mapping' || other.kind !== 'mapping') {
    return one;
  }
  const more = other.entries.filter((entry) => !one.entries.some((own) => own.key === entry.key));
  const entries = one.entries.map((own) => {
    const same = other.entries.find((entry) => entry.key === own.key);
    return same === undefined
      ? own
      : {
          ...own,
          value: { kind: 'list' as const, at: own.value.at, items: [...itemsOf(own.value), ...itemsOf(same.value)] },
        };
  });
  return { ...one, entries: [...entries, ...more] };
}
