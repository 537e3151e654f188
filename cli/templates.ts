import { printError, printJson, printLines } from './printer';
import type { FileState } from './templates/decide';
import { comparedWith, pathsIn, vendor, type Comparison } from './templates/vendor';
import { UsageError } from './usage-error';
import type { Verb, Words } from './verb';
import { version } from './version';

const DONE = { missing: 'wrote', older: 'replaced', edited: 'replaced', gone: 'deleted' } as const;
const DIFFERENCES = {
  missing: 'missing',
  older: 'of another release',
  gone: 'not in this release',
  edited: 'edited',
} as const;

/** Copies the pipeline templates of this release into a repository of an organization. */
export const templatesVerb: Verb = {
  name: 'templates',
  summary: 'Copy the pipeline templates into a repository of your organization.',
  usage: 'vendor [folder] [options]',
  description: [
    'Writes the templates of this release to the folder, which is the root of a repository that',
    'pipelines extend from. The file mlops-templates.json there says which release they are from.',
    '',
    'Run it again after an update of mlops: it replaces what nobody has edited. If a file was',
    'edited, it names the file and writes nothing; --force replaces it too.',
    '',
    'Its README says how a check in Azure DevOps makes pipelines extend them.',
  ],
  options: {
    check: 'Write nothing; the exit code is 1 if the folder differs from this release.',
    force: 'Also replace files that somebody has edited.',
    json: 'Print the result as JSON.',
  },
  example: 'mlops templates vendor ../mlops-templates',
  run: templates,
};

function templates({ positionals, options }: Words): number {
  const [what, folder = '.', ...more] = positionals;
  requireVendor(what, more);
  const comparison = comparedWith(folder);
  if (options.has('check')) {
    return checked(comparison, options);
  }
  const edited = pathsIn(comparison, 'edited');
  if (edited.length > 0 && !options.has('force')) {
    printError(
      `${folder} has ${edited.length === 1 ? 'a file' : 'files'} that somebody edited: ${edited.join(', ')}; nothing was written.`,
    );
    printError('Fix: Move the changes into templates of your own, then add --force, which replaces these files.');
    return 1;
  }
  vendor(comparison);
  if (options.has('json')) {
    printJson(jsonOf(comparison));
  } else {
    printLines(linesOf(comparison));
  }
  return 0;
}

function requireVendor(what: string | undefined, more: readonly string[]): void {
  const fix = 'Write mlops templates vendor <folder>.';
  if (what !== undefined && what !== 'vendor') {
    throw new UsageError(`'mlops templates' can vendor, not '${what}'.`, fix);
  }
  if (what === undefined || more.length > 0) {
    const got = what === undefined ? '' : `, but got ${more.length + 1}`;
    throw new UsageError(`'mlops templates vendor' takes one folder${got}.`, fix);
  }
}

function checked(comparison: Comparison, options: Words['options']): number {
  const { folder, former } = comparison;
  const different = Object.entries(DIFFERENCES).flatMap(([state, means]) =>
    pathsIn(comparison, state as FileState).map((path) => `${path}: ${means}`),
  );
  if (options.has('json')) {
    printJson(jsonOf(comparison));
  } else if (different.length === 0) {
    printLines([`${folder} has exactly the templates of release ${version}`]);
  } else {
    different.forEach(printError);
    const fix = `Run 'mlops templates vendor ${folder}'`;
    const other =
      former === undefined || former === version ? '' : `, or check with release ${former}, which wrote them`;
    printError(`Fix: ${fix}${other}.`);
  }
  return different.length === 0 ? 0 : 1;
}

function linesOf(comparison: Comparison): readonly string[] {
  const { folder, former } = comparison;
  const lines = Object.entries(DONE).flatMap(([state, done]) =>
    pathsIn(comparison, state as FileState).map((path) => `${done} ${path}`),
  );
  const before = former === undefined || former === version ? '' : `; before, they were of release ${former}`;
  return [
    ...lines,
    `${folder} has the templates of release ${version}${before}`,
    ...(lines.length === 0
      ? []
      : ['Next: commit them and tag the commit, e.g. v1; pipelines name it: ref: refs/tags/v1']),
  ];
}

function jsonOf({ folder, former, states }: Comparison): object {
  return { folder, release: version, formerRelease: former, files: Object.fromEntries(states) };
}
