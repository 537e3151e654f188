import { UserError } from '../core/errors';
import { sha256Hex } from '../core/node/hash';
import { policyHash, type Effective } from '../project/effective';
import { loadWithin, projectFileAt, type Ground } from '../project/node/project-files';
import { originsIn } from '../project/origins';
import { inPullRequest } from '../project/pull-request';
import { environmentOf, readProject, type Project } from '../project/read-project';
import { rowBelow, valueOf, type Branch } from '../project/tree';
import type { ProjectFacts, PromotionPolicy, WrittenLines } from '../task/host';
import { formatProblem, type Problem } from '../yaml/position';

export interface ProjectRequest {
  readonly configFile: string;
  readonly environment: string;
  readonly baselineFile: string | undefined;
  /** The folder of all checkouts of the job. */
  readonly sourcesFolder: string;
  /** E.g. `2027-01-31`. */
  readonly today: string;
  /** Ends the names of what a pull request writes; undefined for other runs. */
  readonly pullRequestSuffix: string | undefined;
}

export interface OpenProject {
  readonly effective: Effective;
  readonly facts: ProjectFacts;
  readonly warnings: readonly string[];
}

/** The project file for the environment; one error lists everything that is wrong. */
export function openProject(request: ProjectRequest): OpenProject {
  const ground = { folder: request.sourcesFolder, isFence: true };
  const { project, warnings } = projectIn(request, ground);
  const found = environmentOf(project, request.environment);
  if ('unknown' in found) {
    throw new UserError('CONFIGURATION_REFUSED', {
      what: `Input 'environment' is '${request.environment}': ${found.unknown}`,
      fix: "Set 'environment' to one that the file has.",
    });
  }
  if (request.baselineFile !== undefined) {
    requireExtended(project, request.baselineFile, ground);
  }
  const policySha256 = policyHash(found.effective.configuration, sha256Hex);
  const { pullRequestSuffix: suffix } = request;
  const { tree: said } = found.effective;
  const tree = suffix === undefined ? said : inPullRequest(said, suffix);
  const effective = { ...found.effective, tree };
  return { effective, facts: factsOf(project, effective, policySha256), warnings: warnings.map(formatProblem) };
}

function factsOf(project: Project, effective: Effective, policySha256: string): ProjectFacts {
  const { file, baselines } = project;
  const { environment, tree, configuration } = effective;
  const { challenger, champion } = configuration.model;
  return {
    file: file.name,
    environment,
    fileSha256: sha256Hex(file.text),
    policySha256,
    places: { challenger, champion },
    promotion: [...project.environments.values()].map(promotionPolicy),
    baselines: baselines.map(({ name, text }) => ({ file: name, sha256: sha256Hex(text) })),
    waiverLines: rowBelow(tree, 'compliance', 'waivers').map(linesOf),
    configuration: valueOf(tree),
  };
}

function linesOf(item: Branch): WrittenLines {
  const places = originsIn(item).flatMap(({ origin }) => origin.at ?? []);
  const lines = places.map(({ line }) => line);
  return { file: places[0]?.file ?? '', first: Math.min(...lines), last: Math.max(...lines) };
}

function promotionPolicy({ environment, configuration }: Effective): PromotionPolicy {
  const { requireVerdict, maxEvidenceAgeDays, allowedBranches } = configuration.promotion;
  return { environment, modelName: configuration.modelName, requireVerdict, maxEvidenceAgeDays, allowedBranches };
}

function projectIn(
  { configFile, today }: ProjectRequest,
  ground: Ground,
): { readonly project: Project; readonly warnings: readonly Problem[] } {
  const found = projectFileAt(configFile, ground);
  if ('unread' in found) {
    throw new UserError('CONFIGURATION_REFUSED', {
      what: `Input 'configFile' names '${configFile}', which cannot be read (${found.unread}).`,
      fix: 'Set the path of a file that the checkout puts on the agent, e.g. databricks-ml/mlops.yml.',
    });
  }
  if ('problem' in found) {
    throw refused([found.problem], configFile);
  }
  const { project, problems, warnings } = readProject(found.file, { load: loadWithin(ground), today });
  if (project === undefined) {
    throw refused(problems, found.file.name);
  }
  return { project, warnings };
}

function refused(problems: readonly Problem[], file: string): UserError {
  const list = problems.map((problem) => `- ${formatProblem(problem)}`).join('\n');
  return new UserError('CONFIGURATION_REFUSED', {
    what: `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in ${file}; nothing was started.\n${list}`,
    fix: `Correct these lines; 'mlops validate ${file}' finds the same on your laptop.`,
  });
}

/** By its text: a project can move the file, but not change it. */
function requireExtended(project: Project, baselineFile: string, ground: Ground): void {
  const found = projectFileAt(baselineFile, ground);
  const isExtended = 'file' in found && project.baselines.some(({ text }) => text === found.file.text);
  if (!isExtended) {
    const names = project.baselines.map(({ name }) => name).join(', ') || 'no baseline at all';
    throw new UserError('BASELINE_NOT_EXTENDED', {
      what: `${project.file.name} has to extend '${baselineFile}'${'unread' in found ? `, which cannot be read (${found.unread})` : ''}, and extends ${names}.`,
      fix: `Write 'extends:' with the path of that file, seen from ${project.file.name}.`,
    });
  }
}
