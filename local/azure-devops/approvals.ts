import type { JsonObject } from './json';
import { invalidArgument, Refusal } from './refusal';
import { objectIn, textIn, type Answer, type Call, type Resource } from './resource';
import type { Approval } from './run-record';

/** https://learn.microsoft.com/rest/api/azure/devops/approvalsandchecks/approvals */
export const approvalResource: Resource = {
  area: 'pipelines',
  name: 'approvals',
  id: '37794717-f36f-4d78-b2bf-4dc30d0cfbcd',
  template: '{project}/_apis/pipelines/approvals/{approvalId}',
  answers: {
    GET: (call) => (call.route['approvalId'] === undefined ? listed(call) : single(call)),
    PATCH: updated,
  },
};

function listed(call: Call): readonly JsonObject[] {
  const ids = call.query.get('approvalIds')?.split(',');
  const state = call.query.get('state');
  return [...call.run.approvals.values()]
    .filter(({ id, status }) => (ids?.includes(id) ?? true) && (state === null || state === status))
    .map((approval) => approvalJson(approval, call));
}

function single(call: Call): Answer {
  const id = call.route['approvalId'] ?? '';
  const approval = call.run.approvals.get(id);
  return approval === undefined ? missing(id) : approvalJson(approval, call);
}

/** All or nothing: one that cannot be decided refuses the request. */
function updated(call: Call): Answer {
  const updates = (Array.isArray(call.body) ? call.body : []).map((update) => {
    const { approvalId, status, comment } = objectIn(update);
    return { id: textIn(approvalId) ?? '', status: textIn(status), comment: textIn(comment) ?? '' };
  });
  if (updates.length === 0) {
    return invalidArgument('Value cannot be null. Parameter name: updateParameters');
  }
  for (const { id, status } of updates) {
    const approval = call.run.approvals.get(id);
    if (approval === undefined) {
      return missing(id);
    }
    if (status !== 'approved' && status !== 'rejected') {
      return invalidArgument(`The status '${status ?? ''}' of an approval can be approved or rejected.`);
    }
    if (approval.status !== 'pending') {
      return new Refusal(400, 'ApprovalUpdateException', `Approval ${id} is already ${approval.status}.`);
    }
  }
  return updates.flatMap(({ id, status, comment }) => {
    const approval = call.run.approvals.get(id);
    if (approval === undefined) {
      return [];
    }
    approval.status = status === 'approved' ? 'approved' : 'rejected';
    approval.decision = { by: approval.approvers[0] ?? '', comment };
    return [approvalJson(approval, call)];
  });
}

function missing(id: string): Refusal {
  return new Refusal(404, 'ApprovalNotFoundException', `Approval ${id} does not exist.`);
}

function approvalJson({ id, approvers, instructions, status, decision }: Approval, call: Call): JsonObject {
  const { definition, buildId } = call.run.facts;
  const isExpanded = call.body !== undefined || ['steps', '1'].includes(call.query.get('$expand') ?? '');
  const people = new Set([...approvers, ...(decision === undefined || decision.by === '' ? [] : [decision.by])]);
  const steps = [...people].map((name, index) => ({
    assignedApprover: { displayName: name, uniqueName: name },
    order: index + 1,
    status,
    ...(decision?.by === name ? { actualApprover: { displayName: name }, comment: decision.comment } : {}),
  }));
  return {
    id,
    status,
    instructions,
    blockedApprovers: [],
    executionOrder: 'anyOrder',
    minRequiredApprovers: 1,
    ...(isExpanded ? { steps } : {}),
    pipeline: { id: String(definition.id), name: definition.name, owner: { id: Number(buildId) } },
  };
}
