import type { TaskDefinition } from '../task/definition';

/** The build replaces this with the version in package.json. */
declare const EXTENSION_VERSION: string;

export const extensionVersion = EXTENSION_VERSION;

/** https://docs.databricks.com asks partners to name themselves in the user agent; the tail is what their own tools send. */
export function userAgent({ name, major }: TaskDefinition): string {
  return `mlops-for-databricks/${EXTENSION_VERSION} ${name}/${major} node/${process.versions.node} os/${process.platform} cicd/azure-devops`;
}
