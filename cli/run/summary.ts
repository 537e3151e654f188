import { relative } from 'node:path';
import { formatDuration } from '../../lib/core/durations';
import type { RecordedEvent } from '../../local/pipelines/run-folder/event-file';
import { decisionText, NOT_REACHED, type Where } from '../../local/pipelines/run/events';
import type { TestCounts } from '../../local/pipelines/run/step-runner';
import { OWN_NAME } from '../own-name';
import { commentText, pathOf } from './view';

type Step = Extract<RecordedEvent, { readonly kind: 'step ended' }>;

const LAST_LINES = 20;

/** What is left to say when a run is over, of all of its attempts. */
export function summaryLines(events: readonly RecordedEvent[], runFolder: string): readonly string[] {
  const folder = nearby(runFolder);
  const attempt = lastAttempt(events);
  const steps = attempt.filter((event) => event.kind === 'step ended');
  return [
    '',
    headline(attempt),
    ...attempt.flatMap((event) =>
      event.kind === 'stage ended'
        ? [`  stage ${event.stage}: ${event.result}${event.why === undefined ? '' : `, ${event.why}`}`]
        : [],
    ),
    ...steps.filter(({ result }) => result === 'Failed').flatMap(failureLines),
    ...steps.filter(({ result }) => result === 'SucceededWithIssues').flatMap(warningLines),
    ...testLines(steps),
    ...tagLine(steps),
    ...listed(
      'artifacts',
      [...new Set(steps.flatMap(({ artifacts = [] }) => artifacts))].map((name) => `${folder}/artifacts/${name}`),
    ),
    ...listed(
      'reports',
      steps.flatMap(({ summaries = [] }) => summaries.map(nearby)),
    ),
    ...listed('approvals', approvalsIn(events)),
    ...listed('stubbed, assumed, left out', [
      ...new Set(
        attempt.flatMap((event) => (event.kind === 'note' && !isMoot(event, attempt) ? [noteText(event)] : [])),
      ),
    ]),
    `everything else is in ${folder}`,
    ...(isDone(attempt) ? [] : [`to run again what failed: ${OWN_NAME} run --rerun-failed${notAsked(attempt)}`]),
  ];
}

function lastAttempt(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  return events.slice(
    Math.max(
      0,
      events.findLastIndex(({ kind }) => kind === 'run started'),
    ),
  );
}

function isDone(events: readonly RecordedEvent[]): boolean {
  const last = events.at(-1);
  return last?.kind === 'run ended' && last.result !== 'Failed' && last.result !== 'Canceled';
}

/** Stages that only wait for an answer that nobody was asked for. */
function notAsked(events: readonly RecordedEvent[]): string {
  const stages = events.flatMap((event) => (event.kind === 'approval' && event.who === '' ? [event.stage] : []));
  return [...new Set(stages)].map((stage) => ` --approve ${stage}`).join('');
}

function headline(events: readonly RecordedEvent[]): string {
  const [first] = events;
  const last = events.at(-1);
  const given = first?.kind === 'run started' ? first.name : '';
  const { result, name = given } = last?.kind === 'run ended' ? last : { result: 'ended before its time' };
  const elapsedMs = first === undefined || last === undefined ? 0 : Date.parse(last.at) - Date.parse(first.at);
  return `run ${name}: ${result} after ${formatDuration(elapsedMs)}`;
}

function failureLines(step: Step): readonly string[] {
  const errors = (step.issues ?? []).filter(({ type }) => type === 'error').map(({ message }) => `  ${message}`);
  const tail = outputOf(step.tail ?? []).map((line) => `  | ${line}`);
  const why = step.why === undefined ? '' : `, ${step.why}`;
  const log = step.log === undefined || step.log === '' ? [] : [`  whole log: ${nearby(step.log)}`];
  return [`failed: ${pathOf(step)} "${step.title}"${why}`, ...(tail.length === 0 ? errors : tail), ...log];
}

/** Why a step that did its work is not simply green. */
function warningLines(step: Step): readonly string[] {
  const lines = (step.issues ?? []).flatMap(({ message }) => message.split('\n'));
  return [`warned: ${pathOf(step)} "${step.title}"`, ...lines.map((line) => `  ${line}`)];
}

/** What the step printed: the agent's own lines around it say nothing about the failure. */
function outputOf(tail: readonly string[]): readonly string[] {
  const start = tail.findLastIndex((line) => /^=+(?: Starting Command Output =+)?$/.test(line));
  return tail
    .slice(start + 1)
    .filter((line) => !/^##\[(?:section|command|endgroup)\]/.test(line))
    .map((line) => line.replace(/^##\[(error|warning)\]/, '$1: ').replace(/^##\[group\]/, ''))
    .slice(-LAST_LINES);
}

/** As a person would type it. */
function nearby(path: string): string {
  const own = relative(process.cwd(), path);
  return own.startsWith('..') ? path : own;
}

function testLines(steps: readonly Step[]): readonly string[] {
  const counts = steps.flatMap(({ tests }) => tests ?? []);
  const sum = (name: keyof TestCounts): number => counts.reduce((total, count) => total + count[name], 0);
  return counts.length === 0
    ? []
    : [`tests: ${sum('total')}, ${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`];
}

function tagLine(steps: readonly Step[]): readonly string[] {
  const tags = new Set(steps.flatMap(({ buildTags = [] }) => buildTags));
  return tags.size === 0 ? [] : [`tags: ${[...tags].join(', ')}`];
}

function approvalsIn(events: readonly RecordedEvent[]): readonly string[] {
  return events.flatMap((event) =>
    event.kind === 'approval'
      ? [`${pathOf(event)}, ${event.subject}: ${decisionText(event)} at ${event.at}${commentText(event.comment)}`]
      : [],
  );
}

/** What a job would have missed says nothing if it never began because of an earlier failure. */
function isMoot(note: Where, events: readonly RecordedEvent[]): boolean {
  return events.some(
    (event) => event.kind === 'job ended' && event.why === NOT_REACHED && pathOf(event) === pathOf(note),
  );
}

function noteText(event: Extract<RecordedEvent, { readonly kind: 'note' }>): string {
  const path = pathOf(event);
  return path === '' ? event.text : `${path}: ${event.text}`;
}

function listed(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
}
