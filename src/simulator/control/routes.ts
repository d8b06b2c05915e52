/** Every route of the control endpoint. `{}` stands for a name in the path. */
import {
  actAsRoot,
  giveAdministratorKeys,
  leaveRootCredentials,
  listAccounts,
  setState,
  showAccount,
} from './accounts.ts';
import type { ControlRoute } from './control.ts';
import {
  addCallFault,
  addSwap,
  clearFaults,
  removeCallFault,
  setEventFaults,
  setQuotas,
  showFaults,
} from './faults.ts';
import { acceptInvitation, setServiceControlPolicies } from './organization.ts';
import { clearRequests, listRequests } from './requests.ts';
import { listBuckets, listQueues, putPolicy, showBucket, showQueue } from './resources.ts';
import { endSession, listSessions } from './sessions.ts';
import { deliverMessage, publishEvent, setClock, showSummary } from './world.ts';

type Route = { readonly method: string; readonly path: string; readonly pattern: RegExp; readonly route: ControlRoute };

const TABLE: readonly (readonly [method: string, path: string, route: ControlRoute])[] = [
  [
    'GET',
    '',
    (call) => ({ ...showSummary(call), routes: TABLE.map(([method, path]) => `${method} /_simulator${path}`) }),
  ],
  ['GET', '/accounts', listAccounts],
  ['GET', '/accounts/{}', showAccount],
  ['PUT', '/accounts/{}/state', setState],
  ['POST', '/accounts/{}/administrator', giveAdministratorKeys],
  ['POST', '/accounts/{}/root-credentials', leaveRootCredentials],
  ['POST', '/accounts/{}/root-activity', actAsRoot],
  ['GET', '/buckets', listBuckets],
  ['GET', '/buckets/{}', showBucket],
  ['GET', '/queues', listQueues],
  ['GET', '/queues/{}', showQueue],
  ['PUT', '/policies', putPolicy],
  ['PUT', '/service-control-policies/{}', setServiceControlPolicies],
  ['POST', '/invitations/{}/accept', acceptInvitation],
  ['GET', '/requests', listRequests],
  ['DELETE', '/requests', clearRequests],
  ['GET', '/sessions', listSessions],
  ['DELETE', '/sessions/{}', endSession],
  ['GET', '/faults', showFaults],
  ['DELETE', '/faults', clearFaults],
  ['POST', '/faults/calls', addCallFault],
  ['DELETE', '/faults/calls/{}', removeCallFault],
  ['PUT', '/faults/events', setEventFaults],
  ['POST', '/faults/swaps', addSwap],
  ['PUT', '/quotas', setQuotas],
  ['PUT', '/clock', setClock],
  ['POST', '/events', publishEvent],
  ['POST', '/messages', deliverMessage],
];

export const ROUTES: readonly Route[] = TABLE.map(([method, path, route]) => ({
  method,
  path,
  pattern: new RegExp(`^${path.replaceAll('{}', '([^/]+)')}$`),
  route,
}));
