import { hint } from '../core/nearest';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../yaml/node';
import type { Problem } from '../yaml/position';
import { usage } from './containers';
import type { Expectation, Securable } from './expectation';
import { isObjectKind, OBJECT_KINDS } from './object-kinds';
import { isReadyMade, READY_MADE } from './ready-made';
import { isSecurableKind, SECURABLE_KINDS, type SecurableKindName } from './securable-kinds';

const SUBJECTS = [...Object.keys(READY_MADE), ...Object.keys(SECURABLE_KINDS), ...Object.keys(OBJECT_KINDS)];
const NEEDS = 'needs';
/** Up to this many words, list all of them instead of the nearest one. */
const SHORT_LIST = 7;

/** The expectations of a list with what they imply, or all problems in it. */
export function readExpectations(
  node: YamlNode,
): { readonly value: readonly Expectation[] } | { readonly problems: readonly Problem[] } {
  if (node.kind !== 'list' || node.items.length === 0) {
    const message = node.kind === 'list' ? 'the list is empty' : "expected a list, e.g. '- read: main.ml.customers'";
    return { problems: [{ at: node.at, message }] };
  }
  const problems: Problem[] = [];
  const value = node.items.flatMap((item) => readItem(item, problems));
  return problems.length > 0 ? { problems } : { value };
}

function readItem(item: YamlNode, problems: Problem[]): readonly Expectation[] {
  if (item.kind !== 'map') {
    problems.push({ at: item.at, message: "expected a map, e.g. 'read: main.ml.customers'" });
    return [];
  }
  const subject = subjectOf(item, problems);
  const name = subject === undefined ? undefined : scalarIn(subject.value, problems);
  if (subject === undefined || name === undefined) {
    return [];
  }
  const needs = item.entries.find(({ key }) => key === NEEDS);
  return isReadyMade(subject.key)
    ? readyMade({ verb: subject.key, name, needs }, problems)
    : declared({ item, kind: subject.key, name, needs }, problems);
}

/** The key that names the subject of the item. */
function subjectOf({ at, entries }: YamlMap, problems: Problem[]): YamlEntry | undefined {
  const candidates = entries.filter(({ key }) => key !== NEEDS);
  const unknown = candidates.filter(({ key }) => !SUBJECTS.includes(key));
  problems.push(
    ...unknown.map(({ key, keyAt }) => ({ at: keyAt, message: `unknown key '${key}'; ${hint(key, SUBJECTS)}` })),
  );
  if (unknown.length > 0) {
    return undefined;
  }
  const [first, second] = candidates;
  if (first === undefined) {
    problems.push({ at, message: `the item names nothing; known are: ${SUBJECTS.join(', ')}` });
  } else if (second !== undefined) {
    problems.push({ at: second.keyAt, message: `'${first.key}' and '${second.key}' need an item each` });
    return undefined;
  }
  return first;
}

interface ReadyMadeItem {
  readonly verb: keyof typeof READY_MADE;
  readonly name: YamlScalar;
  readonly needs: YamlEntry | undefined;
}

function readyMade({ verb, name, needs }: ReadyMadeItem, problems: Problem[]): readonly Expectation[] {
  const { kind, expectations } = READY_MADE[verb];
  if (needs !== undefined) {
    problems.push({ at: needs.keyAt, message: `'${verb}' includes its own needs; name a '${kind}' to list them` });
  }
  const on = securableIn(kind, name, problems);
  return on === undefined ? [] : [...usage(on), ...expectations(on)];
}

interface DeclaredItem {
  readonly item: YamlMap;
  readonly kind: string;
  readonly name: YamlScalar;
  readonly needs: YamlEntry | undefined;
}

function declared({ item, kind, name, needs }: DeclaredItem, problems: Problem[]): readonly Expectation[] {
  if (needs === undefined) {
    problems.push({ at: item.at, message: `key '${NEEDS}' is missing` });
    return [];
  }
  if (isObjectKind(kind)) {
    const of = { kind, name: name.text };
    return wordsIn(needs.value, { kind, known: OBJECT_KINDS[kind].levels }, problems).map((level) => ({ level, of }));
  }
  if (!isSecurableKind(kind)) {
    return [];
  }
  const on = securableIn(kind, name, problems);
  const privileges = wordsIn(needs.value, { kind, known: SECURABLE_KINDS[kind].privileges }, problems);
  return on === undefined ? [] : [...usage(on), ...privileges.map((privilege) => ({ privilege, on }))];
}

function securableIn(kind: SecurableKindName, { text, at }: YamlScalar, problems: Problem[]): Securable | undefined {
  const { parts }: { readonly parts: readonly string[] } = SECURABLE_KINDS[kind];
  const found = text.split('.').map((part) => part.trim());
  if (found.length !== parts.length || found.includes('')) {
    problems.push({ at, message: `expected ${parts.join('.')}, found "${text}"` });
    return undefined;
  }
  return { kind, fullName: found.join('.').toLowerCase() };
}

interface Vocabulary {
  readonly kind: string;
  readonly known: readonly string[];
}

/** One word or a list of them, in the spelling of the API or of SQL. */
function wordsIn(node: YamlNode, { kind, known }: Vocabulary, problems: Problem[]): readonly string[] {
  const nodes = node.kind === 'list' ? node.items : [node];
  if (nodes.length === 0) {
    problems.push({ at: node.at, message: 'the list is empty' });
  }
  return nodes.flatMap((one) => {
    const scalar = scalarIn(one, problems);
    const word = scalar?.text.trim().toUpperCase().replaceAll(/\s+/g, '_') ?? '';
    if (scalar !== undefined && !known.includes(word)) {
      const what = known.length <= SHORT_LIST ? `known are: ${known.join(', ')}` : hint(word, known);
      problems.push({ at: one.at, message: `'${scalar.text}' cannot be granted on a ${kind}; ${what}` });
    }
    return word;
  });
}

function scalarIn(node: YamlNode, problems: Problem[]): YamlScalar | undefined {
  if (node.kind === 'scalar' && node.text.trim() !== '' && node.value !== null) {
    return node;
  }
  problems.push({
    at: node.at,
    message: `expected text, found ${node.kind === 'scalar' ? 'nothing' : `a ${node.kind}`}`,
  });
  return undefined;
}
