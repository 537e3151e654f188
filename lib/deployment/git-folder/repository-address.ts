export type AddressReading = { readonly url: string; readonly host: string } | { readonly refusal: string };

/** A repository's URL for Databricks: https, without the user name or secret of a checkout URL. */
export function readAddress(text: string): AddressReading {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:') {
    return { refusal: 'is no https address, and Databricks clones over https only.' };
  }
  if (url.password !== '') {
    return { refusal: 'holds a password, which everybody who may see the Git folder could read.' };
  }
  url.username = '';
  return { url: url.href, host: url.hostname };
}

/** Whether two URLs mean the same repository, in any spelling. */
export function isSameRepository(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

function canonical(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) {
    return text;
  }
  const path = decoded(url.pathname)
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '')
    .toLowerCase();
  return azureRepos(url.hostname, path) ?? `${url.host}${path}`;
}

/** Azure Repos has two hosts, and the URL of a repository named like its project may omit the project. */
function azureRepos(host: string, path: string): string | undefined {
  const organization = /^([^.]+)\.visualstudio\.com$/.exec(host)?.[1];
  if (organization === undefined && host !== 'dev.azure.com') {
    return undefined;
  }
  const full = organization === undefined ? path : `/${organization}${path.replace(/^\/defaultcollection/, '')}`;
  return `dev.azure.com${full.replace(/^(\/[^/]+)\/_git\/([^/]+)$/, '$1/$2/_git/$2')}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
