import { isJsonList, isJsonObject, scalarText, toJson, type Json, type JsonObject } from '../core/lossless-json';
import type { Effective } from '../project/effective';
import { partAt } from '../project/merge';
import { originText } from '../project/origins';
import type { Part } from '../project/schema/part';
import { effectiveConfiguration } from '../project/schema/project';
import { loosened } from '../project/tighten';
import { below, valueOf, type Tree } from '../project/tree';
import type { Inputs } from '../task/definition';
import type { Complaint, Input, ProjectSource } from '../task/input';
import { variableLeftIn } from '../task/read-inputs';

export interface ProjectInputs {
  /** Inputs whose value comes from the file, as text. */
  readonly texts: ReadonlyMap<string, string>;
  /** Contradictions between step and file. */
  readonly complaints: readonly Complaint[];
}

/** The file's values for empty inputs, and contradictions with the step. */
export function projectInputs(inputs: Inputs, given: ReadonlyMap<string, string>, effective: Effective): ProjectInputs {
  const texts = new Map<string, string>();
  const complaints: Complaint[] = [];
  for (const [name, spec] of Object.entries(inputs)) {
    const { project } = spec;
    if (project === undefined || (project.unless ?? []).some((other) => isGiven(other, inputs, given))) {
      continue;
    }
    const said = project.paths.flatMap((path) => fileValueAt(path, effective));
    const own = isGiven(name, inputs, given) ? given.get(name) : undefined;
    const outcome =
      own === undefined ? { text: said[0] && textOf(said[0].value) } : reconciled(name, { spec, project, own, said });
    if ('complaint' in outcome) {
      complaints.push({
        ...outcome.complaint,
        fix: `${outcome.complaint.fix} (environment '${effective.environment}')`,
      });
    } else if (outcome.text !== undefined) {
      texts.set(name, outcome.text);
    }
  }
  return { texts, complaints };
}

/** An input with its default value counts as empty. */
function isGiven(name: string, inputs: Inputs, given: ReadonlyMap<string, string>): boolean {
  const text = given.get(name) ?? '';
  return text !== '' && text.toLowerCase() !== inputs[name]?.defaultText?.toLowerCase();
}

interface FileValue {
  readonly path: string;
  readonly part: Part | undefined;
  readonly tree: Tree;
  readonly value: Json;
}

function fileValueAt(path: string, { tree }: Effective): readonly FileValue[] {
  const keys = path.split('.');
  const found = below(tree, ...keys);
  const part = keys.reduce<Part | undefined>(partAt, effectiveConfiguration);
  return found === undefined ? [] : [{ path, part, tree: found, value: valueOf(found) }];
}

interface GivenInput {
  readonly spec: Input<unknown>;
  readonly project: ProjectSource;
  readonly own: string;
  readonly said: readonly FileValue[];
}

type Reconciliation = { readonly text: string | undefined } | { readonly complaint: Complaint };

function reconciled(name: string, { spec, project, own, said }: GivenInput): Reconciliation {
  const written = said.filter(({ tree }) => project.isPolicy === true || tree.origin.kind !== 'default');
  const [first] = written;
  const isUnread = variableLeftIn(own) !== undefined;
  if (first === undefined || isUnread || project.governs?.test(own) === false) {
    return { text: undefined };
  }
  const read = (text: string): Json | undefined => {
    const reading = spec.read(text, { name, readFile: () => '' });
    return 'value' in reading ? (reading.value as Json) : undefined;
  };
  const value = read(own);
  if (isJsonObject(value) && isJsonObject(first.value)) {
    return mergedMaps(name, value, { said: first, theirs: asMap(read(textOf(first.value))) });
  }
  if (project.adds === true && isJsonList(value) && isJsonList(first.value)) {
    return { text: toJson([...first.value, ...value]) };
  }
  if (project.isRelative === true) {
    return written.some((each) => own.endsWith(`/${textOf(each.value)}`)) || own === textOf(first.value)
      ? { text: undefined }
      : { complaint: differs(name, own, first) };
  }
  return written.some((each) => agrees(value, read(textOf(each.value)), each))
    ? { text: undefined }
    : { complaint: differs(name, own, first) };
}

/** Equal, or stricter if the schema defines that. */
function agrees(own: Json | undefined, theirs: Json | undefined, { part, path, tree }: FileValue): boolean {
  if (own === undefined || theirs === undefined || toJson(own) === toJson(theirs)) {
    return true;
  }
  const isOrdered = part?.kind === 'setting' && part.tightens !== 'free' && part.tightens !== 'fixed';
  return isOrdered && loosened({ kind: 'leaf', value: own, origin: tree.origin }, tree, { part, path }).length === 0;
}

function mergedMaps(
  name: string,
  own: JsonObject,
  { said, theirs }: { readonly said: FileValue; readonly theirs: JsonObject },
): Reconciliation {
  const clash = Object.keys(own).find(
    (key) => Object.hasOwn(theirs, key) && toJson(own[key] ?? null) !== toJson(theirs[key] ?? null),
  );
  if (clash === undefined) {
    return { text: toJson({ ...theirs, ...own }) };
  }
  const position = originText((below(said.tree, clash) ?? said.tree).origin);
  return {
    complaint: {
      what: `Input '${name}' sets '${clash}' to '${scalarText(own[clash])}', and ${position} sets it to '${scalarText(theirs[clash])}'.`,
      fix: `Leave '${clash}' out of the input, or change the file.`,
    },
  };
}

function asMap(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function differs(name: string, own: string, { path, value, tree }: FileValue): Complaint {
  const isDefault = tree.origin.kind === 'default';
  const theirs = isDefault ? `the default of ${path} is` : `${originText(tree.origin)} says`;
  return {
    what: `Input '${name}' is '${own}', and ${theirs} '${textOf(value)}'.`,
    fix: isDefault ? `Leave '${name}' out, or set ${path} in the file.` : `Leave '${name}' out, or change the file.`,
  };
}

/** As a person would write it: text unchanged, everything else as JSON. */
function textOf(value: Json): string {
  return scalarText(value);
}
