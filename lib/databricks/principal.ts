export type PrincipalField = 'user_name' | 'group_name' | 'service_principal_name';

/** An e-mail address is a user and a GUID a service principal; anything else is a group. */
export function principalField(name: string): PrincipalField {
  const isApplicationId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name);
  return isApplicationId ? 'service_principal_name' : name.includes('@') ? 'user_name' : 'group_name';
}
