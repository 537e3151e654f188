import type { Findings } from '../../read/finding';
import { textNode } from '../../read/node';
import type { Given } from './bind';
import type { Declaration } from './declaration';

/** For texts that the person who starts the pipeline will be asked for, so that the rest of it can be checked before. */
export function placeholders(
  declarations: readonly Declaration[],
  given: readonly Given[],
  findings: Findings,
): readonly Given[] {
  const isGiven = (name: string): boolean => given.some((each) => each.name.toLowerCase() === name.toLowerCase());
  return declarations.flatMap(({ name, type, default: standard, allowed: [first], at }) => {
    if (type !== 'string' || standard !== undefined || isGiven(name)) {
      return [];
    }
    const node = first ?? textNode(name, at);
    const text = node.kind === 'text' ? node.text : name;
    const message = `parameter '${name}' has no default, so whoever starts the pipeline is asked for it; taken as '${text}'`;
    findings.assume(at, 'parameters', message);
    return [{ name, node, at }];
  });
}
