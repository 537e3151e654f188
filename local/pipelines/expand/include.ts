import { kindName, type Mapping, type Node } from '../read/node';
import type { Role } from '../schema/roles';
import { expandTree } from './expand-tree';
import { openTemplate } from './open-template';
import type { Scope } from './scope';
import { variableList } from './variable-list';

/** The content of a reference in a list of stages, jobs, steps or variables. */
export function include(reference: Mapping, role: Role, outside: Scope): readonly Node[] {
  const template = openTemplate(reference, outside);
  if (template === undefined) {
    return [];
  }
  const body = expandTree(template.body, 'pipeline', template.scope);
  const { findings } = template.scope.run;
  const found = body.kind === 'mapping' ? body.entries : [];
  for (const { key, keyAt } of found.filter((entry) => entry.key !== role)) {
    findings.error(keyAt, 'template', `a template for ${role} holds 'parameters' and '${role}', not '${key}'`);
  }
  const part = found.find(({ key }) => key === role)?.value;
  if (part === undefined) {
    findings.error(body.at, 'template', `this template is used for ${role} and has no '${role}'`);
    return [];
  }
  return role === 'variables' ? variableList(part) : itemsIn(part, role, template.scope);
}

function itemsIn(part: Node, role: Role, { run }: Scope): readonly Node[] {
  if (part.kind === 'list') {
    return part.items;
  }
  if (part.kind === 'mapping' || part.text !== '') {
    run.findings.error(part.at, 'template', `'${role}' is a list, and here it is ${kindName(part)}`);
  }
  return [];
}
