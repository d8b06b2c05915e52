/** The tree: one root, organizational units, accounts as leaves. */
import { AwsFault } from '../../wire/aws-fault.ts';
import { jsonResponse } from '../../wire/respond.ts';
import type { WireRequest } from '../../wire/wire.ts';
import type { World } from '../../world/world.ts';
import type { Operation } from '../dispatch.ts';
import { invalid, requiredText } from '../parameters.ts';
import { pageOf } from './page.ts';
import { checkReader } from './permissions.ts';

export const listRoots: Operation = (request, caller, world) => {
  checkReader(request, caller, world);
  const { id, managementAccountId, rootId } = world.organization;
  const root = {
    Id: rootId,
    Arn: `arn:aws:organizations::${managementAccountId}:root/${id}/${rootId}`,
    Name: 'Root',
    PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
  };
  return jsonResponse(request, { Roots: [root] });
};

export const listParents: Operation = (request, caller, world) => {
  const childId = requiredText(request, 'ChildId');
  checkReader(request, caller, world);
  const child = world.accounts.get(childId) ?? world.organization.organizationalUnits.get(childId);
  if (child === undefined) {
    const message = "We can't find an organizational unit (OU) or Amazon Web Services account with the ChildId.";
    throw new AwsFault('ChildNotFoundException', 400, message);
  }
  const Type = child.parentId === world.organization.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
  return jsonResponse(request, { Parents: [{ Id: child.parentId, Type }] });
};

export const listOrganizationalUnitsForParent: Operation = (request, caller, world) => {
  checkReader(request, caller, world);
  const { items, next } = pageOf(request, world, unitsBelow(world, parentIdOf(request, world)));
  const units = items.map(({ id, arn, name }) => ({ Id: id, Arn: arn, Name: name }));
  return jsonResponse(request, { OrganizationalUnits: units, ...next });
};

export const listChildren: Operation = (request, caller, world) => {
  const type = requiredText(request, 'ChildType');
  checkReader(request, caller, world);
  const parentId = parentIdOf(request, world);
  const { items, next } = pageOf(request, world, childrenOf(request, world, { parentId, type }));
  return jsonResponse(request, { Children: items.map((Id) => ({ Id, Type: type })), ...next });
};

export function isParent({ organization }: World, id: string): boolean {
  return id === organization.rootId || organization.organizationalUnits.has(id);
}

type Below = { readonly parentId: string; readonly type: string };

function childrenOf(request: WireRequest, world: World, { parentId, type }: Below): readonly string[] {
  if (type === 'ORGANIZATIONAL_UNIT') return unitsBelow(world, parentId).map(({ id }) => id);
  if (type !== 'ACCOUNT') throw invalid(request, `You specified a ChildType that does not exist: ${type}`);
  return [...world.accounts.values()].filter((account) => account.parentId === parentId).map(({ id }) => id);
}

function unitsBelow({ organization }: World, parentId: string) {
  return [...organization.organizationalUnits.values()].filter((unit) => unit.parentId === parentId);
}

function parentIdOf(request: WireRequest, world: World): string {
  const parentId = requiredText(request, 'ParentId');
  if (isParent(world, parentId)) return parentId;
  throw new AwsFault(
    'ParentNotFoundException',
    400,
    "We can't find a root or OU with the ParentId that you specified.",
  );
}
