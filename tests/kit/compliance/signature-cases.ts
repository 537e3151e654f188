import type { Facts } from '../../../lib/compliance/facts';
import type { Cases } from './case';
import { GOOD_FACTS, GOOD_FILES, mlModelOf, UNSEEN, withFiles, withMlModel, withTags, withText } from './facts';

const champion = (signature: string): Facts => ({
  ...GOOD_FACTS,
  champion: {
    value: { number: 6, mlModel: { value: mlModelOf({ signature }) }, listed: { value: GOOD_FILES.listed } },
  },
});
/** What is said about how a version is called. */
export const SIGNATURE_CASES = {
  signature: [
    {
      what: 'no signature',
      facts: withMlModel({ signature: '' }),
      outcome: 'failed',
      because: /there is no signature/,
    },
    {
      what: 'no outputs',
      facts: withMlModel({ signature: `{ inputs: '[{"name": "age", "type": "long"}]' }` }),
      outcome: 'failed',
      because: /has no outputs/,
    },
    {
      what: 'an input that is gone',
      facts: champion(
        `{ inputs: '[{"name": "age", "type": "long"}, {"name": "city", "type": "string"}]', outputs: '[{"type": "double"}]' }`,
      ),
      outcome: 'failed',
      because: /against version 6, the champion: input 'city' \(string\) is gone/,
    },
    {
      what: 'an input of another type',
      facts: champion(`{ inputs: '[{"name": "age", "type": "double"}]', outputs: '[{"type": "double"}]' }`),
      outcome: 'failed',
      because: /input 'age' is long instead of double/,
    },
    {
      what: 'a newly required input with callers',
      facts: champion(
        `{ inputs: '[{"name": "age", "type": "long", "required": false}]', outputs: '[{"type": "double"}]' }`,
      ),
      outcome: 'failed',
      because: /input 'age' \(long\) is required, and was not/,
    },
    {
      what: 'a newly required input without callers',
      facts: champion(
        `{ inputs: '[{"name": "age", "type": "long", "required": false}]', outputs: '[{"type": "double"}]' }`,
      ),
      policy: { hasCallers: false },
      outcome: 'warned',
      because: /is required, and was not/,
    },
    {
      what: 'another output',
      facts: champion(`{ inputs: '[{"name": "age", "type": "long"}]', outputs: '[{"type": "long"}]' }`),
      outcome: 'warned',
      because: /output number 1 is double instead of long/,
    },
    {
      what: 'no champion',
      facts: { ...GOOD_FACTS, champion: { value: undefined } },
      outcome: 'passed',
      because: /no champion to compare with/,
    },
    {
      what: 'a champion that cannot be read',
      facts: { ...GOOD_FACTS, champion: UNSEEN },
      outcome: 'error',
      because: /^not checked: /,
    },
    {
      what: 'files that cannot be read',
      facts: { ...GOOD_FACTS, files: UNSEEN },
      outcome: 'error',
      because: /^not checked: /,
    },
  ],
  input_example: [
    {
      what: 'no example',
      facts: withMlModel({ saved_input_example_info: '' }),
      outcome: 'failed',
      because: /there is no input example/,
    },
    {
      what: 'one that is not there',
      facts: withFiles({ texts: new Map(), listed: [] }),
      outcome: 'failed',
      because: /names 'input_example.json', which does not exist/,
    },
    {
      what: 'one without a required input',
      facts: withText('input_example.json', '{"columns": ["plan"], "data": [["basic"]]}'),
      outcome: 'failed',
      because: /lacks these required inputs: age/,
    },
    {
      what: 'one that is not JSON',
      facts: withText('input_example.json', 'age,plan'),
      outcome: 'failed',
      because: /it is not JSON/,
    },
    {
      what: 'a value of another type',
      facts: withText('input_example.json', '{"columns": ["age", "plan"], "data": [[41, "basic"], ["old", 7]]}'),
      outcome: 'failed',
      because: /^'age' is "old", not long, 'plan' is 7, not string$/,
    },
    {
      what: 'a column without one value',
      facts: withText('input_example.json', '{"inputs": {"age": [41], "plan": [null]}}'),
      outcome: 'passed',
      because: /fits the signature/,
    },
    {
      what: 'half a year where whole numbers are due',
      facts: withText('input_example.json', '[{"age": 41.5}]'),
      outcome: 'failed',
      because: /^'age' is 41.5, not long$/,
    },
    {
      what: 'rows as records',
      facts: withText('input_example.json', '{"dataframe_records": [{"age": 41}]}'),
      outcome: 'passed',
      because: /marked synthetic/,
    },
    {
      what: 'one that nobody marked',
      facts: withTags({ input_example: undefined }),
      outcome: 'failed',
      because: /the tag 'input_example' is missing; set it to synthetic or approved/,
    },
  ],
} satisfies Cases;
