/**
 * EventBridge: rules and their targets, and events of people's own. AWS's events come from `trail/`, which also
 * delivers both kinds.
 */
import { dispatch } from '../dispatch.ts';
import { describeEventBus, listEventBuses } from './buses.ts';
import { putEvents } from './put-events.ts';
import { deleteRule, describeRule, listRules, putRule, switchRule } from './rules.ts';
import { listTargetsByRule, putTargets, removeTargets } from './targets.ts';

export const handleEvents = dispatch({
  DeleteRule: deleteRule,
  DescribeEventBus: describeEventBus,
  DescribeRule: describeRule,
  DisableRule: switchRule('DISABLED'),
  EnableRule: switchRule('ENABLED'),
  ListEventBuses: listEventBuses,
  ListRules: listRules,
  ListTargetsByRule: listTargetsByRule,
  PutEvents: putEvents,
  PutRule: putRule,
  PutTargets: putTargets,
  RemoveTargets: removeTargets,
});
