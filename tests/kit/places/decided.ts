import { findChain } from '../../../lib/contracts/chain';
import type { EvidenceFile } from '../../../lib/contracts/read';
import { sha256Hex } from '../../../lib/core/node/hash';
import { readPlace } from '../../../lib/places/place';
import { decidePromotion, type Decision } from '../../../lib/places/promote/decide';
import type {
  CandidateFacts,
  IdentifiedVersion,
  PromotionRequest,
  RegistryState,
} from '../../../lib/places/promote/facts';
import { metadataSha256 } from '../../../lib/places/promote/metadata';
import { evidenceOf, filesOf, type Story } from './evidence';

export const MODEL = 'main.ml.churn';
export const METADATA = metadataSha256({ description: 'who leaves', tags: new Map() });
export const CHAMPION_11 = { name: MODEL, version: '11', digest: { record: 'r11', files: 'f11' } };
export const SHA = sha256Hex('a receipt');

export const model: Story['model'] = {
  name: MODEL,
  version: '14',
  registry: 'unityCatalog',
  registryHome: 'https://adb-1.example',
  digest: { record: 'r14', files: 'f14' },
};

/** What differs from version 14, proved better than version 11, which holds alias:champion. */
export interface Case {
  readonly what: string;
  readonly request?: Partial<PromotionRequest>;
  readonly target?: string;
  readonly state?: Partial<RegistryState>;
  readonly candidate?: Partial<CandidateFacts>;
  /** undefined is a chain that proves 14 better than 11. */
  readonly files?: readonly EvidenceFile[];
  readonly story?: Partial<Story>;
  /** Kind and what it rests on; a refusal with its code and the start of its sentence. */
  readonly is: string;
}

export const holder = (number: number): IdentifiedVersion => ({
  number,
  digest: { record: `r${number}`, files: `f${number}`, whyNoFiles: undefined },
});

/** Version 14, which is ready, unless the changes say otherwise. */
export const candidateFacts = (changes: Partial<CandidateFacts> = {}): CandidateFacts => ({
  ...holder(14),
  status: 'READY',
  statusText: 'READY',
  metadataSha256: METADATA,
  tags: new Map(),
  ...changes,
});

export const held = { holders: [holder(11)] };
export const nobody = { holders: [] };
export const there = { holders: [holder(14)] };
export const tagged = (key: string, value: string): Partial<CandidateFacts> => ({ tags: new Map([[key, value]]) });
export const proof = (): ReturnType<typeof evidenceOf> =>
  evidenceOf({ model, metadataSha256: METADATA, champion: CHAMPION_11 });
export const without = (...kinds: readonly string[]): readonly EvidenceFile[] =>
  filesOf(proof()).filter(({ name }) => !kinds.some((kind) => name.includes(`/${kind}-`)));
export const first = { champion: undefined };

export function decided({
  request,
  target = 'alias:champion',
  state,
  candidate,
  files,
  story,
}: Omit<Case, 'what' | 'is'>): Decision {
  const told = files ?? filesOf(evidenceOf({ model, metadataSha256: METADATA, champion: CHAMPION_11, ...story }));
  return decidePromotion({
    request: {
      model: MODEL,
      place: readPlace(target, 'target'),
      requireVerdict: 'better',
      allowRolledBack: false,
      archiveOthers: false,
      isPullRequest: false,
      ...request,
    },
    state: {
      candidate: candidateFacts(candidate),
      receipt: undefined,
      previous: undefined,
      archived: undefined,
      ...held,
      ...state,
    },
    evidence: findChain(told, model, sha256Hex),
  });
}

export function textOf(decision: Decision): string {
  switch (decision.kind) {
    case 'refuse':
      return `${decision.refusal.code}: ${decision.refusal.what}`;
    case 'keep':
      return `keep ${decision.from ?? 'nobody'}: ${decision.because}`;
    case 'promote':
      return `promote from ${decision.from ?? 'nobody'}: ${decision.because}`;
    case 'alreadyThere':
      return `alreadyThere from ${decision.from ?? 'nobody'}, ${decision.isRecorded ? 'recorded' : 'unrecorded'}`;
  }
}
