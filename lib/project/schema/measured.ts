import { choice, text } from './settings';

export const metric = text({
  means: 'Name of the metric.',
  example: 'average_precision',
  required: true,
  tightens: 'fixed',
});

/** What is said of a metric wherever one is named. */
export const measured = {
  direction: choice(['higher', 'lower'], {
    means: 'Which way is better; needed for a metric of your own only.',
    example: 'higher',
    tightens: 'fixed',
  }),
  marginUnit: choice(['absolute', 'percent'], {
    means:
      "What margins of the metric are measured in: the metric itself, or percent of the champion's value. Needed where the metric has the unit of the label.",
    example: 'percent',
    tightens: 'fixed',
  }),
};
