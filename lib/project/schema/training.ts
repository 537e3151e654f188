import { compute } from './compute';
import { entries, integer, scalar, section, text } from './settings';

export const training = section(
  { means: 'How the model is trained.', need: 'usually' },
  {
    notebook: text({
      means: 'Notebook, relative to this file as it is deployed, or a workspace path.',
      example: 'app/notebooks/model_train',
      need: 'usually',
      default: 'app/notebooks/model_train',
    }),
    compute,
    parameters: entries(
      {
        means: 'Parameters of the notebook. Whole numbers stay whole, and 1.10 stays 1.10.',
        example: '{ max_depth: 6, learning_rate: 0.1 }',
        need: 'usually',
      },
      scalar({ means: 'Value of the parameter.' }),
    ),
    timeoutMinutes: integer({
      means: 'Training is cancelled after that time.',
      example: '720',
      default: 720,
      minimum: 1,
      tightens: 'lower',
    }),
  },
);
