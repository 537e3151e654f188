import { hint } from '../../../lib/core/nearest';
import { kindName, textAt, valueAt, type Mapping, type Origin } from '../read/node';
import { withVia } from '../read/with-via';
import { withOwnTemplates } from './adopt';
import { bound, givenIn } from './parameters/bind';
import { declarationsIn } from './parameters/declaration';
import { NO_LOCALS, type Scope } from './scope';
import { SELF, templatePlace, type FilePlace } from './sources';
import { TemplateVariables } from './template-variables';

/** A template with its parameters bound, ready to be expanded. */
export interface OpenTemplate {
  readonly body: Mapping;
  readonly scope: Scope;
}

const KEYS: ReadonlySet<string> = new Set(['template', 'parameters']);

/** Opens the template that a reference, which is expanded already, names. Undefined once reported. */
export function openTemplate(reference: Mapping, scope: Scope): OpenTemplate | undefined {
  const { findings, budget, files, predefined } = scope.run;
  reportStrangeKeys(reference, scope);
  const at = valueAt(reference, 'template')?.at ?? reference.at;
  const place = placeOf(reference, at, scope);
  budget.nesting(scope.depth + 1, at);
  const file = place === undefined ? undefined : files.load(place, at);
  if (file === undefined || place === undefined) {
    return undefined;
  }
  budget.file(file.label, at);
  if (file.node.kind !== 'mapping') {
    findings.error(
      { ...file.node.at, via: at },
      'template',
      `a template is a mapping, and this is ${kindName(file.node)}`,
    );
    return undefined;
  }
  const declared = valueAt(file.node, 'parameters');
  const declarations = declarationsIn(declared && withVia(declared, at), findings, 'template');
  const parameters = bound(declarations, {
    given: givenIn(valueAt(reference, 'parameters')),
    at,
    findings,
    withTemplates: (node, role) => withOwnTemplates(node, role, scope),
  });
  const variables = TemplateVariables.ofFile(predefined, scope.variables);
  const body = { ...file.node, entries: file.node.entries.filter(({ key }) => key !== 'parameters') };
  return {
    body,
    scope: { ...scope, file: place, via: at, depth: scope.depth + 1, parameters, variables, locals: NO_LOCALS },
  };
}

function placeOf(reference: Mapping, at: Origin, scope: Scope): FilePlace | undefined {
  const { findings, repositories } = scope.run;
  const written = textAt(reference, 'template');
  if (written === undefined) {
    findings.error(at, 'template', "'template' must name a file, and is empty");
    return undefined;
  }
  const place = templatePlace(written.trim(), scope.file);
  if ('problem' in place) {
    findings.error(at, 'template', place.problem);
    return undefined;
  }
  const isForeign = place.repository !== SELF && place.repository !== scope.file.repository;
  if (isForeign && !repositories.has(place.repository)) {
    const known = [...repositories, SELF];
    const advice = `declare it under resources.repositories; ${hint(place.repository, known)}`;
    findings.error(at, 'repository', `there is no repository '${place.repository}'; ${advice}`);
    return undefined;
  }
  if (isForeign && scope.file.repository !== SELF) {
    const message = `a template of repository '${scope.file.repository}' refers to repository '${place.repository}'; the alias is looked up in the pipeline, which is not documented`;
    findings.assume(at, 'repository-hop', message);
  }
  return place;
}

function reportStrangeKeys(reference: Mapping, { run }: Scope): void {
  for (const { key, keyAt } of reference.entries) {
    if (!KEYS.has(key)) {
      const message = `a reference to a template takes 'template' and 'parameters', not '${key}'`;
      run.findings.error(keyAt, 'unknown-key', message);
    }
  }
}
