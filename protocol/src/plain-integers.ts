import protobuf from "protobufjs/minimal.js";

// Times and sequences stay below 2^53 (limits.integer), so plain numbers are exact. This has to run
// before the generated codecs are loaded: their default values are made then.
protobuf.util.Long = null as never;
protobuf.configure();
