import { Refusal } from './refusal';
import type { Resource } from './resource';

/** https://learn.microsoft.com/rest/api/azure/devops/distributedtask/oidctoken/create */
export const identityTokenResource: Resource = {
  area: 'distributedtask',
  name: 'oidctoken',
  id: '69a319f4-28c1-4bfd-93e6-ea0ff5c6f1a2',
  template: '{scopeIdentifier}/_apis/distributedtask/hubs/{hubName}/plans/{planId}/jobs/{jobId}/oidctoken',
  answers: {
    POST({ run, route, query }) {
      const { planId, jobId } = route;
      if (planId?.toLowerCase() !== run.facts.planId.toLowerCase()) {
        return new Refusal(404, 'TaskOrchestrationPlanNotFoundException', `Plan ${planId} was not found.`);
      }
      const connection = query.get('serviceConnectionId');
      if (connection === null) {
        return { oidcToken: run.identityTokens.forPipeline(jobId ?? '') };
      }
      const token = run.identityTokens.forConnection(connection, jobId ?? '');
      return token === undefined
        ? new Refusal(404, 'ServiceEndpointNotFoundException', `Service connection ${connection} was not found.`)
        : { oidcToken: token };
    },
  },
};
