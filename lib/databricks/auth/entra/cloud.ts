/** One of the Azure clouds, with where it gives tokens and whom it gives them for. */
export interface AzureCloud {
  /** Ends in a slash. */
  readonly authority: string;
  /** Resource of Azure Resource Manager's older interface, which Databricks asks for. */
  readonly management: string;
  /** How the host names of its workspaces end. */
  readonly workspaces: string;
}

/** Azure Databricks itself, in every cloud. */
export const DATABRICKS_RESOURCE = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d';

/** By the names that service connections use (https://learn.microsoft.com/azure/databricks/dev-tools/auth). */
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
