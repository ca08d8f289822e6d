/** Paths of executables and scripts that the end-to-end tests judge the protocol with. */
export const protocolTools: {
  readonly node: string;
  readonly conformance: string;
  readonly inspector: string;
};
export function installProtocolTools(): Promise<void>;
