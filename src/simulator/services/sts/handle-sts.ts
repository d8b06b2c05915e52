/** The Security Token Service: who am I, and who may I become. */
import { dispatch } from '../dispatch.ts';
import { getCallerIdentity } from './get-caller-identity.ts';

export const handleSts = dispatch({
  GetCallerIdentity: getCallerIdentity,
});
