import { UserError } from '../core/errors';

/** A folder for a deployment. */
export interface Destination {
  readonly kind: 'workspace' | 'volume';
  /** As the API expects it: without /Workspace at the start or slashes at the end. */
  readonly path: string;
  /** As in jobs and notebooks. */
  readonly shown: string;
}

const EXAMPLES = '/Workspace/Shared/churn/main or /Volumes/main/ml/code/churn';

/** Refuses relative paths and folders of others, before the first request. */
export function destinationOf(text: string): Destination {
  const problem = destinationProblem(text);
  if (problem !== undefined) {
    throw new UserError('DESTINATION_REFUSED', {
      what: `Input 'destination' is '${text}', ${problem}.`,
      fix: `Set a folder that only this deployment uses, e.g. ${EXAMPLES}.`,
    });
  }
  const path = apiPath(text);
  return path.startsWith('/Volumes/')
    ? { kind: 'volume', path, shown: path }
    : { kind: 'workspace', path, shown: `/Workspace${path}` };
}

function apiPath(text: string): string {
  // The service also removes a second prefix, so a remaining one would point to the root.
  return `/${text.split('/').filter(Boolean).join('/')}`.replace(/^(?:\/Workspace)+(?=\/|$)/, '') || '/';
}

/** Why nothing can be deployed to a path, as the rest of a sentence. */
export function destinationProblem(text: string): string | undefined {
  if (!text.startsWith('/')) {
    return 'which is not an absolute path';
  }
  if (/[\p{Cc}\\]/u.test(text)) {
    return 'which holds a backslash or a control character';
  }
  const segments = text.split('/');
  if (segments.includes('..') || segments.includes('.')) {
    return "which holds '.' or '..'";
  }
  const [first = '', ...below] = apiPath(text).split('/').filter(Boolean);
  const known = ROOTS.find((root) => root.toLowerCase() === first.toLowerCase());
  return known !== undefined && known !== first ? `which is spelled '/${known}'` : dangerIn(first, below);
}

const ROOTS = ['Workspace', 'Volumes', 'Users', 'Shared', 'Repos', 'dbfs'];

function dangerIn(first: string, below: readonly string[]): string | undefined {
  switch (first) {
    case '':
      return 'the whole workspace';
    case 'Shared':
      return below.length === 0 ? 'the folder that everybody shares' : undefined;
    case 'Users':
      return below.length < 2 ? "a person's own folder or that of all" : undefined;
    case 'Repos':
      return 'where Git folders live: files put there would be local edits';
    case 'Volumes':
      return below.length < 4 ? 'not a folder below a volume' : undefined;
    case 'dbfs':
      return 'on DBFS, which cannot store code';
    default:
      return undefined;
  }
}
