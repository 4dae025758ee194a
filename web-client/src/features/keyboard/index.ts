export { Key } from './Key';
export { type KeyLine, KeyMap } from './KeyMap';
export { keyOf, useKeys, useKeysOn } from './keys';
