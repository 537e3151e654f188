import { hint } from '../../../../lib/core/nearest';
import { textOf } from '../../expressions/coercion';
import type { Judgement, Named } from '../../expressions/evaluate';
import { isArray, objectOf, type Value } from '../../expressions/value';
import type { Findings } from '../../read/finding';
import { textNode, type Node, type Origin } from '../../read/node';
import { normalizedSteps } from '../../schema/normalized-steps';
import type { Role } from '../../schema/roles';
import { valueOf } from '../tree-values';
import type { Declaration, Declarations } from './declaration';
import { typedValue } from './typed-value';
import { PARTS } from './types';

export interface Given {
  readonly name: string;
  readonly node: Node;
  readonly at: Origin;
  /** As a person wrote it on the command line, where a parameter that takes text needs no quotes of YAML. */
  readonly literal?: string;
  /** Why that is not YAML. */
  readonly problem?: string;
  /** Several pipelines share it, so not every one declares it. */
  readonly isShared?: true;
}

export interface Binding {
  readonly given: readonly Given[];
  /** Where the template is referred to; a value that is missing is missing there. */
  readonly at: Origin;
  readonly findings: Findings;
  /** How a person gives a value that is missing; undefined where a template is referred to. */
  readonly remedy?: (name: string) => string;
  /** Brings in the templates of a part that is passed. */
  readonly withTemplates: (node: Node, role: Role) => Node;
}

/** Gives each declared parameter its value. What is wrong is reported, and has no value. */
export function bound(declarations: Declarations, binding: Binding): Named {
  const members = new Map<string, Value>();
  for (const declaration of declarations.all) {
    const value = valueFor(declaration, binding);
    if (value !== undefined) {
      members.set(declaration.name, value);
    }
  }
  for (const { name, node, at } of undeclared(declarations, binding)) {
    if (declarations.isStrict) {
      const known = declarations.all.map((declaration) => declaration.name);
      const advice = known.length === 0 ? 'none is declared' : hint(name, known);
      binding.findings.error(at, 'parameters', `there is no parameter '${name}'; ${advice}`);
    } else {
      members.set(name, valueOf(node));
    }
  }
  const onMissing = (name: string): Judgement | undefined => judgeMissing(name, declarations);
  return { value: objectOf(members), onMissing };
}

function undeclared({ all }: Declarations, { given }: Binding): readonly Given[] {
  return given.filter(
    ({ name, isShared }) => isShared !== true && !all.some((declaration) => isNamed(declaration.name, name)),
  );
}

function judgeMissing(name: string, { all, isStrict }: Declarations): Judgement | undefined {
  const names = all.map((declaration) => declaration.name);
  // A declared one without a value has been reported where it is missing.
  return !isStrict || names.some((known) => isNamed(known, name))
    ? undefined
    : {
        kind: 'refusal',
        message: `parameter '${name}' is not declared; ${names.length === 0 ? 'none is' : hint(name, names)}`,
      };
}

function valueFor(declaration: Declaration, binding: Binding): Value | undefined {
  const { name, default: standard } = declaration;
  const given = binding.given.find((candidate) => isNamed(candidate.name, name));
  const { findings, remedy } = binding;
  // A default is judged even where it is not used, as the service does.
  const usual = standard === undefined ? undefined : judged(declaration, standard, findings);
  if (given !== undefined) {
    return givenValue(given, declaration, binding);
  }
  if (standard === undefined) {
    const advice = remedy === undefined ? '' : `; ${remedy(name)}`;
    findings.error(binding.at, 'parameters', `parameter '${name}' has no value here and no default${advice}`);
  }
  return usual;
}

function givenValue(given: Given, declaration: Declaration, binding: Binding): Value | undefined {
  const text = literalText(given, declaration);
  if (text === undefined && given.problem !== undefined) {
    const { name, at, problem } = given;
    binding.findings.error(at, 'parameters', `the value of parameter '${name}' is not YAML: ${problem}; quote it`);
    return undefined;
  }
  const node = text === undefined ? withParts(given.node, declaration, binding) : textNode(text, given.at);
  return judged(declaration, node, binding.findings);
}

/** What the service takes from a person: every character, also `:` and `#`. Quotes around it are those of YAML. */
function literalText({ literal, node }: Given, { type }: Declaration): string | undefined {
  const isQuoted = node.kind === 'text' && /^\s*['"]/.test(literal ?? '');
  return type === 'string' && !isQuoted ? literal : undefined;
}

function withParts(node: Node, { type }: Declaration, { withTemplates }: Binding): Node {
  const part = type === undefined ? undefined : PARTS[type];
  return part === undefined || part.isItem ? node : withTemplates(node, part.role);
}

function judged({ name, type, allowed }: Declaration, node: Node, findings: Findings): Value | undefined {
  if (type === undefined) {
    return valueOf(node);
  }
  const part = PARTS[type];
  const typed = typedValue(part === undefined ? node : normalizedSteps(node, part.role), type);
  if ('problem' in typed) {
    findings.error(node.at, 'parameters', `parameter '${name}' ${typed.problem}`);
    return undefined;
  }
  const wrong = outside(typed.value, allowed);
  if (wrong !== undefined) {
    const values = allowed.map((value) => (value.kind === 'text' ? `'${value.text}'` : '')).join(', ');
    findings.error(node.at, 'parameters', `parameter '${name}' must be one of ${values}, and is '${wrong}'`);
  }
  return wrong === undefined ? typed.value : undefined;
}

/** The first value that is not among the allowed ones. */
function outside(value: Value, allowed: readonly Node[]): string | undefined {
  const texts = allowed.flatMap((node) => (node.kind === 'text' ? [node.text] : []));
  const values = (isArray(value) ? value.items : [value]).map((item) => textOf(item) ?? '');
  return texts.length === 0 ? undefined : values.find((text) => !texts.includes(text));
}

function isNamed(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The arguments of a reference to a template. */
export function givenIn(parameters: Node | undefined): readonly Given[] {
  return parameters?.kind === 'mapping'
    ? parameters.entries.map(({ key, keyAt, value }) => ({ name: key, node: value, at: keyAt }))
    : [];
}
