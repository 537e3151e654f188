import { toldStory, type ToldChapter } from '../instruments/told-story';
import type { Table } from '../table';

type Row = readonly string[];

const WHOLE_SECONDS = 240;
const OVERHEAD = 0.25;
const REQUESTS = 250;

/** The demo, chapter by chapter: every shipped template, with the built tasks and real notebooks. */
export async function flowTable(): Promise<Table> {
  const chapters = await toldStory();
  const ms = sum(chapters.map((chapter) => chapter.ms));
  const runsMs = sum(chapters.map((chapter) => chapter.runsMs));
  const overhead = (ms - runsMs) / runsMs;
  return {
    title: 'Flow',
    columns: ['', 'whole', 'runs', 'ours', 'requests', 'polls', 'goal', 'reached'],
    rows: [
      ...chapters.map(chapterRow),
      [
        'the whole demo',
        seconds(ms),
        seconds(runsMs),
        seconds(ms - runsMs),
        String(sum(chapters.map(({ requests }) => total(requests)))),
        String(sum(chapters.map(({ polls }) => polls))),
        `<= ${WHOLE_SECONDS} s`,
        reached(ms <= WHOLE_SECONDS * 1000),
      ],
      [
        'ours beyond the runs',
        '',
        '',
        `${(overhead * 100).toFixed(0)}%`,
        '',
        '',
        `<= ${OVERHEAD * 100}%`,
        reached(overhead <= OVERHEAD),
      ],
      ...releaseRows(chapters),
    ],
    notes: [
      "'runs' is the time in which at least one run went on in a workspace; 'ours' is the rest, from the start of mlops run to its end.",
      'Requests are those of our tasks; notebooks ask with clients of their own. Polls look at an active run: the longer it takes, the more.',
    ],
  };
}

function chapterRow({ title, ms, runsMs, requests, polls }: ToldChapter): Row {
  return [title, seconds(ms), seconds(runsMs), seconds(ms - runsMs), String(total(requests)), String(polls), '', ''];
}

/** A release with a champion does everything that a release can do. */
function releaseRows(chapters: readonly ToldChapter[]): readonly Row[] {
  const better = chapters.find(({ title }) => title.includes('better'));
  if (better === undefined) {
    return [];
  }
  const all = total(better.requests);
  const tasks = [...better.requests].toSorted(([, one], [, other]) => other - one);
  return [
    [
      'a release with a champion',
      '',
      '',
      '',
      String(all),
      String(better.polls),
      `<= ${REQUESTS}`,
      reached(all <= REQUESTS),
    ],
    ...tasks.map(([task, count]) => [`… ${task}`, '', '', '', String(count), '', '', '']),
  ];
}

function total(requests: ReadonlyMap<string, number>): number {
  return sum([...requests.values()]);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function reached(is: boolean): string {
  return is ? 'yes' : 'no';
}
