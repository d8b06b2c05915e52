/** Identity and Access Management: the root user's credentials, and the organization's two root access features. */
import { dispatch } from '../dispatch.ts';

export const handleIam = dispatch({});
