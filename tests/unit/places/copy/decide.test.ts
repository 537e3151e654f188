import assert from 'node:assert/strict';
import { findChain } from '../../../../lib/contracts/chain';
import type { EvidenceFile } from '../../../../lib/contracts/read';
import { sha256Hex } from '../../../../lib/core/node/hash';
import type { ChampionPlaces } from '../../../../lib/places/champion/champion-places';
import { decideCopy, type CopyDecision } from '../../../../lib/places/copy/decide';
import type { CopyFacts } from '../../../../lib/places/copy/facts';
import { readPlace } from '../../../../lib/places/place';
import type { CandidateFacts } from '../../../../lib/places/promote/facts';
import type { PlaceState } from '../../../../lib/places/promote/read-state';
import { VERSION_TAGS } from '../../../../lib/registry/version-tags';
import { candidateFacts, holder, METADATA, MODEL, model, SHA, tagged } from '../../../kit/places/decided';
import { evidenceOf, filesOf, NOT_BETTER, type Story } from '../../../kit/places/evidence';

const TARGET = 'prod.ml.churn';
const OF_SOURCE = { name: MODEL, version: '11', digest: { record: 'r11', files: 'f11' } };
const OF_TARGET = { ...OF_SOURCE, name: TARGET };
const OF_NEITHER = { ...OF_SOURCE, name: 'dev.ml.churn' };

/** What differs from version 14, proved better than version 11, which is champion of the model that is copied to. */
interface Case {
  readonly what: string;
  readonly request?: Partial<CopyFacts['request']>;
  readonly candidate?: Partial<CandidateFacts>;
  readonly story?: Partial<Story>;
  readonly files?: readonly EvidenceFile[];
  readonly source?: Partial<PlaceState>;
  readonly target?: Partial<PlaceState>;
  readonly found?: Partial<NonNullable<CopyFacts['found']>>;
  readonly is: string;
}

const proof = evidenceOf({ model, metadataSha256: METADATA, champion: OF_TARGET });
const notBetter = { comparison: NOT_BETTER };

const CASES: readonly Case[] = [
  { what: 'a version better than the champion of the target', is: 'promote: pr_auc' },
  {
    what: 'a version better than the champion of the source',
    story: { champion: OF_SOURCE },
    source: { holders: [holder(11)] },
    target: { holders: [holder(3)] },
    is: 'promote: pr_auc',
  },
  {
    what: 'a version that has become champion of the source since',
    story: { champion: OF_SOURCE },
    source: { holders: [holder(14)] },
    is: 'promote: pr_auc',
  },
  {
    what: 'a first model',
    story: { champion: undefined },
    target: { holders: [] },
    source: { holders: [holder(11)] },
    is: 'promote: nobody held',
  },
  { what: 'a version that is not better', story: notBetter, is: 'keep: pr_auc 0.79' },
  {
    what: 'no evidence where none is asked for',
    request: { requireVerdict: 'none' },
    files: [],
    is: "promote: 'requireV",
  },
  { what: 'a copy with its receipt', found: { isRecorded: true }, target: { holders: [holder(9)] }, is: 'there' },
  {
    what: 'a copy that was begun after this comparison, whoever is champion since',
    found: { comparison: proof.comparison.sha256 },
    target: { holders: [holder(9)] },
    is: 'incomplete',
  },
  { what: 'a copy of unknown origin', found: {}, is: 'promote: pr_auc' },
  { what: 'a copy of unknown origin that is not better', found: {}, story: notBetter, is: 'keep: pr_auc 0.79' },
  {
    what: 'a copy of unknown origin, without evidence',
    found: {},
    request: { requireVerdict: 'none' },
    is: 'incomplete',
  },
  {
    what: 'a champion of the target that changed',
    target: { holders: [holder(12)] },
    is: 'EVIDENCE_STALE: alias:champion of prod.ml.churn moved from version 11 to version 12 after this comparison',
  },
  {
    what: 'a champion of the source that changed',
    story: { champion: OF_SOURCE },
    source: { holders: [holder(12)] },
    is: 'EVIDENCE_STALE: alias:champion of main.ml.churn moved from version 11 to version 12',
  },
  {
    what: 'a champion that disappeared',
    target: { holders: [] },
    is: 'CHAMPION_DISAPPEARED: No version of prod.ml.churn holds alias:champion now; the last known is version 11',
  },
  {
    what: 'a first model where there was one before',
    story: { champion: undefined },
    target: { holders: [], receipt: { sha256: SHA, version: 9 } },
    is: 'CHAMPION_DISAPPEARED: No version of prod.ml.churn holds alias:champion now; the last known is version 9',
  },
  {
    what: 'a champion of a third model',
    story: { champion: OF_NEITHER },
    is: 'EVIDENCE_BROKEN: The comparison was made against version 11 of dev.ml.churn, but that model is neither the source nor the target',
  },
  {
    what: 'a champion that the compliance saw in another model',
    story: {
      compliance: { seen: { policySha256: sha256Hex('policy'), metadataSha256: METADATA, champion: OF_NEITHER } },
    },
    is: 'EVIDENCE_BROKEN: The compliance was made against',
  },
  {
    what: 'two in the champion’s place',
    target: { holders: [holder(11), holder(12)] },
    is: 'PLACE_CONTESTED: alias:champion of prod.ml.churn is held by the versions 11 and 12',
  },
  { what: 'no evidence', files: [], is: 'EVIDENCE_MISSING' },
  { what: 'no comparison', files: filesOf(proof).slice(0, 2), is: 'EVIDENCE_MISSING: There is no comparison' },
  {
    what: 'a version that was exchanged',
    candidate: { digest: { record: 'r14b', files: 'f14', whyNoFiles: undefined } },
    is: 'EVIDENCE_STALE: Version 14 of main.ml.churn changed',
  },
  { what: 'a version that is not ready', candidate: { status: 'PENDING' }, is: 'VERSION_NOT_READY' },
  {
    what: 'a version of a pull request, without evidence',
    request: { requireVerdict: 'none' },
    candidate: tagged(VERSION_TAGS.trainedByPullRequest, 'true'),
    is: 'PULL_REQUEST_MODEL: Version 14 of main.ml.churn cannot be promoted to copy:prod.ml.churn',
  },
  { what: 'a run of a pull request', request: { isPullRequest: true }, is: 'PULL_REQUEST_MODEL' },
  {
    what: 'a candidate of a pull request',
    story: { candidate: { trainedByPullRequest: true } },
    is: 'PULL_REQUEST_MODEL',
  },
  { what: 'a version that was rolled back', candidate: tagged(VERSION_TAGS.rolledBack, 'drift'), is: 'ROLLED_BACK' },
  {
    what: 'a rolled back version that is allowed',
    request: { allowRolledBack: true },
    candidate: tagged(VERSION_TAGS.rolledBack, 'drift'),
    is: 'promote: pr_auc',
  },
];

describe('the decision on a copy', () => {
  for (const { what, is, ...facts } of CASES) {
    it(`on ${what} is: ${is}`, () => {
      const text = textOf(decided(facts));
      assert.ok(text.startsWith(is), text);
    });
  }
});

function decided({ request, candidate, story, files, source, target, found }: Omit<Case, 'what' | 'is'>): CopyDecision {
  const told = files ?? filesOf(evidenceOf({ model, metadataSha256: METADATA, champion: OF_TARGET, ...story }));
  return decideCopy({
    request: {
      model: MODEL,
      place: { text: `copy:${TARGET}`, role: 'champion' },
      requireVerdict: 'better',
      allowRolledBack: false,
      isPullRequest: false,
      adopted: 'refuse',
      today: '2027-01-10',
      ...request,
    },
    state: { candidate: candidateFacts(candidate) },
    evidence: findChain(told, model, sha256Hex),
    champions: {
      source: placesOf(MODEL, source),
      target: placesOf(TARGET, { holders: [holder(11)], ...target }),
    },
    found: found && { number: 5, isRecorded: false, planId: undefined, comparison: undefined, ...found },
  });
}

function placesOf(name: string, state: Partial<PlaceState> = {}): ChampionPlaces {
  const nobody = { holders: [], receipt: undefined, previous: undefined, archived: undefined };
  return {
    model: name,
    places: [{ place: readPlace('alias:champion', 'target'), state: { ...nobody, ...state } }],
  };
}

function textOf(decision: CopyDecision): string {
  switch (decision.kind) {
    case 'refuse':
      return `${decision.refusal.code}: ${decision.refusal.what}`;
    case 'alreadyThere':
      return decision.isRecorded ? 'there' : 'incomplete';
    case 'keep':
    case 'promote':
      return `${decision.kind}: ${decision.because}`;
  }
}
