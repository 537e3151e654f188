import type { JsonObject } from './json';
import { invalidArgument, Refusal } from './refusal';
import { objectIn, textIn, type Answer, type Call, type Resource } from './resource';
import { addResult, type RunTest, type TestRun } from './run-record';

/** https://learn.microsoft.com/rest/api/azure/devops/test/runs */
export const testRunResource: Resource = {
  area: 'Test',
  name: 'Runs',
  id: 'cadb3810-d47d-4a3c-a234-fe5f3be50138',
  template: '{project}/_apis/test/runs/{runId}',
  answers: {
    GET: (call) =>
      call.route['runId'] === undefined
        ? listed(call).map((run) => runJson(run, call))
        : ofRun(call, (run) => runJson(run, call)),
    POST(call) {
      const name = textIn(objectIn(call.body)['name']) ?? '';
      if (name === '') {
        return invalidArgument('Value cannot be null. Parameter name: testRun.Name');
      }
      return runJson(call.run.addTests(name, []), call);
    },
    PATCH: (call) =>
      ofRun(call, (run) => {
        const { state, comment } = objectIn(call.body);
        run.state = textIn(state) ?? run.state;
        run.comment = textIn(comment) ?? run.comment;
        return runJson(run, call);
      }),
  },
};

/** https://learn.microsoft.com/rest/api/azure/devops/test/results */
export const testResultResource: Resource = {
  area: 'Test',
  name: 'Results',
  id: '4637d869-3a76-4468-8057-0bb02aa385cf',
  template: '{project}/_apis/test/runs/{runId}/results',
  answers: {
    GET: (call) => ofRun(call, (run) => run.results.map((result) => resultJson(result, run))),
    POST: (call) =>
      ofRun(call, (run) => {
        if (!Array.isArray(call.body)) {
          return invalidArgument('Value cannot be null. Parameter name: results');
        }
        return call.body.map((result) => {
          const fields = objectIn(result);
          return { id: addResult(run, testOf(fields), fields), testRun: { id: String(run.id) } };
        });
      }),
  },
};

function listed({ run, query }: Call): readonly TestRun[] {
  const buildUri = query.get('buildUri');
  return buildUri === null || buildUri === `vstfs:///Build/Build/${run.facts.buildId}` ? run.testRuns : [];
}

function ofRun(call: Call, answer: (run: TestRun) => Answer): Answer {
  const id = call.route['runId'] ?? '';
  const run = call.run.testRuns.find((candidate) => String(candidate.id) === id);
  return run === undefined
    ? new Refusal(404, 'TestObjectNotFoundException', `Test run ${id} cannot be found.`)
    : answer(run);
}

function testOf(fields: Readonly<Record<string, unknown>>): RunTest {
  const outcome = textIn(fields['outcome']) ?? '';
  return {
    title: textIn(fields['testCaseTitle']) ?? textIn(fields['automatedTestName']) ?? '',
    outcome: outcome === 'Passed' || outcome === 'Failed' ? outcome : 'NotExecuted',
  };
}

function runJson({ id, name, state, comment, results }: TestRun, { run, collection }: Call): JsonObject {
  const { projectId, project, buildId } = run.facts;
  const count = (outcome: RunTest['outcome']): number => results.filter((result) => result.outcome === outcome).length;
  return {
    id,
    name,
    state,
    comment,
    isAutomated: true,
    url: `${collection}${project}/_apis/test/Runs/${id}`,
    project: { id: projectId, name: project },
    build: { id: buildId },
    totalTests: results.length,
    passedTests: count('Passed'),
    unanalyzedTests: count('Failed'),
    notApplicableTests: count('NotExecuted'),
    incompleteTests: 0,
  };
}

function resultJson({ id, title, outcome, fields }: TestRun['results'][number], run: TestRun): JsonObject {
  return {
    ...(fields as JsonObject),
    id,
    testCaseTitle: title,
    outcome,
    state: 'Completed',
    testRun: { id: String(run.id), name: run.name },
  };
}
