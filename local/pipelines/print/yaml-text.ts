import { includesOf, positionText } from '../read/finding';
import type { Entry, Mapping, Node, Origin } from '../read/node';
import { childRole, itemRole, type Role } from '../schema/roles';
import { scalarText, type ScalarStyle } from './scalar-text';

export interface PrintOptions {
  /** Behind each item of a list and each part of the pipeline, the line that it comes from. */
  readonly origins: boolean;
  /** An agent reads the output. */
  readonly onAgent?: boolean;
}

/** An expanded pipeline as YAML, such that expanding it again gives the same. */
export function yamlText(pipeline: Mapping, options: PrintOptions): string {
  return linesOf(pipeline, { role: 'pipeline', margin: '', options })
    .map((line) => `${line}\n`)
    .join('');
}

interface Spot {
  readonly role: Role;
  readonly margin: string;
  readonly options: PrintOptions;
}

function linesOf(node: Mapping | (Node & { kind: 'list' }), spot: Spot): readonly string[] {
  return node.kind === 'mapping'
    ? node.entries.flatMap((entry) => entryLines(entry, spot))
    : node.items.flatMap((item) => itemLines(item, spot));
}

function entryLines({ key, keyAt, value }: Entry, { role, margin, options }: Spot): readonly string[] {
  const child = childRole(role, key);
  const head = `${margin}${keyText(literal(key, role), options)}:`;
  const note = options.origins && role === 'pipeline' ? originNote(keyAt) : '';
  if (value.kind === 'text') {
    return `${head} ${scalarText(literal(value.text, child), style(`${margin}  `, options))}`.split('\n');
  }
  return isEmpty(value)
    ? [`${head} ${value.kind === 'list' ? '[]' : '{}'}`]
    : [`${head}${note}`, ...linesOf(value, { role: child, margin: `${margin}  `, options })];
}

function itemLines(item: Node, { role, margin, options }: Spot): readonly string[] {
  const inner = { role: itemRole(role), margin: `${margin}  `, options };
  if (item.kind === 'text') {
    return `${margin}- ${scalarText(literal(item.text, inner.role), style(inner.margin, options))}`.split('\n');
  }
  if (isEmpty(item)) {
    return [`${margin}- ${item.kind === 'list' ? '[]' : '{}'}`];
  }
  const [first = '', ...rest] = linesOf(item, inner);
  const note = options.origins && role !== 'free' ? [`${margin}${originNote(item.at).trimStart()}`] : [];
  return [...note, `${margin}- ${first.slice(inner.margin.length)}`, ...rest];
}

function originNote(at: Origin): string {
  const positions = [at, ...includesOf(at)].map(positionText);
  return ` # from ${positions.join(', included at ')}`;
}

function style(margin: string, { onAgent = false }: PrintOptions): ScalarStyle {
  return { margin, onAgent };
}

function keyText(key: string, options: PrintOptions): string {
  const text = scalarText(key, style('', options));
  return text.startsWith('|') ? JSON.stringify(key) : text;
}

/** A `${{` that an expression has given is text, and has to stay text when the result is expanded again. */
function literal(text: string, role: Role): string {
  return role === 'fixed' ? text : text.replaceAll('${{', "${{ '${{' }}");
}

function isEmpty(node: Mapping | (Node & { kind: 'list' })): boolean {
  return node.kind === 'mapping' ? node.entries.length === 0 : node.items.length === 0;
}
