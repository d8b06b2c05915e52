/** The organization before its accounts: ids, the tree of organizational units, the switches. */
import { IAM_SERVICE } from '../services/organization-roles.ts';
import type { Ids } from '../world/ids.ts';
import type { Organization } from '../world/organization.ts';

/** Child before its own children; `Workloads` holds the last two. */
const UNITS = ['Security', 'Infrastructure', 'Sandbox', 'Suspended', 'Workloads', 'Production', 'Development'] as const;
const BELOW_WORKLOADS: readonly string[] = ['Production', 'Development'];

export function newOrganization(ids: Ids, { rootAccess, now }: { rootAccess: boolean; now: number }): Organization {
  const managementAccountId = ids.accountId();
  const id = `o-${lowercase(ids.unique('')).slice(0, 10)}`;
  const root = lowercase(ids.unique('')).slice(0, 4);
  const organization: Organization = {
    id,
    arn: `arn:aws:organizations::${managementAccountId}:organization/${id}`,
    rootId: `r-${root}`,
    managementAccountId,
    features: new Set(rootAccess ? ['RootCredentialsManagement', 'RootSessions'] : []),
    trustedAccess: new Map([['cloudtrail.amazonaws.com', now], ...(rootAccess ? [[IAM_SERVICE, now] as const] : [])]),
    delegatedAdministrators: new Map(),
    organizationalUnits: new Map(),
    serviceControlPolicies: new Map(),
    createAccountRequests: new Map(),
    handshakes: new Map(),
  };
  let workloadsId = organization.rootId;
  for (const name of UNITS) {
    const parentId = BELOW_WORKLOADS.includes(name) ? workloadsId : organization.rootId;
    const unitId = addUnit(organization, { name, parentId, suffix: lowercase(ids.unique('')).slice(0, 8) });
    if (name === 'Workloads') workloadsId = unitId;
  }
  return organization;
}

/** AWS draws these ids from digits and lower-case letters. */
function lowercase(text: string): string {
  return text.toLowerCase();
}

type NewUnit = { readonly name: string; readonly parentId: string; readonly suffix: string };

function addUnit(organization: Organization, { name, parentId, suffix }: NewUnit): string {
  const id = `ou-${organization.rootId.slice(2)}-${suffix}`;
  const arn = `arn:aws:organizations::${organization.managementAccountId}:ou/${organization.id}/${id}`;
  organization.organizationalUnits.set(id, { id, arn, name, parentId });
  return id;
}

export function unitNamed(organization: Organization, name: string): string {
  for (const unit of organization.organizationalUnits.values()) if (unit.name === name) return unit.id;
  return organization.rootId;
}
