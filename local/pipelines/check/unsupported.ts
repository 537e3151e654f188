import type { Findings } from '../read/finding';
import { itemsOf, textAt, valueAt, type Mapping, type Origin } from '../read/node';
import type { Piece } from '../schema/walk';

/** Reports what is read and checked, but cannot run on a laptop. */
export function checkUnsupported({ role, node }: Piece, findings: Findings): void {
  if (node.kind !== 'mapping') {
    return;
  }
  const name = (at: Origin | undefined, what: string): void => {
    if (at !== undefined) {
      findings.add({ severity: 'unsupported', rule: 'local-run', at, message: `${what} cannot run on a laptop` });
    }
  };
  if (role === 'pipeline' || role === 'job') {
    name(valueAt(node, 'container')?.at, 'a job in a container');
    name(valueAt(node, 'services')?.at, 'a service container');
    name(valueAt(valueAt(node, 'pool'), 'demands')?.at, 'a job with demands on its agent');
    name(serverPool(node), 'a job without agent, other than approval and delay,');
  }
  if (role === 'strategy') {
    name(valueAt(node, 'rolling')?.at, 'a rolling deployment');
    name(valueAt(node, 'canary')?.at, 'a canary deployment');
  }
  if (role === 'resources') {
    for (const kind of ['pipelines', 'builds', 'containers', 'packages', 'webhooks']) {
      name(valueAt(node, kind)?.at, `a resource of kind '${kind}'`);
    }
  }
  if (role === 'step') {
    for (const kind of ['downloadBuild', 'getPackage', 'reviewApp', 'upload']) {
      name(valueAt(node, kind)?.at, `a step '${kind}'`);
    }
  }
}

/** What a person or a clock decides can be decided here too. */
const DECIDED_HERE = /^(?:ManualValidation|Delay)@/i;

function serverPool(node: Mapping): Origin | undefined {
  const isServer = textAt(node, 'pool')?.toLowerCase() === 'server';
  const isDecidedHere = itemsOf(valueAt(node, 'steps')).every((step) => DECIDED_HERE.test(textAt(step, 'task') ?? ''));
  return isServer && !isDecidedHere ? valueAt(node, 'pool')?.at : undefined;
}
