/** What concerns the whole organization, and is done by somebody outside of it or by nobody through an API we have. */
import { acceptInvitation as accept } from '../services/organizations/invitations.ts';
import { listIn, policyIn, textIn } from './body.ts';
import { type ControlCall, ControlProblem } from './control.ts';

/** The invited account says yes. */
export function acceptInvitation({ world, names: [id = ''] }: ControlCall) {
  const account = accept(world, id);
  if (account === null) throw new ControlProblem(404, `there is no open invitation \`${id}\``);
  return { accountId: account.id };
}

/** All that are attached to an account, an organizational unit or the root, in the place of what was. */
export function setServiceControlPolicies({ world, names: [target = ''], body }: ControlCall) {
  const { organization } = world;
  const isThere =
    target === organization.rootId || organization.organizationalUnits.has(target) || world.accounts.has(target);
  if (!isThere) throw new ControlProblem(404, `there is no account, organizational unit or root \`${target}\``);
  const policies = listIn(body, 'policies').map((policy) => {
    const text = policyIn(policy, 'policy');
    if (text === null) throw new ControlProblem(400, '`policy` should be a policy, not null');
    return { id: `p-${world.ids.hex(8)}`, name: textIn(policy, 'name'), text };
  });
  organization.serviceControlPolicies.set(target, policies);
  return { target, policies };
}
