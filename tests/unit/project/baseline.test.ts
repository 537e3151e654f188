import assert from 'node:assert/strict';
import { formatProblem } from '../../../lib/yaml/position';
import { problemsOf, projectOf, readingOf, smallWith } from '../../kit/project/reading';

const EXTENDS = 'extends: org.yml\n';

describe('a project under a baseline', () => {
  const LOOSENED: readonly { what: string; org: string; own: string; problem: string }[] = [
    {
      what: 'a level that goes down',
      org: 'promotion: { approval: required }',
      own: 'promotion: { approval: none }',
      problem: "11:24: promotion.approval is 'none', and the baseline demands 'required' (org.yml:2:24)",
    },
    {
      what: 'a flag that is turned to the weaker side',
      org: 'promotion: { selfApproval: false }',
      own: 'promotion: { selfApproval: true }',
      problem: '11:28: promotion.selfApproval is true, and the baseline demands false (org.yml:2:28)',
    },
    {
      what: 'a number that may only become lower',
      org: 'promotion: { maxEvidenceAgeDays: 7 }',
      own: 'promotion: { maxEvidenceAgeDays: 8 }',
      problem: '11:34: promotion.maxEvidenceAgeDays is 8, and the baseline allows 7 at most (org.yml:2:34)',
    },
    {
      what: 'a number that may only become higher',
      org: 'data: { evaluation: { rows: 5000 } }',
      own: 'data: { training: { table: a }, evaluation: { table: b, label: c, rows: 4999 } }',
      problem: '8:73: data.evaluation.rows is 4999, and the baseline demands 5000 at least (org.yml:2:29)',
    },
    {
      what: 'a list of what is allowed that grows',
      org: 'comparison: { promoteOn: [SUPERIOR] }',
      own: 'comparison: { promoteOn: [SUPERIOR, FIRST_MODEL] }',
      problem:
        '11:26: comparison.promoteOn is ["SUPERIOR","FIRST_MODEL"], and the baseline allows SUPERIOR only (org.yml:2:26)',
    },
    {
      what: 'a list of approvers that is emptied, since then anybody may approve',
      org: 'promotion: { approvers: [risk] }',
      own: 'promotion: { approvers: [] }',
      problem: '11:25: promotion.approvers is [], and the baseline allows risk only (org.yml:2:25)',
    },
    {
      what: 'a list of demands that shrinks',
      org: 'compliance: { requiredHeadings: [Purpose, Data] }',
      own: 'compliance: { requiredHeadings: [Data] }',
      problem: '11:33: compliance.requiredHeadings is ["Data"], and the baseline demands Purpose, too (org.yml:2:33)',
    },
    {
      what: 'a value that is fixed',
      org: 'comparison: { unit: customer }',
      own: 'comparison: { unit: region }',
      problem: "11:21: comparison.unit is 'region', and the baseline fixes it at 'customer' (org.yml:2:21)",
    },
    {
      what: 'a guardrail that is left out',
      org: 'comparison: { guardrails: [{ metric: log_loss }] }',
      own: 'comparison: { guardrails: [{ metric: recall }] }',
      problem: "11:27: comparison.guardrails leaves out 'log_loss', which the baseline demands (org.yml:2:28)",
    },
    {
      what: 'a guardrail with a wider margin',
      org: 'comparison: { guardrails: [{ metric: log_loss, maximumLoss: 0.01 }] }',
      own: 'comparison: { guardrails: [{ metric: log_loss, maximumLoss: 0.02 }] }',
      problem:
        '11:61: comparison.guardrails[log_loss].maximumLoss is 0.02, and the baseline allows 0.01 at most (org.yml:2:61)',
    },
    {
      what: 'a slice whose margin is left out',
      org: 'comparison: { slices: [{ column: region, maximumLoss: 0.02 }] }',
      own: 'comparison: { slices: [{ column: region }] }',
      problem: '11:24: comparison.slices[region] leaves out maximumLoss, and the baseline says 0.02 (org.yml:2:55)',
    },
    {
      what: 'an environment that takes back what the file demands in general',
      org: 'compliance: { checks: { pickle: block } }',
      own: 'environments: { prod: { modelName: a.b.c, compliance: { checks: { pickle: skip } } } }',
      problem: "8:75: compliance.checks.pickle is 'skip', and the baseline demands 'block' (org.yml:2:33)",
    },
    {
      what: 'a general word against what the baseline demands in one environment',
      org: 'environments: { dev: {}, prod: { promotion: { maxEvidenceAgeDays: 3 } } }',
      own: 'promotion: { maxEvidenceAgeDays: 5 }',
      problem: '11:34: promotion.maxEvidenceAgeDays is 5, and the baseline allows 3 at most (org.yml:2:67)',
    },
  ];
  for (const { what, org, own, problem } of LOOSENED) {
    it(`may not loosen it: ${what}`, () => {
      assert.deepEqual(problemsOf(`${EXTENDS}${smallWith(own)}`, { 'org.yml': `version: 1\n${org}` }), [
        `mlops.yml:${problem}; it may only be tightened`,
      ]);
    });
  }

  it('takes over what it says nothing about, and may be stricter', () => {
    const org = `version: 1
promotion: { maxEvidenceAgeDays: 7, approvers: [risk, qa] }
compliance: { checks: { license: block }, requiredTags: { cost_center: {} } }
comparison: { guardrails: [{ metric: log_loss, maximumLoss: 0.01 }] }`;
    const own = `promotion: { approvers: [risk] }
compliance: { requiredTags: { owner: {} } }
comparison: { guardrails: [{ metric: log_loss }, { metric: recall }] }`;
    const { promotion, compliance, comparison } =
      projectOf(`${EXTENDS}${smallWith(own)}`, { 'org.yml': org }).environments.get('prod')?.configuration ?? {};
    assert.deepEqual([promotion?.maxEvidenceAgeDays, promotion?.approvers], [7, ['risk']]);
    assert.deepEqual(compliance?.checks.license, 'block');
    assert.deepEqual(compliance?.requiredTags, { cost_center: {}, owner: {} });
    assert.deepEqual(comparison?.guardrails, [
      { metric: 'log_loss', maximumLoss: 0 },
      { metric: 'recall', maximumLoss: 0 },
    ]);
  });

  it('may have no environment that the baseline does not know, where it would escape its demands', () => {
    const org = 'version: 1\nenvironments: { dev: {}, uat: {} }';
    assert.deepEqual(problemsOf(`${EXTENDS}${smallWith('')}`, { 'org.yml': org }), [
      "mlops.yml:10:9: environment 'prod' is unknown to org.yml, which has dev, uat",
    ]);
  });

  const TIER_RULE = `version: 1
rules:
  - name: no pickles
    riskTiers: [high]
    require: { compliance: { checks: { pickle: block } } }`;
  const TIERS = [
    { what: 'holds for a model of that tier', tags: 'tags: { risk_tier: high }', count: 1 },
    { what: 'leaves a model of another tier alone', tags: 'tags: { risk_tier: low }', count: 0 },
    { what: 'holds for a model that does not say its tier', tags: '', count: 1 },
  ];
  for (const { what, tags, count } of TIERS) {
    it(`meets a rule for a risk tier, which ${what}`, () => {
      const own = smallWith(`model:\n  problem: binary\n  ${tags}\ncompliance: { checks: { pickle: warn } }`);
      assert.equal(problemsOf(`${EXTENDS}${own}`, { 'org.yml': TIER_RULE }).length, count);
    });
  }

  const DATED =
    'version: 1\nrules: [{ name: no pickles, effectiveFrom: "2027-03-01", require: { compliance: { checks: { pickle: block } } } }]';
  const DAYS = [
    { today: '2027-02-28', problems: 0, warnings: 1 },
    { today: '2027-03-01', problems: 1, warnings: 0 },
  ];
  for (const { today, problems, warnings } of DAYS) {
    it(`is ${warnings === 1 ? 'warned' : 'refused'} on ${today} by a rule that holds from 2027-03-01 on`, () => {
      const text = `${EXTENDS}${smallWith('compliance: { checks: { pickle: warn } }')}`;
      const reading = readingOf(text, { 'org.yml': DATED }, today);
      assert.deepEqual([reading.problems.length, reading.warnings.length], [problems, warnings]);
      assert.match(
        [...reading.problems, ...reading.warnings].map(formatProblem).join(),
        /^mlops\.yml:11:33: (?:from 2027-03-01 on \(no pickles\): )?compliance\.checks\.pickle is 'warn', and the baseline demands 'block' \(org\.yml:2:\d+\)/,
      );
    });
  }

  it('meets rules of which the strictest counts, in whichever order they stand', () => {
    const rule = (name: string, days: number): string =>
      `{ name: ${name}, require: { promotion: { maxEvidenceAgeDays: ${days} } } }`;
    for (const rules of [`${rule('a', 3)}, ${rule('b', 9)}`, `${rule('b', 9)}, ${rule('a', 3)}`]) {
      const project = projectOf(`${EXTENDS}${smallWith('')}`, { 'org.yml': `version: 1\nrules: [${rules}]` });
      assert.equal(project.environments.get('prod')?.configuration.promotion.maxEvidenceAgeDays, 3);
    }
  });

  it('is held to every baseline on the way, and the way itself may only tighten', () => {
    const files = {
      'org.yml': 'version: 1\nextends: group.yml\npromotion: { maxEvidenceAgeDays: 9 }',
      'group.yml': 'version: 1\npromotion: { maxEvidenceAgeDays: 7, approval: required }',
    };
    assert.deepEqual(
      problemsOf(`${EXTENDS}${smallWith('promotion: { approval: none, maxEvidenceAgeDays: 9 }')}`, files),
      [
        "mlops.yml:11:24: promotion.approval is 'none', and the baseline demands 'required' (group.yml:2:47); it may only be tightened",
        'org.yml:3:34: promotion.maxEvidenceAgeDays is 9, and the baseline allows 7 at most (group.yml:2:34); it may only be tightened',
      ],
    );
  });

  const BROKEN: readonly { what: string; files: Record<string, string>; problem: string }[] = [
    { what: 'is missing', files: {}, problem: "mlops.yml:1:10: extends 'org.yml', and there is no such file" },
    {
      what: 'comes back to the project',
      files: { 'org.yml': 'version: 1\nextends: mlops.yml' },
      problem: 'org.yml:2:10: extends in a circle: mlops.yml → org.yml → mlops.yml',
    },
    {
      what: 'extends itself',
      files: { 'org.yml': 'version: 1\nextends: org.yml' },
      problem: 'org.yml:2:10: extends in a circle: mlops.yml → org.yml → org.yml',
    },
    {
      what: 'is broken',
      files: { 'org.yml': 'promotion: [' },
      problem: 'org.yml:1:13: unexpected end of the stream within a flow collection',
    },
    {
      what: 'says what only a project can say',
      files: { 'org.yml': 'version: 1\nenvironments: { prod: { modelName: a.b.c } , dev: {}}' },
      problem: "org.yml:2:25: unknown key 'modelName'; did you mean 'model'?",
    },
  ];
  for (const { what, files, problem } of BROKEN) {
    it(`says where a baseline ${what}`, () =>
      assert.deepEqual(problemsOf(`${EXTENDS}${smallWith('')}`, files), [problem]));
  }
});
