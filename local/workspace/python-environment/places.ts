import { homedir } from 'node:os';
import { join } from 'node:path';

/** The built command line is one JavaScript file, which runs from wherever npm installed it. */
const isSource = __filename.endsWith('.ts');
const BESIDE = isSource ? join(__dirname, '..') : __dirname;

/** What Python processes import. The build puts it, and the locks, beside the command line. */
export const PYTHON_FOLDER = join(BESIDE, 'python');
export const LOCKS_FOLDER = join(BESIDE, 'python-environment');

/** Survives every start: in the repository its own folder, else the user's cache, since npm may replace a package. */
export const LASTING_FOLDER = isSource ? join(BESIDE, '../../.local') : join(userCache(), 'mlops-for-databricks');

function userCache(): string {
  const usual = process.platform === 'darwin' ? 'Library/Caches' : '.cache';
  return process.env['XDG_CACHE_HOME'] || join(homedir(), usual);
}
