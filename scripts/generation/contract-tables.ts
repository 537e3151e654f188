import { isJsonList, isJsonObject, scalarText, type JsonObject } from '../../lib/core/lossless-json';
import { contractSchema, PUBLISHED_KINDS } from './contract-schemas';
import { withBlock } from './marked-block';

/** Members that every contract has, and parts that several share; they have their own tables. */
const SHARED: ReadonlySet<string> = new Set(['kind', 'version', 'writtenAt', 'writtenBy', 'run', 'sha256']);
const PARTS: ReadonlySet<string> = new Set(['run', 'model', 'rule', 'evaluation']);

/** The page about contracts with its tables filled in. */
export function withContractTables(page: string): string {
  const tables = [
    ['envelope', tableOf(rowsIn(contractSchema('candidate'), '').filter(isShared))],
    ['run', tableOf(rowsIn(propertiesOf(contractSchema('candidate'))['run'], ''))],
    ['model', tableOf(rowsIn(propertiesOf(contractSchema('candidate'))['model'], ''))],
    ['rule', tableOf(rowsIn(propertiesOf(contractSchema('comparison'))['rule'], ''))],
    ['evaluation', tableOf(rowsIn(propertiesOf(contractSchema('comparison'))['evaluation'], ''))],
    ...PUBLISHED_KINDS.map(
      (kind) => [kind, tableOf(rowsIn(contractSchema(kind), '').filter((row) => !isShared(row)))] as const,
    ),
  ] as const;
  return tables.reduce((text, [name, table]) => withBlock(text, `contract-${name}`, table), page);
}

function isShared({ name }: Row): boolean {
  return SHARED.has(name.split('.', 1)[0] ?? name);
}

interface Row {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonObject;
}

function rowsIn(schema: JsonObject | undefined, prefix: string): readonly Row[] {
  const required = (schema?.['required'] ?? []) as readonly string[];
  return Object.entries(propertiesOf(schema)).flatMap(([key, member]) => {
    const name = `${prefix}${key}`;
    const row = { name, required: required.includes(key), schema: member };
    return PARTS.has(name) ? [row] : [row, ...rowsIn(member, `${name}.`), ...rowsInItems(member, name)];
  });
}

function rowsInItems({ items, additionalProperties }: JsonObject, name: string): readonly Row[] {
  return [
    ...(isJsonObject(items) ? rowsIn(items, `${name}[].`) : []),
    ...(isJsonObject(additionalProperties) ? rowsIn(additionalProperties, `${name}.<path>.`) : []),
  ];
}

function propertiesOf(schema: JsonObject | undefined): Readonly<Record<string, JsonObject>> {
  return (schema?.['properties'] ?? {}) as Readonly<Record<string, JsonObject>>;
}

function tableOf(rows: readonly Row[]): string {
  return [
    '| Member | Kind | Meaning |',
    '|---|---|---|',
    ...rows.map(
      ({ name, required, schema }) =>
        `| \`${name}\`${required ? '' : ' (optional)'} | ${kindOf(schema)} | ${scalarText(schema['description'])} |`,
    ),
  ].join('\n');
}

function kindOf(schema: JsonObject): string {
  if (isJsonList(schema['enum'])) {
    return schema['enum'].map((option) => `\`${scalarText(option)}\``).join(', ');
  }
  if (schema['const'] !== undefined) {
    return `\`${scalarText(schema['const'])}\``;
  }
  if (schema['type'] === 'array') {
    return 'list';
  }
  return schema['type'] === 'object' ? 'map' : scalarText(schema['type']);
}
