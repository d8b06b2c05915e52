/** `organizations:DescribeOrganization`, which every account of the organization may ask. */
import { jsonResponse } from '../../wire/respond.ts';
import type { Operation } from '../dispatch.ts';
import { check } from './permissions.ts';

export const describeOrganization: Operation = (request, caller, world) => {
  check(request, caller, world, '*');
  const { id, arn, managementAccountId } = world.organization;
  const management = world.accounts.get(managementAccountId);
  return jsonResponse(request, {
    Organization: {
      Id: id,
      Arn: arn,
      FeatureSet: 'ALL',
      MasterAccountArn: management?.arn,
      MasterAccountId: managementAccountId,
      MasterAccountEmail: management?.email,
      AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
    },
  });
};
