import { compute } from './compute';
import { flag, integer, optionalSection, requiredSection, scalar, text } from './settings';

export const data = requiredSection(
  {
    means:
      'Tables. A name of one part is completed by the catalog and schema of the environment, a name of two parts by its catalog.',
    need: 'always',
  },
  {
    training: requiredSection(
      { means: 'What the model learns from.', need: 'always' },
      {
        table: text({ means: 'Table.', example: 'customers', need: 'always', required: true, names: 'table' }),
        timeColumn: text({
          means: 'Column with the time at which a row was created.',
          example: 'signup_date',
          need: 'usually',
        }),
      },
    ),
    evaluation: requiredSection(
      { means: 'Rows that no training has seen; candidate and champion are compared on them.', need: 'always' },
      {
        table: text({ means: 'Table.', example: 'holdout', need: 'always', required: true, names: 'table' }),
        label: text({ means: 'Column with the truth.', example: 'churned', need: 'always', required: true }),
        positiveClass: scalar({
          means: 'Value of the label that is the positive class; for a binary problem only. Default: 1.',
          example: '1',
          need: 'usually',
        }),
        key: text({
          means: 'Column that identifies a row. The sample is drawn by it, so it stays the same from run to run.',
          example: 'customer_id',
          need: 'usually',
        }),
        rows: integer({
          means: 'Size of the sample. A warning names the margins that so few rows can hardly prove.',
          example: '20000',
          need: 'usually',
          default: 20000,
          minimum: 1,
          tightens: 'higher',
        }),
        seed: integer({ means: 'Another number draws another sample.', example: '7', default: 7 }),
      },
    ),
    createMissing: flag({
      means:
        'Training creates the tables that are missing. Until they are there, preflight asks for CREATE_TABLE, not for SELECT. A pull request then has tables of its own.',
      example: 'true',
      strict: false,
    }),
    scoring: optionalSection(
      {
        means: 'Batch scoring: what is read, and where predictions go.',
        example: '{ input: current, output: { table: scores } }',
        need: 'usually',
      },
      {
        input: text({ means: 'Table with the rows to score.', example: 'current', required: true, names: 'table' }),
        output: optionalSection(
          {
            means: 'Where predictions go: a table or a path.',
            example: '{ table: scores }',
            oneOf: [['table'], ['path']],
          },
          {
            table: text({ means: 'Table.', example: 'scores', names: 'table' }),
            path: text({ means: 'Path of a volume.', example: '/Volumes/prod/ml/scores' }),
          },
        ),
        compute,
      },
    ),
  },
);
