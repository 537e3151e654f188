import type { Builds, Pipeline } from '../../azure-devops/builds';
import { UserError } from '../../core/errors';
import type { SignOffQuestion } from './question';

/** The ID of the one pipeline that the input names. */
export async function findPipeline({ pipeline, facts }: SignOffQuestion, builds: Builds): Promise<number> {
  const found = /^\d+$/.test(pipeline) ? await byId(Number(pipeline), builds) : await byName(pipeline, builds);
  const [only, ...others] = found;
  if (only?.id === undefined) {
    throw new UserError('SIGN_OFF_UNKNOWN', {
      what: `Project '${facts.project}' has no pipeline '${pipeline}', or hides it from this job.`,
      fix: "Run the pipeline that signs commits off, or correct 'signOffPipeline' (in release.yml 'qaPipeline'). If the pipeline exists, open its security page and allow the build service to view the pipeline and its builds.",
    });
  }
  if (others.length > 0) {
    const paths = found.map((one) => `${pathOf(one)} (ID ${one.id ?? ''})`).join(', ');
    throw new UserError('SIGN_OFF_UNKNOWN', {
      what: `Project '${facts.project}' has ${found.length} pipelines named '${pipeline}': ${paths}.`,
      fix: "Write the folder and the name, or the ID, into 'signOffPipeline'.",
    });
  }
  return only.id;
}

async function byId(id: number, builds: Builds): Promise<readonly Pipeline[]> {
  const found = await builds.pipeline(id);
  return found === undefined ? [] : [found];
}

async function byName(text: string, builds: Builds): Promise<readonly Pipeline[]> {
  const path = text.replaceAll('\\', '/').replace(/^\/+/, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const found = await builds.pipelines(name);
  return text.includes('/') || text.includes('\\')
    ? found.filter((pipeline) => pathOf(pipeline).toLowerCase() === path.toLowerCase())
    : found;
}

/** Without the slash in front: `folder/name`. */
function pathOf({ path = '', name = '' }: Pipeline): string {
  return `${path.replaceAll('\\', '/')}/${name}`.replaceAll(/\/{2,}/g, '/').replace(/^\//, '');
}
