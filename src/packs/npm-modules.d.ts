/** The parts of npm's own libraries that are used here; neither package ships types. */
declare module 'npm-registry-fetch' {
  type Options = Record<string, unknown>;
  type RegistryResponse = {
    readonly status: number;
    readonly headers: { get(name: string): string | null };
    readonly body: AsyncIterable<Uint8Array>;
  };
  const fetch: {
    (url: string, options?: Options): Promise<RegistryResponse>;
    json(url: string, options?: Options): Promise<unknown>;
    pickRegistry(spec: string, options?: Options): string;
  };
  export default fetch;
}

declare module '@npmcli/config' {
  type Settings = {
    definitions: unknown;
    shorthands: unknown;
    flatten: unknown;
    nerfDarts: unknown;
    npmPath: string;
    env: Record<string, string | undefined>;
    argv: readonly string[];
    cwd: string;
    warn: boolean;
  };
  export default class Config {
    constructor(settings: Settings);
    load(): Promise<void>;
    readonly flat: Record<string, unknown>;
  }
}

declare module '@npmcli/config/lib/definitions/index.js' {
  const settings: {
    readonly definitions: unknown;
    readonly shorthands: unknown;
    readonly flatten: unknown;
    readonly nerfDarts: unknown;
    readonly defaults: { readonly registry: string };
  };
  export default settings;
}
