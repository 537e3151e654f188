type Kind = 'unityCatalog' | 'workspace' | 'mlflow';

/** Which registry a model of that name lives in; undefined when its name does not say. */
export function registryOf(name: string, registry: string, hasServer: boolean): Kind | undefined {
  if (registry === 'unityCatalog' || registry === 'workspace' || registry === 'mlflow') {
    return registry;
  }
  if (hasServer) {
    return 'mlflow';
  }
  const parts = name.split('.').length;
  return parts === 3 ? 'unityCatalog' : parts === 1 ? 'workspace' : undefined;
}

/** Why no registry of that kind can hold the name; undefined when it can. */
export function whyIllegal(name: string, registry: string, hasServer: boolean): string | undefined {
  const parts = name.split('.');
  switch (registryOf(name, registry, hasServer)) {
    case undefined:
      return `it has ${parts.length} parts; write catalog.schema.model, or one part for the registry of a workspace`;
    case 'unityCatalog':
      if (parts.length !== 3 || parts.includes('')) {
        return 'Unity Catalog takes catalog.schema.model';
      }
      return /[/:\s]|\p{Cc}/u.test(name) ? 'Unity Catalog takes no slash, colon or space in it' : undefined;
    case 'workspace':
    case 'mlflow':
      if (name.includes("'") && name.includes('"')) {
        return 'it has quotes of both kinds';
      }
      return /[/:]|\p{Cc}/u.test(name) ? 'the registry takes no slash or colon in it' : undefined;
  }
}

/** The one model that the pull requests of a project share; nothing of it can become a champion. */
export function pullRequestTwin(name: string, schema: string | undefined): string {
  const parts = name.split('.');
  const [catalog, ownSchema, model] = parts;
  return parts.length === 3 ? `${catalog}.${schema ?? ownSchema}.${model}_pr` : `${name}_pr`;
}
