/** Who asks: the request in hand, its session and its person. */

export { admitToAction, getAdminViewer, requireAdmin, secondFactorIsRequired } from './admin-viewer';
export { getCallerKey } from './caller-key';
export { findCreatorViewer, getCreatorViewer, requireCreator } from './creator-viewer';
export { deliverSoon } from './deliver-soon';
export {
  dropSessionCookie,
  enterWithLink,
  enterWithPassword,
  requestLink,
  returnFromProvider,
  startProvider,
} from './enter';
export { getAct } from './get-act';
export { getAuthRequest } from './get-auth-request';
export { noteView } from './note-view';
export { rememberDevice } from './remember-device';
export { getRequestContext, type RequestContext } from './request-context';
export { requireMailbox } from './require-mailbox';
export { getViewer, requireViewer } from './session';
export { startSignUp } from './start-sign-up';
