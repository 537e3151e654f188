/** One of the Azure clouds, with its token endpoint and resources. */
export interface AzureCloud {
  /** Ends in a slash. */
  readonly authority: string;
  /** Resource of Azure Resource Manager's older API, which Databricks requires. */
  readonly management: string;
  /** Suffix of the host names of its workspaces. */
  readonly workspaces: string;
}

/** Azure Databricks itself, in every cloud. */
export const DATABRICKS_RESOURCE = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d';

/** By their names in service connections (https://learn.microsoft.com/azure/databricks/dev-tools/auth). */
export const AZURE_CLOUDS: Readonly<Record<string, AzureCloud>> = {
  AzureCloud: {
    authority: 'https://login.microsoftonline.com/',
    management: 'https://management.core.windows.net/',
    workspaces: '.azuredatabricks.net',
  },
  AzureUSGovernment: {
    authority: 'https://login.microsoftonline.us/',
    management: 'https://management.core.usgovcloudapi.net/',
    workspaces: '.databricks.azure.us',
  },
  AzureChinaCloud: {
    authority: 'https://login.chinacloudapi.cn/',
    management: 'https://management.core.chinacloudapi.cn/',
    workspaces: '.databricks.azure.cn',
  },
};
