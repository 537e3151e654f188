import { Findings, type Finding } from '../read/finding';
import { entryOf, itemsOf, kindName, textAt, valueAt, type Mapping, type Node, type Origin } from '../read/node';
import { withOwnTemplates } from './adopt';
import { Budget, BudgetSpent, LIMITS, type Limits } from './budget';
import { expandTree } from './expand-tree';
import { extended } from './extend';
import { include } from './include';
import { Files, type LoadedFile } from './load-file';
import { bound, type Given } from './parameters/bind';
import { declarationsIn, type Declarations } from './parameters/declaration';
import { placeholders } from './parameters/placeholders';
import { NO_LOCALS, type Run, type Scope } from './scope';
import type { FilePlace, Sources } from './sources';
import { TemplateVariables } from './template-variables';

export interface ExpandRequest {
  readonly file: FilePlace;
  readonly sources: Sources;
  readonly parameters?: readonly Given[];
  /** What becomes of a text that no one has given and that has no default. Default: it is an error, as at the start of a run. */
  readonly missing?: 'assumed';
  /** Variables that template expressions see from the start, such as Build.Reason. */
  readonly variables?: readonly (readonly [name: string, value: string])[];
  readonly limits?: Limits;
}

export interface Expansion {
  /** Undefined where a limit was passed or the file cannot be read. */
  readonly pipeline: Mapping | undefined;
  readonly findings: readonly Finding[];
  /** The files that were read, the pipeline first. */
  readonly files: readonly LoadedFile[];
}

/** Expands a pipeline to one document without templates, parameters or expressions. */
export function expand(request: ExpandRequest): Expansion {
  const findings = new Findings();
  const files = new Files(request.sources, findings);
  const answer = (pipeline: Mapping | undefined): Expansion => ({ pipeline, findings: findings.all, files: files.all });
  try {
    return answer(expandRoot(request, { findings, files }));
  } catch (error) {
    if (error instanceof RangeError) {
      const at = { file: request.file.path, line: 1, column: 1 };
      findings.error(at, 'limit', 'directives and templates are nested too deep to be expanded');
    } else if (!(error instanceof BudgetSpent)) {
      throw error;
    }
    return answer(undefined);
  }
}

function expandRoot(request: ExpandRequest, shared: Pick<Run, 'findings' | 'files'>): Mapping | undefined {
  const { findings, files } = shared;
  const root = files.load(request.file, undefined);
  if (root === undefined) {
    return undefined;
  }
  if (root.node.kind !== 'mapping') {
    findings.error(root.node.at, 'pipeline', `a pipeline is a mapping, and this is ${kindName(root.node)}`);
    return undefined;
  }
  const repositories = new Set<string>();
  const run: Run = {
    findings,
    files,
    repositories,
    budget: new Budget(request.limits ?? LIMITS, findings),
    predefined: request.variables ?? [],
    include,
  };
  run.budget.file(root.label, root.node.at);
  const scope = rootScope(request, root.node, run);
  const body = { ...root.node, entries: root.node.entries.filter(({ key }) => key !== 'parameters') };
  aliasesIn(body, scope).forEach((alias) => repositories.add(alias));
  const expanded = expandTree(body, 'pipeline', scope);
  return expanded.kind === 'mapping' ? extended(expanded, scope) : undefined;
}

function rootScope({ file, parameters: given = [], missing }: ExpandRequest, root: Mapping, run: Run): Scope {
  const declarations = declarationsIn(valueAt(root, 'parameters'), run.findings, 'root');
  const at: Origin = entryOf(root, 'parameters')?.keyAt ?? root.at;
  const variables = TemplateVariables.ofFile(run.predefined);
  const before: Omit<Scope, 'parameters'> = { run, file, via: undefined, depth: 0, variables, locals: NO_LOCALS };
  const assumed = missing === 'assumed' ? placeholders(declarations.all, given, run.findings) : [];
  const parameters = bound(asStrict(declarations), {
    given: [...given, ...assumed],
    at,
    findings: run.findings,
    remedy: (name) => `give it with --parameters ${name}=<value>`,
    withTemplates: (node, role) => withOwnTemplates(node, role, { ...before, parameters: NOTHING }),
  });
  return { ...before, parameters };
}

const NOTHING: Scope['parameters'] = { value: null };

/** A pipeline without declarations takes no parameters, as the service does. */
function asStrict(declarations: Declarations): Declarations {
  return declarations.all.length === 0 ? { ...declarations, isStrict: true } : declarations;
}

/** The aliases of repositories, which templates anywhere in the file may use. */
function aliasesIn(body: Mapping, scope: Scope): readonly string[] {
  const resources = valueAt(body, 'resources');
  const expanded: Node | undefined = resources === undefined ? undefined : expandTree(resources, 'resources', scope);
  return itemsOf(valueAt(expanded, 'repositories')).flatMap((repository) => textAt(repository, 'repository') ?? []);
}
