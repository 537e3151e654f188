import type { MlModel } from '../mlflow/mlmodel';
import type { ModelFile } from '../mlflow/model-files';
import type { RunDataset } from '../mlflow/runs-client';
import type { VersionStatus } from '../mlflow/version';
import type { Inspection } from '../serialization/inspect';
import type { Waiver } from './waivers';

/** Something that was seen, or why it could not be, as a sentence. */
export type Seen<T> = { readonly value: T } | { readonly unseen: string };

/** Everything that the checks look at; they see no service, clock or file. */
export interface Facts {
  readonly version: VersionFacts;
  readonly run: Seen<RunFacts | undefined>;
  readonly files: Seen<FilesFacts>;
  /** Who holds the champion's place; undefined for nobody, or when it is the version itself. */
  readonly champion: Seen<ChampionFacts | undefined>;
  readonly commit: CommitFacts;
  /** Feature tables that the model names, and whether this identity can read them. */
  readonly features: Seen<readonly FeatureTable[]>;
  readonly job: Seen<JobFacts>;
  /** Who wrote the waivers of the policy. */
  readonly waiverCommits: ReadonlyMap<Waiver, Seen<WaiverCommit>>;
  /** The day on which it is checked, as in "2027-01-31". */
  readonly today: string;
}

export interface VersionFacts {
  readonly number: number;
  readonly status: VersionStatus;
  readonly statusText: string;
  readonly stage: string | undefined;
  readonly description: string;
  readonly tags: ReadonlyMap<string, string>;
  /** Of the model; undefined where the registry names none. */
  readonly owner: string | undefined;
  /** Whether a pull request trained it, and whether this run belongs to one. */
  readonly isOfPullRequest: boolean;
  readonly isCheckedByPullRequest: boolean;
}

export interface RunFacts {
  readonly id: string;
  readonly status: string;
  readonly isDeleted: boolean;
  readonly tags: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, string>;
  readonly metrics: ReadonlyMap<string, number>;
  readonly datasets: readonly RunDataset[];
  readonly jobId: string | undefined;
  readonly commit: string | undefined;
}

export interface FilesFacts {
  readonly listed: readonly ModelFile[];
  readonly mlModel: MlModel;
  /** By path, as far as a check reads them; one that is not there is absent. */
  readonly texts: ReadonlyMap<string, string>;
  /** By path. */
  readonly inspections: ReadonlyMap<string, Seen<Inspection>>;
  /** SHA-256 of files with code, by path. */
  readonly codeHashes: ReadonlyMap<string, string>;
}

export interface ChampionFacts {
  readonly number: number;
  readonly mlModel: Seen<MlModel>;
  readonly listed: Seen<readonly ModelFile[]>;
}

export interface CommitFacts {
  /** Of the candidate in the evidence; undefined when the version was adopted. */
  readonly candidate: string | undefined;
  /** Allowed branches that contain the commit of the version, or why that is not known. */
  readonly branches: Seen<readonly string[]>;
}

export interface FeatureTable {
  readonly table: string;
  /** Undefined when it can be read. */
  readonly refusal: string | undefined;
}

/** The commit that wrote a waiver as it stands now. */
export interface WaiverCommit {
  readonly commit: string;
  readonly author: string;
  /** As in "2027-01-31". */
  readonly day: string;
}

/** What the job beside the model found; undefined for what it was not asked for. */
export interface JobFacts {
  readonly smoke: JobFinding | undefined;
  readonly custom: readonly (JobFinding & { readonly name: string })[] | undefined;
}

export interface JobFinding {
  readonly outcome: 'passed' | 'failed' | 'error';
  readonly reason: string;
  readonly where: string | undefined;
}
