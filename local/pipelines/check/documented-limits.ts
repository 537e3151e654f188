import type { Findings } from '../read/finding';
import { entryOf, itemsOf, textAt, valueAt, type Node, type Origin } from '../read/node';
import type { Piece } from '../schema/walk';

/** https://learn.microsoft.com/azure/devops/pipelines/process/variables#variable-naming-restrictions */
const RESERVED = /^(?:endpoint|input|secret|path|securefile)/i;

/** Reports what the documentation forbids and no shape shows. */
export function checkDocumentedLimits({ role, node }: Piece, findings: Findings): void {
  if (role === 'variables') {
    variableNames(node).forEach(({ name, at }) => checkVariableName(name, at, findings));
  }
  if (role === 'job' && textAt(node, 'deployment')?.toLowerCase() === 'deploy') {
    const at = valueAt(node, 'deployment')?.at ?? node.at;
    findings.warn(at, 'name', "'deploy' is a keyword, and the documentation forbids it as the name of a deployment");
  }
  if (role === 'strategy') {
    checkStrategy(node, findings);
  }
}

function checkVariableName(name: string, at: Origin, findings: Findings): void {
  if (RESERVED.test(name)) {
    const prefixes = 'endpoint, input, secret, path and securefile';
    findings.warn(
      at,
      'name',
      `variable '${name}' does not reach tasks: names that begin with ${prefixes} are reserved`,
    );
  }
}

function checkStrategy(strategy: Node, findings: Findings): void {
  const parallel = entryOf(strategy, 'parallel');
  const matrix = entryOf(strategy, 'matrix');
  const most = entryOf(strategy, 'maxParallel');
  if (parallel !== undefined && matrix !== undefined) {
    findings.error(parallel.keyAt, 'strategy', "a job has either 'parallel' or 'matrix', not both");
  } else if (most !== undefined && parallel !== undefined) {
    findings.error(most.keyAt, 'strategy', "'maxParallel' belongs to 'matrix'");
  }
}

function variableNames(variables: Node): readonly { readonly name: string; readonly at: Origin }[] {
  if (variables.kind === 'mapping') {
    return variables.entries.map(({ key, keyAt }) => ({ name: key, at: keyAt }));
  }
  return itemsOf(variables).flatMap((item) => {
    const name = textAt(item, 'name');
    return name === undefined ? [] : [{ name, at: valueAt(item, 'name')?.at ?? item.at }];
  });
}
