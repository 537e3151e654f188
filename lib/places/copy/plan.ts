import { requireDescription } from '../../registry/descriptions';
import { legalTags } from '../../registry/legal-tags';
import type { Registry } from '../../registry/registry';
import { consoleTable } from '../../report/console-table';
import { copiesInto } from '../place';
import { receiptTag } from '../place-tags';
import type { Copy } from './context';

/** Refuses what the registry cannot store, before a version exists. */
export function requirePossibleCopy({ target, version, marks, tags }: Copy, { kind }: Registry): void {
  const receipt = { [receiptTag(copiesInto(target.name))]: '' };
  requireDescription(version.description, kind);
  legalTags({ ...tags, ...marks, ...receipt }, kind);
}

/** All changes in order. */
export function stepsOf({ target, version, origin, marks, found }: Copy, { kind }: Registry): readonly string[] {
  const how = kind === 'unityCatalog' ? 'in a run on Databricks, which moves the files' : `from ${origin.address}`;
  const marked = Object.entries(marks).map(([key, value]) => `${key} = ${value}`);
  const source = `version ${version.number} of ${version.model}`;
  return [
    found === undefined
      ? `Copy ${source} to a new version of ${target.name}, ${how}, with its description and tags, and ${marked.join(', ')}`
      : `Complete the tags of version ${found} of ${target.name}, which is a copy of ${source}`,
    `Write the receipt, and note it as ${receiptTag(copiesInto(target.name))} on the model ${target.name} and on the new version`,
  ];
}

/** The state before and after. */
export function copyBeforeAndAfter({ target, version, found }: Copy): readonly string[] {
  const before = found === undefined ? 'none' : `version ${found}`;
  const after = found === undefined ? 'a new version' : before;
  return consoleTable({
    columns: [`Copy of version ${version.number} of ${version.model}`, 'Before', 'After'],
    rows: [[target.name, before, after]],
  });
}
