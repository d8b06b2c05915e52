/** AWS Organizations: accounts, the tree they hang in, trusted access and delegated administrators. */
import { dispatch } from '../dispatch.ts';

export const handleOrganizations = dispatch({});
