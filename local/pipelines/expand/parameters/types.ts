import type { Role } from '../../schema/roles';

const EVERYWHERE = [
  'string',
  'number',
  'boolean',
  'object',
  'step',
  'stepList',
  'job',
  'jobList',
  'deployment',
  'deploymentList',
  'stage',
  'stageList',
] as const;
/** Types of templates only, and of pipelines only: service-schema.json of the editor extension. */
const TEMPLATE_ONLY = ['legacyObject', 'container', 'containerList', 'stringList'] as const;
const PIPELINE_ONLY = [
  'stringList',
  'environment',
  'filePath',
  'pool',
  'secureFile',
  'serviceConnection',
  'container',
  'containerList',
] as const;

export type TypeName = (typeof EVERYWHERE)[number] | (typeof TEMPLATE_ONLY)[number] | (typeof PIPELINE_ONLY)[number];

export function typesFor(where: 'root' | 'template'): readonly TypeName[] {
  return [...EVERYWHERE, ...(where === 'root' ? PIPELINE_ONLY : TEMPLATE_ONLY)];
}

export function isTypeName(name: string): name is TypeName {
  return ([...EVERYWHERE, ...TEMPLATE_ONLY, ...PIPELINE_ONLY] as readonly string[]).includes(name);
}

/** Types that hold a part of a pipeline: the role that its value has, and whether it is one item of a list. */
export const PARTS: Readonly<Partial<Record<TypeName, { readonly role: Role; readonly isItem: boolean }>>> = {
  step: { role: 'steps', isItem: true },
  stepList: { role: 'steps', isItem: false },
  job: { role: 'jobs', isItem: true },
  jobList: { role: 'jobs', isItem: false },
  deployment: { role: 'jobs', isItem: true },
  deploymentList: { role: 'jobs', isItem: false },
  stage: { role: 'stages', isItem: true },
  stageList: { role: 'stages', isItem: false },
};
