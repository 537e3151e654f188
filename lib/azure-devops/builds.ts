import type { Build, BuildDefinitionReference } from 'azure-devops-node-api/interfaces/BuildInterfaces';
import { AzureDevOpsError } from './azure-devops-error';
import { buildClient, type BuildClient } from './build-client';
import type { ProjectAccess } from './project-access';
import { timelineEntry, type TimelineEntry } from './timeline-entry';

export type { Build, BuildDefinitionReference as Pipeline };

const PER_PAGE = 200;
/** 10,000 runs of one pipeline. */
const MOST_PAGES = 50;

/** Filters that the client takes by their positions; none of them narrows the list. */
const NO_OTHER_FILTER = [
  undefined, // queues
  undefined, // number of the run
  undefined, // earliest time
  undefined, // latest time
  undefined, // person who asked for it
  undefined, // reason
  undefined, // status
  undefined, // result
  undefined, // tags
  undefined, // properties
] as const;

/** Runs of pipelines, as Azure DevOps calls them. */
export class Builds {
  readonly #access: ProjectAccess;
  #client: Promise<BuildClient> | undefined;

  constructor(access: ProjectAccess) {
    this.#access = access;
  }

  /** Undefined if it does not exist, or is hidden from this job. */
  async pipeline(id: number): Promise<BuildDefinitionReference | undefined> {
    const { api } = await this.#open();
    return (await api.getDefinition(this.#access.project, id)) ?? undefined;
  }

  /** All that have the name, in any folder; those that are hidden from this job are not in the list. */
  async pipelines(name: string): Promise<readonly BuildDefinitionReference[]> {
    const { api } = await this.#open();
    const found = await api.getDefinitions(this.#access.project, name);
    // The service takes the name for a pattern.
    return (found ?? []).filter((pipeline) => pipeline.name?.toLowerCase() === name.toLowerCase());
  }

  /** All runs, the newest first. */
  async *runs(pipeline: number): AsyncIterable<Build> {
    const seen = new Set<string>();
    for (let token: string | undefined; ;) {
      const { builds, next } = await this.#page(pipeline, token);
      yield* builds;
      if (next === undefined) {
        return;
      }
      if (seen.has(next) || seen.size === MOST_PAGES - 1) {
        throw new AzureDevOpsError('unreadable', endless(seen.size + 1));
      }
      seen.add(next);
      token = next;
    }
  }

  /** Empty for a run that has not begun. */
  async timeline(build: number): Promise<readonly TimelineEntry[]> {
    const { api, words } = await this.#open();
    const records = (await api.getBuildTimeline(this.#access.project, build))?.records ?? [];
    return records.map((record) => timelineEntry(record, words));
  }

  async #page(pipeline: number, token: string | undefined): Promise<{ builds: readonly Build[]; next?: string }> {
    const { api, words, nextPage } = await this.#open();
    const builds = await api.getBuilds(
      this.#access.project,
      [pipeline],
      ...NO_OTHER_FILTER,
      PER_PAGE,
      token,
      undefined, // most runs of each pipeline
      undefined, // whether deleted ones too
      words.BuildQueryOrder.QueueTimeDescending,
    );
    const next = nextPage();
    return { builds: builds ?? [], ...(next === undefined || next === '' ? {} : { next }) };
  }

  #open(): Promise<BuildClient> {
    return (this.#client ??= buildClient(this.#access));
  }
}

function endless(pages: number): string {
  return `the list of runs did not end after ${pages} pages of ${PER_PAGE}`;
}
