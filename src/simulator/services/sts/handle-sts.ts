/** The Security Token Service: who am I, and who may I become. */
import { dispatch } from '../dispatch.ts';
import { assumeRole } from './assume-role.ts';
import { assumeRoot } from './assume-root.ts';
import { getCallerIdentity } from './get-caller-identity.ts';

export const handleSts = dispatch({
  AssumeRole: assumeRole,
  AssumeRoot: assumeRoot,
  GetCallerIdentity: getCallerIdentity,
});
