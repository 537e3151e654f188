import assert from 'node:assert/strict';
import type { AccessEntry } from '../../../lib/databricks/permissions';
import { judge, type PreflightFacts } from '../../../lib/preflight/decide';
import type { Expectation } from '../../../lib/preflight/expectation';
import type { Verdict } from '../../../lib/preflight/finding';
import { holds, type SecurableFacts } from '../../../lib/preflight/holding';
import type { ObjectFacts } from '../../../lib/preflight/object-facts';

const who = {
  userName: 'ci@example.com',
  id: undefined,
  displayName: undefined,
  isServicePrincipal: false,
  groups: ['ml', 'users'],
};
const nobody: SecurableFacts = { privileges: [], owner: 'ada', refusals: [] };

function granted(privilege: string, principal = 'ci@example.com', inheritedFrom?: string): SecurableFacts {
  return { ...nobody, privileges: [{ privilege, principal, inheritedFrom }] };
}

describe('holding a privilege', () => {
  const CASES: readonly (readonly [what: string, facts: SecurableFacts, because: string | undefined])[] = [
    ['nothing', nobody, undefined],
    ['a grant of its own', granted('SELECT'), 'granted directly'],
    ['a grant in another case of letters', granted('SELECT', 'CI@example.com'), 'granted directly'],
    ['another privilege', granted('MODIFY'), undefined],
    ['a privilege without a name', granted(''), undefined],
    ['a grant to somebody else', granted('SELECT', 'ada'), undefined],
    ['a grant to nobody', granted('SELECT', ''), undefined],
    ['a grant to a group', granted('SELECT', 'ml'), 'through group ml'],
    ['a grant to everybody', granted('SELECT', 'account users'), 'through group account users'],
    ['a grant to a strange group', granted('SELECT', 'ml2'), undefined],
    ['a grant on the schema', granted('SELECT', 'ml', 'schema a.b'), 'from schema a.b, through group ml'],
    ['all privileges', granted('ALL_PRIVILEGES'), 'granted directly'],
    ['being the owner', { ...nobody, owner: 'ci@example.com' }, 'owner'],
    ['a group that is the owner', { ...nobody, owner: 'ml' }, 'owner through group ml'],
    ['an owner that nobody tells', { ...nobody, owner: '' }, undefined],
  ];
  for (const [what, facts, because] of CASES) {
    it(`is ${because ?? 'not so'} with ${what}`, () => assert.equal(holds('SELECT', facts, who)?.because, because));
  }

  it('is not so for a group without a name where nobody tells the owner', () => {
    assert.equal(holds('SELECT', { ...nobody, owner: '' }, { ...who, groups: [''] }), undefined);
  });

  it('is not so for MANAGE with all privileges', () => {
    assert.equal(holds('MANAGE', granted('ALL_PRIVILEGES'), who), undefined);
  });
});

const onTable: Expectation = { privilege: 'SELECT', on: { kind: 'table', fullName: 'a.b.c' } };
const onModel: Expectation = {
  privilege: 'EXECUTE',
  on: { kind: 'model', fullName: 'a.b.m' },
  whileAbsent: { privilege: 'CREATE_MODEL', on: { kind: 'schema', fullName: 'a.b' } },
};
const onJob: Expectation = { level: 'CAN_MANAGE_RUN', of: { kind: 'job', name: 'train' } };

function known({
  at,
  instead,
  object,
}: {
  at?: SecurableFacts;
  instead?: SecurableFacts;
  object?: ObjectFacts;
}): PreflightFacts {
  return { securable: () => at, instead: () => instead, object: () => object ?? { absent: 'none' } };
}

describe('judging a grant', () => {
  const refused: SecurableFacts = { ...nobody, refusals: ['403'] };
  const GRANT = 'GRANT SELECT ON TABLE `a`.`b`.`c` TO `ci@example.com`;';
  const CREATE = 'GRANT CREATE MODEL ON SCHEMA `a`.`b` TO `ci@example.com`;';
  interface Case {
    readonly what: string;
    readonly expectation: Expectation;
    readonly facts: PreflightFacts;
    readonly verdict: Verdict;
    readonly ask?: string;
  }
  const CASES: readonly Case[] = [
    { what: 'held', expectation: onTable, facts: known({ at: granted('SELECT') }), verdict: 'held' },
    {
      what: 'a refusal beside a grant',
      expectation: onTable,
      facts: known({ at: { ...refused, ...granted('SELECT') } }),
      verdict: 'held',
    },
    { what: 'not granted', expectation: onTable, facts: known({ at: nobody }), verdict: 'missing', ask: GRANT },
    { what: 'refused', expectation: onTable, facts: known({ at: refused }), verdict: 'unseen', ask: GRANT },
    {
      what: 'not there',
      expectation: onTable,
      facts: known({}),
      verdict: 'absent',
      ask: `Create table a.b.c. If it exists, it is hidden: ${GRANT}`,
    },
    {
      what: 'yet to come, and allowed',
      expectation: onModel,
      facts: known({ instead: granted('CREATE_MODEL') }),
      verdict: 'held',
    },
    {
      what: 'yet to come, and not allowed',
      expectation: onModel,
      facts: known({ instead: nobody }),
      verdict: 'missing',
      ask: CREATE,
    },
    {
      what: 'yet to come in nothing',
      expectation: onModel,
      facts: known({}),
      verdict: 'absent',
      ask: 'Create model a.b.m. If it exists, it is hidden: GRANT EXECUTE ON FUNCTION `a`.`b`.`m` TO `ci@example.com`;',
    },
    {
      what: 'there, so that creating it does not count',
      expectation: onModel,
      facts: known({ at: nobody, instead: granted('CREATE_MODEL') }),
      verdict: 'missing',
      ask: 'GRANT EXECUTE ON FUNCTION `a`.`b`.`m` TO `ci@example.com`;',
    },
  ];
  for (const { what, expectation, facts, verdict, ask } of CASES) {
    it(`finds ${verdict} what is ${what}`, () => {
      const finding = judge(expectation, facts, who);
      assert.deepEqual([finding.verdict, finding.ask], [verdict, ask]);
    });
  }

  it('quotes names so that they stay names', () => {
    const { ask } = judge(onTable, known({ at: nobody }), { ...who, userName: 'a`b; DROP' });
    assert.equal(ask, 'GRANT SELECT ON TABLE `a`.`b`.`c` TO `a``b; DROP`;');
  });
});

describe('judging a permission', () => {
  const entry = (level: string, more: Partial<AccessEntry> = {}): ObjectFacts => ({
    entries: [{ principal: who.userName, isGroup: false, inheritedFrom: undefined, level, ...more }],
  });
  const NO_ENTRY = 'no entry gives CAN_MANAGE_RUN or more';
  const CASES: readonly {
    readonly what: string;
    readonly facts: ObjectFacts;
    readonly verdict: Verdict;
    readonly because: string;
  }[] = [
    { what: 'the level itself', facts: entry('CAN_MANAGE_RUN'), verdict: 'held', because: 'CAN_MANAGE_RUN' },
    { what: 'a higher level', facts: entry('IS_OWNER'), verdict: 'held', because: 'IS_OWNER' },
    {
      what: 'a lower level',
      facts: entry('CAN_VIEW'),
      verdict: 'missing',
      because: NO_ENTRY,
    },
    {
      what: 'a level that nobody knows',
      facts: entry('CAN_FLY'),
      verdict: 'missing',
      because: NO_ENTRY,
    },
    {
      what: 'a level without a name',
      facts: entry(''),
      verdict: 'missing',
      because: NO_ENTRY,
    },
    {
      what: 'an empty list',
      facts: { entries: [] },
      verdict: 'missing',
      because: NO_ENTRY,
    },
    {
      what: 'a group',
      facts: entry('CAN_MANAGE', { principal: 'ml', isGroup: true }),
      verdict: 'inherited',
      because: 'CAN_MANAGE, through group ml',
    },
    {
      what: 'somebody else',
      facts: entry('CAN_MANAGE', { principal: 'ada' }),
      verdict: 'missing',
      because: NO_ENTRY,
    },
    {
      what: 'a folder above',
      facts: entry('CAN_MANAGE', { inheritedFrom: [] }),
      verdict: 'inherited',
      because: 'CAN_MANAGE, inherited',
    },
    { what: 'no such job', facts: { absent: 'there is none' }, verdict: 'absent', because: 'there is none' },
    { what: 'a refusal', facts: { unseen: '403' }, verdict: 'unseen', because: 'cannot be seen (403)' },
  ];
  for (const { what, facts: object, verdict, because } of CASES) {
    it(`finds ${verdict} from ${what}`, () => {
      const finding = judge(onJob, known({ object }), who);
      assert.deepEqual([finding.verdict, finding.because], [verdict, because]);
    });
  }

  it('lets administrators do what nobody has given them, but not see what is not there', () => {
    const admin = { ...who, groups: ['admins'] };
    assert.equal(judge(onJob, known({ object: { entries: [] } }), admin).verdict, 'inherited');
    assert.equal(judge(onJob, known({ object: { absent: 'none' } }), admin).verdict, 'absent');
  });
});
