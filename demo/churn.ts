/** The model that the story is about, and where its code is put. */
export const MODEL = 'prod.default.churn';
export const CHAMPION = 'alias:champion';
export const DEPLOYED_TO = '/Workspace/Shared/churn';
/** Where the notebook logs its runs. */
export const EXPERIMENT = '/Shared/churn-training';
