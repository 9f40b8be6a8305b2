/** The part of WebAssembly used here: TypeScript describes it only together with a browser's DOM. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array)
  }
  class Instance {
    readonly exports: unknown
    constructor(module: Module)
  }
}
