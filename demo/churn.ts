/** The model that the story is about, and where its code is put. */
export const MODEL = 'prod.default.churn';
/** The file that names model, notebook and places, and the environment that the story plays in. */
export const PROJECT = { configFile: 'mlops.yml', environment: 'prod' };
/** Its line that does without evidence, for as long as nothing can check or compare models. */
export const WITHOUT_EVIDENCE = 'promotion: { requireVerdict: none }';
export const DEPLOYED_TO = '/Workspace/Shared/churn';
/** Where the notebook logs its runs. */
export const EXPERIMENT = '/Shared/churn-training';
