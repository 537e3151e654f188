/** A task.json with a checked shape, with the members that the rules need. */
export interface TaskJson {
  readonly id: string;
  readonly name: string;
  readonly friendlyName: string;
  readonly description: string;
  readonly helpUrl?: string;
  readonly instanceNameFormat: string;
  readonly minimumAgentVersion: string;
  readonly groups?: readonly GroupJson[];
  readonly inputs: readonly InputJson[];
  readonly outputVariables: readonly { readonly name: string; readonly description: string }[];
}

export interface InputJson {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly label: string;
  readonly type: string;
  readonly required: boolean;
  readonly defaultValue?: string;
  readonly groupName?: string;
  readonly helpMarkDown: string;
  readonly visibleRule?: string;
  readonly options?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, string | number | boolean>>;
}

export interface GroupJson {
  readonly name: string;
  readonly visibleRule?: string;
}
