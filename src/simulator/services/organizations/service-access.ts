/** Trusted access: which AWS services may act in every account of the organization. */
import { jsonResponse } from '../../wire/respond.ts';
import type { Operation } from '../dispatch.ts';
import { IAM_SERVICE } from '../organization-roles.ts';
import { matching } from '../parameters.ts';
import { noteChange } from './note-change.ts';
import { pageOf } from './page.ts';
import { checkManager, checkReader } from './permissions.ts';

const SERVICE_PRINCIPAL = /^[\w+=,.@-]{1,128}$/;

export const enableAwsServiceAccess: Operation = (request, caller, world) => {
  const servicePrincipal = matching(request, 'ServicePrincipal', SERVICE_PRINCIPAL);
  noteChange(request, { servicePrincipal });
  checkManager(request, caller, world);
  const { trustedAccess } = world.organization;
  if (!trustedAccess.has(servicePrincipal)) trustedAccess.set(servicePrincipal, world.clock.now());
  return jsonResponse(request, {});
};

export const disableAwsServiceAccess: Operation = (request, caller, world) => {
  const servicePrincipal = matching(request, 'ServicePrincipal', SERVICE_PRINCIPAL);
  noteChange(request, { servicePrincipal });
  checkManager(request, caller, world);
  world.organization.trustedAccess.delete(servicePrincipal);
  // Without trusted access IAM can do nothing in the member accounts any more.
  if (servicePrincipal === IAM_SERVICE) world.organization.features.clear();
  return jsonResponse(request, {});
};

export const listAwsServiceAccessForOrganization: Operation = (request, caller, world) => {
  checkReader(request, caller, world);
  const { items, next } = pageOf(request, world, [...world.organization.trustedAccess]);
  const enabled = items.map(([ServicePrincipal, at]) => ({ ServicePrincipal, DateEnabled: at / 1000 }));
  return jsonResponse(request, { EnabledServicePrincipals: enabled, ...next });
};
