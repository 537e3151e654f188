/** The model of the story, and the folder of its code. */
export const MODEL = 'prod.default.churn';
/** The file that names model, notebook and aliases, and the environment of the story. */
export const PROJECT = { configFile: 'mlops.yml', environment: 'prod' };
/** Its line that promotes without evidence. */
export const WITHOUT_EVIDENCE = 'promotion: { requireVerdict: none }';
export const DEPLOYED_TO = '/Workspace/Shared/churn';
/** Where the notebook logs its runs. */
export const EXPERIMENT = '/Shared/churn-training';
