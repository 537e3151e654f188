import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Candidate, Comparison, Compliance, Contract, ContractOf, Kind } from '../../../lib/contracts/contract';
import { evidencePath } from '../../../lib/contracts/evidence-place';
import type { EvidenceFile } from '../../../lib/contracts/read';
import { contractText, sealed, type BodyOf } from '../../../lib/contracts/write';
import { sha256Hex } from '../../../lib/core/node/hash';
import { metadataSha256 } from '../../../lib/evidence/metadata';
import { pipelineRun } from '../../../lib/evidence/pipeline-run';
import { versionRecord } from '../../../lib/evidence/version-record';
import type { RegisteredModel } from '../../../lib/registry/registered-model';
import type { Registry } from '../../../lib/registry/registry';
import { FACTS } from '../run-facts';

export type SeenChampion = NonNullable<Comparison['seen']['champion']>;

/** What the three contracts before a promotion say; everything else in them is plausible. */
export interface Story {
  readonly model: Candidate['model'];
  readonly metadataSha256: string;
  /** The champion at that time; undefined for none. */
  readonly champion: SeenChampion | undefined;
  readonly policySha256?: string;
  /** Branch of the run that wrote them. */
  readonly branch?: string;
  /** Day on which they were written, e.g. 2026-11-20. */
  readonly day?: string;
  readonly candidate?: Partial<BodyOf<'candidate'>>;
  readonly compliance?: Partial<BodyOf<'compliance'>>;
  readonly comparison?: Partial<BodyOf<'comparison'>>;
}

export interface Evidence {
  readonly candidate: Candidate;
  readonly compliance: Compliance;
  readonly comparison: Comparison;
}

const RUN = pipelineRun(FACTS);
export const POLICY = sha256Hex('policy');

/** Written by the product's own writer of contracts: a chain that proves the version better. */
export function evidenceOf(story: Story): Evidence {
  const { model, champion, policySha256 = POLICY } = story;
  const candidate = seal('candidate', { ...written(1, story), model, trainedByPullRequest: false, ...story.candidate });
  const compliance = seal('compliance', {
    ...written(2, story),
    predecessor: { kind: 'candidate', sha256: candidate.sha256 },
    model,
    verdict: 'PASSED',
    seen: { policySha256, metadataSha256: story.metadataSha256 },
    checks: [{ check: 'signature', outcome: 'passed', message: 'It has inputs and outputs.' }],
    ...story.compliance,
  });
  const verdict = champion === undefined ? 'FIRST_MODEL' : 'SUPERIOR';
  const comparison = seal('comparison', {
    ...written(3, story),
    predecessor: { kind: 'compliance', sha256: compliance.sha256 },
    model,
    verdict,
    isBetter: true,
    because: champion === undefined ? 'nobody held the place before' : 'pr_auc 0.81 against 0.79 on 2,000 rows',
    seen: { policySha256, dataDigest: 'd4', ...(champion === undefined ? {} : { champion }) },
    ...story.comparison,
  });
  return { candidate, compliance, comparison };
}

export function filesOf(contracts: Readonly<Partial<Evidence>>): readonly EvidenceFile[] {
  return Object.values(contracts).map((contract: Contract) => ({
    name: evidencePath(contract),
    text: contractText(contract),
  }));
}

/** What a comparison says that finds the version no better. */
export const NOT_BETTER: Partial<BodyOf<'comparison'>> = {
  verdict: 'INCONCLUSIVE',
  isBetter: false,
  because: 'pr_auc 0.79 against 0.79 on 2,000 rows',
};

/** The evidence of a version as it is in the registry now, compared with the given champion. */
export async function storyOf(
  { registry, model }: { readonly registry: Registry; readonly model: RegisteredModel },
  number: number,
  champion?: number,
): Promise<Story> {
  const version = await model.version(number);
  const record = versionRecord(version, await model.digest(version), registry);
  const seen = champion === undefined ? undefined : await model.version(champion);
  const { record: id, files } = seen === undefined ? { record: '', files: undefined } : await model.digest(seen);
  return {
    model: record,
    metadataSha256: metadataSha256({ description: version.description, tags: await model.tags(number) }),
    champion:
      champion === undefined
        ? undefined
        : {
            name: model.name,
            version: String(champion),
            digest: { record: id, ...(files === undefined ? {} : { files }) },
          },
  };
}

/** Puts exactly these into the folder. */
export function putEvidence(folder: string, contracts: Readonly<Partial<Evidence>>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { name, text } of filesOf(contracts)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function written(
  minute: number,
  { day = '2026-11-20', branch = RUN.branch }: Story,
): Pick<Contract, 'writtenAt' | 'writtenBy' | 'run'> {
  return { writtenAt: `${day}T09:0${minute}:00.000Z`, writtenBy: '0.1.0', run: { ...RUN, branch } };
}

/** The day of so many days before today, as the agent's own clock has it. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

/** Fresh, and of a branch that every project allows unless its file says otherwise. */
export const OF_YESTERDAY = { branch: 'refs/heads/main', day: daysAgo(1) };

function seal<K extends Kind>(kind: K, body: BodyOf<K>): ContractOf<K> {
  return sealed(kind, body, sha256Hex);
}
