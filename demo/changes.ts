import type { Edit } from './edit';

const TRAINING = 'databricks-ml/app/notebooks/model_train.py';
const FEATURES = 'databricks-ml/app/features.py';

/** The agent of the demo has the packages of the unit tests, so pip need not install them for each run. */
export const AGENT_HAS_PACKAGES: Edit = {
  file: 'azure-pipelines/pull-request.yml',
  from: '    unitTestRequirements: tests/requirements.txt\n',
  to: '',
};

/** The story releases without main.yml, in which QA would sign each commit off after one more training. */
export const WITHOUT_SIGN_OFF: Edit = {
  file: 'azure-pipelines/release.yml',
  from: '    qaPipeline: main',
  to: '    qaRequired: false\n    qaPipeline: main',
};

/** The columns that a model looks at. It takes all features in any case, so its signature stays. */
function columns(from: string, to: string): Edit {
  return { file: TRAINING, from: `columns = [${from}]`, to: `columns = [${to}]` };
}

const TENURE = '"tenure_months"';
const WITH_FEE = '"tenure_months", "monthly_fee"';
const FEE_ONLY = '"monthly_fee"';
const ALL = '"tenure_months", "monthly_fee", "complaints"';

export const BEGIN_WITH_TENURE: readonly Edit[] = [
  {
    file: TRAINING,
    from: 'from sklearn.linear_model import LogisticRegression',
    to: 'from sklearn.compose import make_column_transformer\nfrom sklearn.linear_model import LogisticRegression',
  },
  {
    file: TRAINING,
    from: 'model = make_pipeline(StandardScaler(), ',
    to: `columns = [${TENURE}]\nmodel = make_pipeline(make_column_transformer((StandardScaler(), columns)), `,
  },
];
export const ADD_FEE = columns(TENURE, WITH_FEE);
export const SIMPLIFY_TO_FEE = columns(WITH_FEE, FEE_ONLY);
export const TAKE_SIMPLIFICATION_BACK = columns(FEE_ONLY, WITH_FEE);
export const ADD_COMPLAINTS = columns(WITH_FEE, ALL);

const MEDIAN = 'possible["monthly_fee"].fillna(possible["monthly_fee"].median())';
const ZERO = 'possible["monthly_fee"].fillna(0)';

/** A test of the project knows better. */
export const FILL_WITH_ZERO: Edit = { file: FEATURES, from: MEDIAN, to: ZERO };
export const FILL_WITH_MEDIAN: Edit = { file: FEATURES, from: ZERO, to: MEDIAN };
