import type { Cases } from './case';
import { GOOD_FACTS, UNSEEN, withRun, withTags, withVersion } from './facts';

/** What is said about a version itself. */
export const VERSION_CASES = {
  version_ready: [
    {
      what: 'a pending version',
      facts: withVersion({ status: 'PENDING', statusText: 'PENDING_REGISTRATION' }),
      outcome: 'failed',
      because: /version 7 is not ready \(PENDING_REGISTRATION\)/,
    },
    { what: 'an archived one', facts: withVersion({ stage: 'Archived' }), outcome: 'failed', because: /is archived/ },
    {
      what: 'a candidate that was closed out',
      facts: withVersion({ stage: 'Archived', tags: new Map([['mlops_closed_out', 'INFERIOR against version 6']]) }),
      outcome: 'passed',
      because: /version 7 is ready/,
    },
    {
      what: 'a failed run',
      facts: withRun({ status: 'FAILED' }),
      outcome: 'failed',
      because: /a1b2 is FAILED, not FINISHED/,
    },
    { what: 'a deleted run', facts: withRun({ isDeleted: true }), outcome: 'failed', because: /a1b2 is deleted/ },
    {
      what: 'no run',
      facts: { ...GOOD_FACTS, run: { value: undefined } },
      outcome: 'passed',
      because: /names no MLflow run/,
    },
    {
      what: 'a run that cannot be read',
      facts: { ...GOOD_FACTS, run: UNSEEN },
      outcome: 'error',
      because: /^not checked: the storage refused/,
    },
  ],
  description: [
    {
      what: 'a short one',
      facts: withVersion({ description: 'short' }),
      outcome: 'failed',
      because: /it has 5 of at least 40 characters; the heading 'Purpose' is missing; the heading 'Data' is missing/,
    },
    {
      what: 'an empty section',
      facts: withVersion({ description: '## Purpose\n\n## Data\nOne row for each customer who ever was.' }),
      outcome: 'failed',
      because: /the section 'Purpose' is empty/,
    },
    {
      what: 'a heading in code',
      facts: withVersion({ description: '## Purpose\nx\n```\n# Data\n```\nand much more text to be long enough' }),
      outcome: 'failed',
      because: /the heading 'Data' is missing/,
    },
  ],
  required_tags: [
    {
      what: 'a missing tag',
      facts: withTags({ risk_tier: undefined }),
      outcome: 'failed',
      because: /the tag 'risk_tier' is missing/,
    },
    {
      what: 'a value that is not allowed',
      facts: withTags({ risk_tier: 'tiny' }),
      outcome: 'failed',
      because: /is 'tiny', not one of low, high/,
    },
    {
      what: 'a date that has passed',
      facts: withTags({ review_by: '2027-01-09' }),
      outcome: 'failed',
      because: /is 2027-01-09, below today \(2027-01-10\)/,
    },
    {
      what: 'a day that does not exist',
      facts: withTags({ review_by: '2027-02-30' }),
      outcome: 'failed',
      because: /is '2027-02-30', not a date/,
    },
    {
      what: 'a pattern that does not match in whole',
      policy: { requiredTags: { risk_tier: { pattern: 'l' } } },
      outcome: 'failed',
      because: /does not match l/,
    },
    {
      what: 'a number out of its range',
      facts: withTags({ share: '1.5' }),
      policy: { requiredTags: { share: { type: 'number', maximum: 1 } } },
      outcome: 'failed',
      because: /is 1.5, above 1/,
    },
    {
      what: 'a declared tag with another value',
      policy: { declaredTags: { risk_tier: 'high' } },
      outcome: 'failed',
      because: /is 'low', and the project declares 'high'/,
    },
    {
      what: 'more tags than are asked for',
      facts: withTags({ more: 'yes' }),
      outcome: 'passed',
      because: /have allowed values/,
    },
  ],
  owner: [
    {
      what: 'one person',
      facts: withVersion({ owner: 'ana@example.com' }),
      outcome: 'failed',
      because: /one person, ana@example.com/,
    },
    {
      what: 'nobody',
      facts: withVersion({ owner: undefined }),
      outcome: 'error',
      because: /^not checked: the registry names no owner/,
    },
  ],
  review_date: [
    {
      what: 'no date',
      facts: withTags({ review_by: undefined }),
      outcome: 'failed',
      because: /the tag 'review_by' is missing/,
    },
    {
      what: 'a date that has passed',
      facts: withTags({ review_by: '2027-01-05' }),
      outcome: 'failed',
      because: /was due on 2027-01-05, 5 days ago/,
    },
    {
      what: 'a date that is near',
      facts: withTags({ review_by: '2027-01-20' }),
      outcome: 'warned',
      because: /is due on 2027-01-20, in 10 days/,
    },
  ],
  license: [
    {
      what: 'no license',
      facts: withTags({ license: ' ' }),
      outcome: 'failed',
      because: /the tag 'license' is missing/,
    },
  ],
} satisfies Cases;
