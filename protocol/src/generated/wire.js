/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const quorate = $root.quorate = (() => {

    /**
     * Namespace quorate.
     * @exports quorate
     * @namespace
     */
    const quorate = {};

    quorate.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof quorate
         * @namespace
         */
        const v1 = {};

        v1.Envelope = (function() {

            /**
             * Properties of an Envelope.
             * @typedef {Object} quorate.v1.Envelope.$Properties
             * @property {Uint8Array|null} [body] Envelope body
             * @property {Uint8Array|null} [signature] Envelope signature
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Envelope.
             * @memberof quorate.v1
             * @interface IEnvelope
             * @augments quorate.v1.Envelope.$Properties
             * @deprecated Use quorate.v1.Envelope.$Properties instead.
             */

            /**
             * Shape of an Envelope.
             * @typedef {quorate.v1.Envelope.$Properties} quorate.v1.Envelope.$Shape
             */

            /**
             * Constructs a new Envelope.
             * @memberof quorate.v1
             * @classdesc Represents an Envelope.
             * @constructor
             * @param {quorate.v1.Envelope.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Envelope = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Envelope body.
             * @member {Uint8Array} body
             * @memberof quorate.v1.Envelope
             * @instance
             */
            Envelope.prototype.body = $util.newBuffer([]);

            /**
             * Envelope signature.
             * @member {Uint8Array} signature
             * @memberof quorate.v1.Envelope
             * @instance
             */
            Envelope.prototype.signature = $util.newBuffer([]);

            /**
             * Creates a new Envelope instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Envelope
             * @static
             * @param {quorate.v1.Envelope.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Envelope} Envelope instance
             * @type {{
             *   (properties: quorate.v1.Envelope.$Shape): quorate.v1.Envelope & quorate.v1.Envelope.$Shape;
             *   (properties?: quorate.v1.Envelope.$Properties): quorate.v1.Envelope;
             * }}
             */
            Envelope.create = function(properties) {
                return new Envelope(properties);
            };

            /**
             * Encodes the specified Envelope message. Does not implicitly {@link quorate.v1.Envelope.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Envelope
             * @static
             * @param {quorate.v1.Envelope.$Properties} message Envelope message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Envelope.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.body != null && $Object.hasOwnProperty.call(message, "body") && message.body.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.body);
                if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.signature);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Envelope message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Envelope
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Envelope & quorate.v1.Envelope.$Shape} Envelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Envelope.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Envelope();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.body = value;
                            else
                                delete message.body;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.signature = value;
                            else
                                delete message.signature;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Envelope;
        })();

        v1.Value = (function() {

            /**
             * Properties of a Value.
             * @typedef {Object} quorate.v1.Value.$Properties
             * @property {number|null} [number] Value number
             * @property {boolean|null} [flag] Value flag
             * @property {string|null} [text] Value text
             * @property {"number"|"flag"|"text"} [kind] Value kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Value.
             * @memberof quorate.v1
             * @interface IValue
             * @augments quorate.v1.Value.$Properties
             * @deprecated Use quorate.v1.Value.$Properties instead.
             */

            /**
             * Narrowed shape of a Value.
             * @typedef {{
             *   number?: number|null;
             *   flag?: boolean|null;
             *   text?: string|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; number?: null; flag?: null; text?: null }|{ kind?: "number"; number: number; flag?: null; text?: null }|{ kind?: "flag"; number?: null; flag: boolean; text?: null }|{ kind?: "text"; number?: null; flag?: null; text: string })
             * )} quorate.v1.Value.$Shape
             */

            /**
             * Constructs a new Value.
             * @memberof quorate.v1
             * @classdesc Represents a Value.
             * @constructor
             * @param {quorate.v1.Value.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Value = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Value number.
             * @member {number|null|undefined} number
             * @memberof quorate.v1.Value
             * @instance
             */
            Value.prototype.number = null;

            /**
             * Value flag.
             * @member {boolean|null|undefined} flag
             * @memberof quorate.v1.Value
             * @instance
             */
            Value.prototype.flag = null;

            /**
             * Value text.
             * @member {string|null|undefined} text
             * @memberof quorate.v1.Value
             * @instance
             */
            Value.prototype.text = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Value kind.
             * @member {"number"|"flag"|"text"|undefined} kind
             * @memberof quorate.v1.Value
             * @instance
             */
            $Object.defineProperty(Value.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["number", "flag", "text"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Value instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Value
             * @static
             * @param {quorate.v1.Value.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Value} Value instance
             * @type {{
             *   (properties: quorate.v1.Value.$Shape): quorate.v1.Value & quorate.v1.Value.$Shape;
             *   (properties?: quorate.v1.Value.$Properties): quorate.v1.Value;
             * }}
             */
            Value.create = function(properties) {
                return new Value(properties);
            };

            /**
             * Encodes the specified Value message. Does not implicitly {@link quorate.v1.Value.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Value
             * @static
             * @param {quorate.v1.Value.$Properties} message Value message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Value.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.number != null && $Object.hasOwnProperty.call(message, "number"))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.number);
                if (message.flag != null && $Object.hasOwnProperty.call(message, "flag"))
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.flag);
                if (message.text != null && $Object.hasOwnProperty.call(message, "text"))
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.text);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Value message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Value
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Value & quorate.v1.Value.$Shape} Value
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Value.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Value();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            message.number = reader.double();
                            message.kind = "number";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.flag = reader.bool();
                            message.kind = "flag";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.text = reader.stringVerify();
                            message.kind = "text";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Value;
        })();

        v1.PointWrite = (function() {

            /**
             * Properties of a PointWrite.
             * @typedef {Object} quorate.v1.PointWrite.$Properties
             * @property {string|null} [point] PointWrite point
             * @property {quorate.v1.Value.$Properties|null} [value] PointWrite value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PointWrite.
             * @memberof quorate.v1
             * @interface IPointWrite
             * @augments quorate.v1.PointWrite.$Properties
             * @deprecated Use quorate.v1.PointWrite.$Properties instead.
             */

            /**
             * Shape of a PointWrite.
             * @typedef {{
             *   point?: string|null;
             *   value?: quorate.v1.Value.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} quorate.v1.PointWrite.$Shape
             */

            /**
             * Constructs a new PointWrite.
             * @memberof quorate.v1
             * @classdesc Represents a PointWrite.
             * @constructor
             * @param {quorate.v1.PointWrite.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PointWrite = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PointWrite point.
             * @member {string} point
             * @memberof quorate.v1.PointWrite
             * @instance
             */
            PointWrite.prototype.point = "";

            /**
             * PointWrite value.
             * @member {quorate.v1.Value.$Properties|null|undefined} value
             * @memberof quorate.v1.PointWrite
             * @instance
             */
            PointWrite.prototype.value = null;

            /**
             * Creates a new PointWrite instance using the specified properties.
             * @function create
             * @memberof quorate.v1.PointWrite
             * @static
             * @param {quorate.v1.PointWrite.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.PointWrite} PointWrite instance
             * @type {{
             *   (properties: quorate.v1.PointWrite.$Shape): quorate.v1.PointWrite & quorate.v1.PointWrite.$Shape;
             *   (properties?: quorate.v1.PointWrite.$Properties): quorate.v1.PointWrite;
             * }}
             */
            PointWrite.create = function(properties) {
                return new PointWrite(properties);
            };

            /**
             * Encodes the specified PointWrite message. Does not implicitly {@link quorate.v1.PointWrite.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.PointWrite
             * @static
             * @param {quorate.v1.PointWrite.$Properties} message PointWrite message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PointWrite.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.point != null && $Object.hasOwnProperty.call(message, "point") && message.point !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.point);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    $root.quorate.v1.Value.encode(message.value, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PointWrite message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.PointWrite
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.PointWrite & quorate.v1.PointWrite.$Shape} PointWrite
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PointWrite.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.PointWrite();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.point = value;
                            else
                                delete message.point;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.value = $root.quorate.v1.Value.decode(reader, reader.size(), $undefined, _depth + 1, message.value);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PointWrite;
        })();

        v1.Command = (function() {

            /**
             * Properties of a Command.
             * @typedef {Object} quorate.v1.Command.$Properties
             * @property {Uint8Array|null} [operator] Command operator
             * @property {string|null} [device] Command device
             * @property {Array.<quorate.v1.PointWrite.$Properties>|null} [writes] Command writes
             * @property {Array.<quorate.v1.PointWrite.$Properties>|null} [expect] Command expect
             * @property {number|null} [notAfterMs] Command notAfterMs
             * @property {Uint8Array|null} [nonce] Command nonce
             * @property {string|null} [reason] Command reason
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Command.
             * @memberof quorate.v1
             * @interface ICommand
             * @augments quorate.v1.Command.$Properties
             * @deprecated Use quorate.v1.Command.$Properties instead.
             */

            /**
             * Shape of a Command.
             * @typedef {{
             *   operator?: Uint8Array|null;
             *   device?: string|null;
             *   writes?: Array.<quorate.v1.PointWrite.$Shape>|null;
             *   expect?: Array.<quorate.v1.PointWrite.$Shape>|null;
             *   notAfterMs?: number|null;
             *   nonce?: Uint8Array|null;
             *   reason?: string|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} quorate.v1.Command.$Shape
             */

            /**
             * Constructs a new Command.
             * @memberof quorate.v1
             * @classdesc Represents a Command.
             * @constructor
             * @param {quorate.v1.Command.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Command = function (properties) {
                this.writes = [];
                this.expect = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Command operator.
             * @member {Uint8Array} operator
             * @memberof quorate.v1.Command
             * @instance
             */
            Command.prototype.operator = $util.newBuffer([]);

            /**
             * Command device.
             * @member {string} device
             * @memberof quorate.v1.Command
             * @instance
             */
            Command.prototype.device = "";

            /**
             * Command writes.
             * @member {Array.<quorate.v1.PointWrite.$Properties>} writes
             * @memberof quorate.v1.Command
             * @instance
             */
            Command.prototype.writes = $util.emptyArray;

            /**
             * Command expect.
             * @member {Array.<quorate.v1.PointWrite.$Properties>} expect
             * @memberof quorate.v1.Command
             * @instance
             */
            Command.prototype.expect = $util.emptyArray;

            /**
             * Command notAfterMs.
             * @member {number} notAfterMs
             * @memberof quorate.v1.Command
             * @instance
             */
            Command.prototype.notAfterMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Command nonce.
             * @member {Uint8Array} nonce
             * @memberof quorate.v1.Command
             * @instance
             */
            Command.prototype.nonce = $util.newBuffer([]);

            /**
             * Command reason.
             * @member {string} reason
             * @memberof quorate.v1.Command
             * @instance
             */
            Command.prototype.reason = "";

            /**
             * Creates a new Command instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Command
             * @static
             * @param {quorate.v1.Command.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Command} Command instance
             * @type {{
             *   (properties: quorate.v1.Command.$Shape): quorate.v1.Command & quorate.v1.Command.$Shape;
             *   (properties?: quorate.v1.Command.$Properties): quorate.v1.Command;
             * }}
             */
            Command.create = function(properties) {
                return new Command(properties);
            };

            /**
             * Encodes the specified Command message. Does not implicitly {@link quorate.v1.Command.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Command
             * @static
             * @param {quorate.v1.Command.$Properties} message Command message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Command.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.operator != null && $Object.hasOwnProperty.call(message, "operator") && message.operator.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.operator);
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.device);
                if (message.writes != null && message.writes.length)
                    for (let i = 0; i < message.writes.length; ++i)
                        $root.quorate.v1.PointWrite.encode(message.writes[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.expect != null && message.expect.length)
                    for (let i = 0; i < message.expect.length; ++i)
                        $root.quorate.v1.PointWrite.encode(message.expect[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.notAfterMs != null && $Object.hasOwnProperty.call(message, "notAfterMs") && (typeof message.notAfterMs === "object" ? message.notAfterMs.low || message.notAfterMs.high : message.notAfterMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.notAfterMs);
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.nonce);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Command message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Command
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Command & quorate.v1.Command.$Shape} Command
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Command.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Command();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.operator = value;
                            else
                                delete message.operator;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.writes && message.writes.length))
                                message.writes = [];
                            message.writes.push($root.quorate.v1.PointWrite.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.expect && message.expect.length))
                                message.expect = [];
                            message.expect.push($root.quorate.v1.PointWrite.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.notAfterMs = value;
                            else
                                delete message.notAfterMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Command;
        })();

        v1.Approval = (function() {

            /**
             * Properties of an Approval.
             * @typedef {Object} quorate.v1.Approval.$Properties
             * @property {Uint8Array|null} [operator] Approval operator
             * @property {Uint8Array|null} [command] Approval command
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Approval.
             * @memberof quorate.v1
             * @interface IApproval
             * @augments quorate.v1.Approval.$Properties
             * @deprecated Use quorate.v1.Approval.$Properties instead.
             */

            /**
             * Shape of an Approval.
             * @typedef {quorate.v1.Approval.$Properties} quorate.v1.Approval.$Shape
             */

            /**
             * Constructs a new Approval.
             * @memberof quorate.v1
             * @classdesc Represents an Approval.
             * @constructor
             * @param {quorate.v1.Approval.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Approval = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Approval operator.
             * @member {Uint8Array} operator
             * @memberof quorate.v1.Approval
             * @instance
             */
            Approval.prototype.operator = $util.newBuffer([]);

            /**
             * Approval command.
             * @member {Uint8Array} command
             * @memberof quorate.v1.Approval
             * @instance
             */
            Approval.prototype.command = $util.newBuffer([]);

            /**
             * Creates a new Approval instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Approval
             * @static
             * @param {quorate.v1.Approval.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Approval} Approval instance
             * @type {{
             *   (properties: quorate.v1.Approval.$Shape): quorate.v1.Approval & quorate.v1.Approval.$Shape;
             *   (properties?: quorate.v1.Approval.$Properties): quorate.v1.Approval;
             * }}
             */
            Approval.create = function(properties) {
                return new Approval(properties);
            };

            /**
             * Encodes the specified Approval message. Does not implicitly {@link quorate.v1.Approval.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Approval
             * @static
             * @param {quorate.v1.Approval.$Properties} message Approval message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Approval.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.operator != null && $Object.hasOwnProperty.call(message, "operator") && message.operator.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.operator);
                if (message.command != null && $Object.hasOwnProperty.call(message, "command") && message.command.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.command);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Approval message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Approval
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Approval & quorate.v1.Approval.$Shape} Approval
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Approval.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Approval();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.operator = value;
                            else
                                delete message.operator;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.command = value;
                            else
                                delete message.command;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Approval;
        })();

        v1.AlarmAction = (function() {

            /**
             * Properties of an AlarmAction.
             * @typedef {Object} quorate.v1.AlarmAction.$Properties
             * @property {Uint8Array|null} [operator] AlarmAction operator
             * @property {string|null} [alarm] AlarmAction alarm
             * @property {string|null} [action] AlarmAction action
             * @property {number|null} [raisedMs] AlarmAction raisedMs
             * @property {number|null} [untilMs] AlarmAction untilMs
             * @property {string|null} [reason] AlarmAction reason
             * @property {number|null} [notAfterMs] AlarmAction notAfterMs
             * @property {Uint8Array|null} [nonce] AlarmAction nonce
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AlarmAction.
             * @memberof quorate.v1
             * @interface IAlarmAction
             * @augments quorate.v1.AlarmAction.$Properties
             * @deprecated Use quorate.v1.AlarmAction.$Properties instead.
             */

            /**
             * Shape of an AlarmAction.
             * @typedef {quorate.v1.AlarmAction.$Properties} quorate.v1.AlarmAction.$Shape
             */

            /**
             * Constructs a new AlarmAction.
             * @memberof quorate.v1
             * @classdesc Represents an AlarmAction.
             * @constructor
             * @param {quorate.v1.AlarmAction.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AlarmAction = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AlarmAction operator.
             * @member {Uint8Array} operator
             * @memberof quorate.v1.AlarmAction
             * @instance
             */
            AlarmAction.prototype.operator = $util.newBuffer([]);

            /**
             * AlarmAction alarm.
             * @member {string} alarm
             * @memberof quorate.v1.AlarmAction
             * @instance
             */
            AlarmAction.prototype.alarm = "";

            /**
             * AlarmAction action.
             * @member {string} action
             * @memberof quorate.v1.AlarmAction
             * @instance
             */
            AlarmAction.prototype.action = "";

            /**
             * AlarmAction raisedMs.
             * @member {number} raisedMs
             * @memberof quorate.v1.AlarmAction
             * @instance
             */
            AlarmAction.prototype.raisedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AlarmAction untilMs.
             * @member {number} untilMs
             * @memberof quorate.v1.AlarmAction
             * @instance
             */
            AlarmAction.prototype.untilMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AlarmAction reason.
             * @member {string} reason
             * @memberof quorate.v1.AlarmAction
             * @instance
             */
            AlarmAction.prototype.reason = "";

            /**
             * AlarmAction notAfterMs.
             * @member {number} notAfterMs
             * @memberof quorate.v1.AlarmAction
             * @instance
             */
            AlarmAction.prototype.notAfterMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AlarmAction nonce.
             * @member {Uint8Array} nonce
             * @memberof quorate.v1.AlarmAction
             * @instance
             */
            AlarmAction.prototype.nonce = $util.newBuffer([]);

            /**
             * Creates a new AlarmAction instance using the specified properties.
             * @function create
             * @memberof quorate.v1.AlarmAction
             * @static
             * @param {quorate.v1.AlarmAction.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.AlarmAction} AlarmAction instance
             * @type {{
             *   (properties: quorate.v1.AlarmAction.$Shape): quorate.v1.AlarmAction & quorate.v1.AlarmAction.$Shape;
             *   (properties?: quorate.v1.AlarmAction.$Properties): quorate.v1.AlarmAction;
             * }}
             */
            AlarmAction.create = function(properties) {
                return new AlarmAction(properties);
            };

            /**
             * Encodes the specified AlarmAction message. Does not implicitly {@link quorate.v1.AlarmAction.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.AlarmAction
             * @static
             * @param {quorate.v1.AlarmAction.$Properties} message AlarmAction message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AlarmAction.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.operator != null && $Object.hasOwnProperty.call(message, "operator") && message.operator.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.operator);
                if (message.alarm != null && $Object.hasOwnProperty.call(message, "alarm") && message.alarm !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.alarm);
                if (message.action != null && $Object.hasOwnProperty.call(message, "action") && message.action !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.action);
                if (message.raisedMs != null && $Object.hasOwnProperty.call(message, "raisedMs") && (typeof message.raisedMs === "object" ? message.raisedMs.low || message.raisedMs.high : message.raisedMs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.raisedMs);
                if (message.untilMs != null && $Object.hasOwnProperty.call(message, "untilMs") && (typeof message.untilMs === "object" ? message.untilMs.low || message.untilMs.high : message.untilMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.untilMs);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.reason);
                if (message.notAfterMs != null && $Object.hasOwnProperty.call(message, "notAfterMs") && (typeof message.notAfterMs === "object" ? message.notAfterMs.low || message.notAfterMs.high : message.notAfterMs !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.notAfterMs);
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.nonce);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AlarmAction message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.AlarmAction
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.AlarmAction & quorate.v1.AlarmAction.$Shape} AlarmAction
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AlarmAction.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.AlarmAction();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.operator = value;
                            else
                                delete message.operator;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.alarm = value;
                            else
                                delete message.alarm;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.action = value;
                            else
                                delete message.action;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.raisedMs = value;
                            else
                                delete message.raisedMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.untilMs = value;
                            else
                                delete message.untilMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.notAfterMs = value;
                            else
                                delete message.notAfterMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AlarmAction;
        })();

        v1.Parent = (function() {

            /**
             * Properties of a Parent.
             * @typedef {Object} quorate.v1.Parent.$Properties
             * @property {Uint8Array|null} [hash] Parent hash
             * @property {number|null} [creator] Parent creator
             * @property {number|null} [sequence] Parent sequence
             * @property {number|null} [birthRound] Parent birthRound
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Parent.
             * @memberof quorate.v1
             * @interface IParent
             * @augments quorate.v1.Parent.$Properties
             * @deprecated Use quorate.v1.Parent.$Properties instead.
             */

            /**
             * Shape of a Parent.
             * @typedef {quorate.v1.Parent.$Properties} quorate.v1.Parent.$Shape
             */

            /**
             * Constructs a new Parent.
             * @memberof quorate.v1
             * @classdesc Represents a Parent.
             * @constructor
             * @param {quorate.v1.Parent.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Parent = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Parent hash.
             * @member {Uint8Array} hash
             * @memberof quorate.v1.Parent
             * @instance
             */
            Parent.prototype.hash = $util.newBuffer([]);

            /**
             * Parent creator.
             * @member {number} creator
             * @memberof quorate.v1.Parent
             * @instance
             */
            Parent.prototype.creator = 0;

            /**
             * Parent sequence.
             * @member {number} sequence
             * @memberof quorate.v1.Parent
             * @instance
             */
            Parent.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Parent birthRound.
             * @member {number} birthRound
             * @memberof quorate.v1.Parent
             * @instance
             */
            Parent.prototype.birthRound = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Parent instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Parent
             * @static
             * @param {quorate.v1.Parent.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Parent} Parent instance
             * @type {{
             *   (properties: quorate.v1.Parent.$Shape): quorate.v1.Parent & quorate.v1.Parent.$Shape;
             *   (properties?: quorate.v1.Parent.$Properties): quorate.v1.Parent;
             * }}
             */
            Parent.create = function(properties) {
                return new Parent(properties);
            };

            /**
             * Encodes the specified Parent message. Does not implicitly {@link quorate.v1.Parent.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Parent
             * @static
             * @param {quorate.v1.Parent.$Properties} message Parent message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Parent.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.hash);
                if (message.creator != null && $Object.hasOwnProperty.call(message, "creator") && message.creator !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.creator);
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.sequence);
                if (message.birthRound != null && $Object.hasOwnProperty.call(message, "birthRound") && (typeof message.birthRound === "object" ? message.birthRound.low || message.birthRound.high : message.birthRound !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.birthRound);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Parent message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Parent
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Parent & quorate.v1.Parent.$Shape} Parent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Parent.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Parent();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hash = value;
                            else
                                delete message.hash;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.creator = value;
                            else
                                delete message.creator;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.birthRound = value;
                            else
                                delete message.birthRound;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Parent;
        })();

        v1.Transaction = (function() {

            /**
             * Properties of a Transaction.
             * @typedef {Object} quorate.v1.Transaction.$Properties
             * @property {quorate.v1.Envelope.$Properties|null} [command] Transaction command
             * @property {quorate.v1.Envelope.$Properties|null} [approval] Transaction approval
             * @property {quorate.v1.Envelope.$Properties|null} [report] Transaction report
             * @property {quorate.v1.Envelope.$Properties|null} [ballot] Transaction ballot
             * @property {quorate.v1.Envelope.$Properties|null} [alarm] Transaction alarm
             * @property {"command"|"approval"|"report"|"ballot"|"alarm"} [kind] Transaction kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Transaction.
             * @memberof quorate.v1
             * @interface ITransaction
             * @augments quorate.v1.Transaction.$Properties
             * @deprecated Use quorate.v1.Transaction.$Properties instead.
             */

            /**
             * Narrowed shape of a Transaction.
             * @typedef {{
             *   command?: quorate.v1.Envelope.$Shape|null;
             *   approval?: quorate.v1.Envelope.$Shape|null;
             *   report?: quorate.v1.Envelope.$Shape|null;
             *   ballot?: quorate.v1.Envelope.$Shape|null;
             *   alarm?: quorate.v1.Envelope.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; command?: null; approval?: null; report?: null; ballot?: null; alarm?: null }|{ kind?: "command"; command: quorate.v1.Envelope.$Shape; approval?: null; report?: null; ballot?: null; alarm?: null }|{ kind?: "approval"; command?: null; approval: quorate.v1.Envelope.$Shape; report?: null; ballot?: null; alarm?: null }|{ kind?: "report"; command?: null; approval?: null; report: quorate.v1.Envelope.$Shape; ballot?: null; alarm?: null }|{ kind?: "ballot"; command?: null; approval?: null; report?: null; ballot: quorate.v1.Envelope.$Shape; alarm?: null }|{ kind?: "alarm"; command?: null; approval?: null; report?: null; ballot?: null; alarm: quorate.v1.Envelope.$Shape })
             * )} quorate.v1.Transaction.$Shape
             */

            /**
             * Constructs a new Transaction.
             * @memberof quorate.v1
             * @classdesc Represents a Transaction.
             * @constructor
             * @param {quorate.v1.Transaction.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Transaction = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Transaction command.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} command
             * @memberof quorate.v1.Transaction
             * @instance
             */
            Transaction.prototype.command = null;

            /**
             * Transaction approval.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} approval
             * @memberof quorate.v1.Transaction
             * @instance
             */
            Transaction.prototype.approval = null;

            /**
             * Transaction report.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} report
             * @memberof quorate.v1.Transaction
             * @instance
             */
            Transaction.prototype.report = null;

            /**
             * Transaction ballot.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} ballot
             * @memberof quorate.v1.Transaction
             * @instance
             */
            Transaction.prototype.ballot = null;

            /**
             * Transaction alarm.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} alarm
             * @memberof quorate.v1.Transaction
             * @instance
             */
            Transaction.prototype.alarm = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Transaction kind.
             * @member {"command"|"approval"|"report"|"ballot"|"alarm"|undefined} kind
             * @memberof quorate.v1.Transaction
             * @instance
             */
            $Object.defineProperty(Transaction.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["command", "approval", "report", "ballot", "alarm"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Transaction instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Transaction
             * @static
             * @param {quorate.v1.Transaction.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Transaction} Transaction instance
             * @type {{
             *   (properties: quorate.v1.Transaction.$Shape): quorate.v1.Transaction & quorate.v1.Transaction.$Shape;
             *   (properties?: quorate.v1.Transaction.$Properties): quorate.v1.Transaction;
             * }}
             */
            Transaction.create = function(properties) {
                return new Transaction(properties);
            };

            /**
             * Encodes the specified Transaction message. Does not implicitly {@link quorate.v1.Transaction.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Transaction
             * @static
             * @param {quorate.v1.Transaction.$Properties} message Transaction message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Transaction.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                    $root.quorate.v1.Envelope.encode(message.command, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.approval != null && $Object.hasOwnProperty.call(message, "approval"))
                    $root.quorate.v1.Envelope.encode(message.approval, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.report != null && $Object.hasOwnProperty.call(message, "report"))
                    $root.quorate.v1.Envelope.encode(message.report, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.ballot != null && $Object.hasOwnProperty.call(message, "ballot"))
                    $root.quorate.v1.Envelope.encode(message.ballot, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.alarm != null && $Object.hasOwnProperty.call(message, "alarm"))
                    $root.quorate.v1.Envelope.encode(message.alarm, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Transaction message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Transaction
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Transaction & quorate.v1.Transaction.$Shape} Transaction
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Transaction.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Transaction();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.command = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.command);
                            message.kind = "command";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.approval = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.approval);
                            message.kind = "approval";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.report = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.report);
                            message.kind = "report";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.ballot = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.ballot);
                            message.kind = "ballot";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.alarm = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.alarm);
                            message.kind = "alarm";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Transaction;
        })();

        v1.Event = (function() {

            /**
             * Properties of an Event.
             * @typedef {Object} quorate.v1.Event.$Properties
             * @property {number|null} [creator] Event creator
             * @property {number|null} [sequence] Event sequence
             * @property {number|null} [birthRound] Event birthRound
             * @property {number|null} [timeUs] Event timeUs
             * @property {number|null} [coin] Event coin
             * @property {Array.<quorate.v1.Parent.$Properties>|null} [parents] Event parents
             * @property {Array.<quorate.v1.Transaction.$Properties>|null} [transactions] Event transactions
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Event.
             * @memberof quorate.v1
             * @interface IEvent
             * @augments quorate.v1.Event.$Properties
             * @deprecated Use quorate.v1.Event.$Properties instead.
             */

            /**
             * Shape of an Event.
             * @typedef {{
             *   creator?: number|null;
             *   sequence?: number|null;
             *   birthRound?: number|null;
             *   timeUs?: number|null;
             *   coin?: number|null;
             *   parents?: Array.<quorate.v1.Parent.$Shape>|null;
             *   transactions?: Array.<quorate.v1.Transaction.$Shape>|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} quorate.v1.Event.$Shape
             */

            /**
             * Constructs a new Event.
             * @memberof quorate.v1
             * @classdesc Represents an Event.
             * @constructor
             * @param {quorate.v1.Event.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Event = function (properties) {
                this.parents = [];
                this.transactions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Event creator.
             * @member {number} creator
             * @memberof quorate.v1.Event
             * @instance
             */
            Event.prototype.creator = 0;

            /**
             * Event sequence.
             * @member {number} sequence
             * @memberof quorate.v1.Event
             * @instance
             */
            Event.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Event birthRound.
             * @member {number} birthRound
             * @memberof quorate.v1.Event
             * @instance
             */
            Event.prototype.birthRound = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Event timeUs.
             * @member {number} timeUs
             * @memberof quorate.v1.Event
             * @instance
             */
            Event.prototype.timeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Event coin.
             * @member {number} coin
             * @memberof quorate.v1.Event
             * @instance
             */
            Event.prototype.coin = 0;

            /**
             * Event parents.
             * @member {Array.<quorate.v1.Parent.$Properties>} parents
             * @memberof quorate.v1.Event
             * @instance
             */
            Event.prototype.parents = $util.emptyArray;

            /**
             * Event transactions.
             * @member {Array.<quorate.v1.Transaction.$Properties>} transactions
             * @memberof quorate.v1.Event
             * @instance
             */
            Event.prototype.transactions = $util.emptyArray;

            /**
             * Creates a new Event instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Event
             * @static
             * @param {quorate.v1.Event.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Event} Event instance
             * @type {{
             *   (properties: quorate.v1.Event.$Shape): quorate.v1.Event & quorate.v1.Event.$Shape;
             *   (properties?: quorate.v1.Event.$Properties): quorate.v1.Event;
             * }}
             */
            Event.create = function(properties) {
                return new Event(properties);
            };

            /**
             * Encodes the specified Event message. Does not implicitly {@link quorate.v1.Event.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Event
             * @static
             * @param {quorate.v1.Event.$Properties} message Event message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Event.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.creator != null && $Object.hasOwnProperty.call(message, "creator") && message.creator !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.creator);
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.sequence);
                if (message.birthRound != null && $Object.hasOwnProperty.call(message, "birthRound") && (typeof message.birthRound === "object" ? message.birthRound.low || message.birthRound.high : message.birthRound !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.birthRound);
                if (message.timeUs != null && $Object.hasOwnProperty.call(message, "timeUs") && (typeof message.timeUs === "object" ? message.timeUs.low || message.timeUs.high : message.timeUs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.timeUs);
                if (message.coin != null && $Object.hasOwnProperty.call(message, "coin") && message.coin !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.coin);
                if (message.parents != null && message.parents.length)
                    for (let i = 0; i < message.parents.length; ++i)
                        $root.quorate.v1.Parent.encode(message.parents[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.transactions != null && message.transactions.length)
                    for (let i = 0; i < message.transactions.length; ++i)
                        $root.quorate.v1.Transaction.encode(message.transactions[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Event message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Event
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Event & quorate.v1.Event.$Shape} Event
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Event.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Event();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.creator = value;
                            else
                                delete message.creator;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.birthRound = value;
                            else
                                delete message.birthRound;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.timeUs = value;
                            else
                                delete message.timeUs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.coin = value;
                            else
                                delete message.coin;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.parents && message.parents.length))
                                message.parents = [];
                            message.parents.push($root.quorate.v1.Parent.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.transactions && message.transactions.length))
                                message.transactions = [];
                            message.transactions.push($root.quorate.v1.Transaction.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Event;
        })();

        v1.BlockHeader = (function() {

            /**
             * Properties of a BlockHeader.
             * @typedef {Object} quorate.v1.BlockHeader.$Properties
             * @property {Uint8Array|null} [chain] BlockHeader chain
             * @property {number|null} [number] BlockHeader number
             * @property {Uint8Array|null} [previous] BlockHeader previous
             * @property {number|null} [round] BlockHeader round
             * @property {number|null} [timeUs] BlockHeader timeUs
             * @property {number|null} [firstSequence] BlockHeader firstSequence
             * @property {number|null} [entries] BlockHeader entries
             * @property {Uint8Array|null} [root] BlockHeader root
             * @property {Uint8Array|null} [stateRoot] BlockHeader stateRoot
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BlockHeader.
             * @memberof quorate.v1
             * @interface IBlockHeader
             * @augments quorate.v1.BlockHeader.$Properties
             * @deprecated Use quorate.v1.BlockHeader.$Properties instead.
             */

            /**
             * Shape of a BlockHeader.
             * @typedef {quorate.v1.BlockHeader.$Properties} quorate.v1.BlockHeader.$Shape
             */

            /**
             * Constructs a new BlockHeader.
             * @memberof quorate.v1
             * @classdesc Represents a BlockHeader.
             * @constructor
             * @param {quorate.v1.BlockHeader.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BlockHeader = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BlockHeader chain.
             * @member {Uint8Array} chain
             * @memberof quorate.v1.BlockHeader
             * @instance
             */
            BlockHeader.prototype.chain = $util.newBuffer([]);

            /**
             * BlockHeader number.
             * @member {number} number
             * @memberof quorate.v1.BlockHeader
             * @instance
             */
            BlockHeader.prototype.number = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * BlockHeader previous.
             * @member {Uint8Array} previous
             * @memberof quorate.v1.BlockHeader
             * @instance
             */
            BlockHeader.prototype.previous = $util.newBuffer([]);

            /**
             * BlockHeader round.
             * @member {number} round
             * @memberof quorate.v1.BlockHeader
             * @instance
             */
            BlockHeader.prototype.round = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * BlockHeader timeUs.
             * @member {number} timeUs
             * @memberof quorate.v1.BlockHeader
             * @instance
             */
            BlockHeader.prototype.timeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * BlockHeader firstSequence.
             * @member {number} firstSequence
             * @memberof quorate.v1.BlockHeader
             * @instance
             */
            BlockHeader.prototype.firstSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * BlockHeader entries.
             * @member {number} entries
             * @memberof quorate.v1.BlockHeader
             * @instance
             */
            BlockHeader.prototype.entries = 0;

            /**
             * BlockHeader root.
             * @member {Uint8Array} root
             * @memberof quorate.v1.BlockHeader
             * @instance
             */
            BlockHeader.prototype.root = $util.newBuffer([]);

            /**
             * BlockHeader stateRoot.
             * @member {Uint8Array} stateRoot
             * @memberof quorate.v1.BlockHeader
             * @instance
             */
            BlockHeader.prototype.stateRoot = $util.newBuffer([]);

            /**
             * Creates a new BlockHeader instance using the specified properties.
             * @function create
             * @memberof quorate.v1.BlockHeader
             * @static
             * @param {quorate.v1.BlockHeader.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.BlockHeader} BlockHeader instance
             * @type {{
             *   (properties: quorate.v1.BlockHeader.$Shape): quorate.v1.BlockHeader & quorate.v1.BlockHeader.$Shape;
             *   (properties?: quorate.v1.BlockHeader.$Properties): quorate.v1.BlockHeader;
             * }}
             */
            BlockHeader.create = function(properties) {
                return new BlockHeader(properties);
            };

            /**
             * Encodes the specified BlockHeader message. Does not implicitly {@link quorate.v1.BlockHeader.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.BlockHeader
             * @static
             * @param {quorate.v1.BlockHeader.$Properties} message BlockHeader message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BlockHeader.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.chain != null && $Object.hasOwnProperty.call(message, "chain") && message.chain.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.chain);
                if (message.number != null && $Object.hasOwnProperty.call(message, "number") && (typeof message.number === "object" ? message.number.low || message.number.high : message.number !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.number);
                if (message.previous != null && $Object.hasOwnProperty.call(message, "previous") && message.previous.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.previous);
                if (message.round != null && $Object.hasOwnProperty.call(message, "round") && (typeof message.round === "object" ? message.round.low || message.round.high : message.round !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.round);
                if (message.timeUs != null && $Object.hasOwnProperty.call(message, "timeUs") && (typeof message.timeUs === "object" ? message.timeUs.low || message.timeUs.high : message.timeUs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.timeUs);
                if (message.firstSequence != null && $Object.hasOwnProperty.call(message, "firstSequence") && (typeof message.firstSequence === "object" ? message.firstSequence.low || message.firstSequence.high : message.firstSequence !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.firstSequence);
                if (message.entries != null && $Object.hasOwnProperty.call(message, "entries") && message.entries !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.entries);
                if (message.root != null && $Object.hasOwnProperty.call(message, "root") && message.root.length)
                    writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.root);
                if (message.stateRoot != null && $Object.hasOwnProperty.call(message, "stateRoot") && message.stateRoot.length)
                    writer.uint32(/* id 9, wireType 2 =*/74).bytes(message.stateRoot);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BlockHeader message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.BlockHeader
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.BlockHeader & quorate.v1.BlockHeader.$Shape} BlockHeader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BlockHeader.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.BlockHeader();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.chain = value;
                            else
                                delete message.chain;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.number = value;
                            else
                                delete message.number;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.previous = value;
                            else
                                delete message.previous;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.round = value;
                            else
                                delete message.round;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.timeUs = value;
                            else
                                delete message.timeUs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstSequence = value;
                            else
                                delete message.firstSequence;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.entries = value;
                            else
                                delete message.entries;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.root = value;
                            else
                                delete message.root;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.stateRoot = value;
                            else
                                delete message.stateRoot;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return BlockHeader;
        })();

        /**
         * Decision enum.
         * @name quorate.v1.Decision
         * @enum {number}
         * @property {number} DECISION_UNSPECIFIED=0 DECISION_UNSPECIFIED value
         * @property {number} PERMIT=1 PERMIT value
         * @property {number} DENY=2 DENY value
         * @property {number} WAIT=3 WAIT value
         */
        v1.Decision = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "DECISION_UNSPECIFIED"] = 0;
            values[valuesById[1] = "PERMIT"] = 1;
            values[valuesById[2] = "DENY"] = 2;
            values[valuesById[3] = "WAIT"] = 3;
            return values;
        })();

        v1.Verdict = (function() {

            /**
             * Properties of a Verdict.
             * @typedef {Object} quorate.v1.Verdict.$Properties
             * @property {Uint8Array|null} [id] Verdict id
             * @property {quorate.v1.Decision|null} [decision] Verdict decision
             * @property {string|null} [code] Verdict code
             * @property {string|null} [detail] Verdict detail
             * @property {number|null} [deviceSequence] Verdict deviceSequence
             * @property {Uint8Array|null} [previous] Verdict previous
             * @property {quorate.v1.Envelope.$Properties|null} [command] Verdict command
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Verdict.
             * @memberof quorate.v1
             * @interface IVerdict
             * @augments quorate.v1.Verdict.$Properties
             * @deprecated Use quorate.v1.Verdict.$Properties instead.
             */

            /**
             * Shape of a Verdict.
             * @typedef {quorate.v1.Verdict.$Properties} quorate.v1.Verdict.$Shape
             */

            /**
             * Constructs a new Verdict.
             * @memberof quorate.v1
             * @classdesc Represents a Verdict.
             * @constructor
             * @param {quorate.v1.Verdict.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Verdict = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Verdict id.
             * @member {Uint8Array} id
             * @memberof quorate.v1.Verdict
             * @instance
             */
            Verdict.prototype.id = $util.newBuffer([]);

            /**
             * Verdict decision.
             * @member {quorate.v1.Decision} decision
             * @memberof quorate.v1.Verdict
             * @instance
             */
            Verdict.prototype.decision = 0;

            /**
             * Verdict code.
             * @member {string} code
             * @memberof quorate.v1.Verdict
             * @instance
             */
            Verdict.prototype.code = "";

            /**
             * Verdict detail.
             * @member {string} detail
             * @memberof quorate.v1.Verdict
             * @instance
             */
            Verdict.prototype.detail = "";

            /**
             * Verdict deviceSequence.
             * @member {number} deviceSequence
             * @memberof quorate.v1.Verdict
             * @instance
             */
            Verdict.prototype.deviceSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Verdict previous.
             * @member {Uint8Array} previous
             * @memberof quorate.v1.Verdict
             * @instance
             */
            Verdict.prototype.previous = $util.newBuffer([]);

            /**
             * Verdict command.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} command
             * @memberof quorate.v1.Verdict
             * @instance
             */
            Verdict.prototype.command = null;

            /**
             * Creates a new Verdict instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Verdict
             * @static
             * @param {quorate.v1.Verdict.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Verdict} Verdict instance
             * @type {{
             *   (properties: quorate.v1.Verdict.$Shape): quorate.v1.Verdict & quorate.v1.Verdict.$Shape;
             *   (properties?: quorate.v1.Verdict.$Properties): quorate.v1.Verdict;
             * }}
             */
            Verdict.create = function(properties) {
                return new Verdict(properties);
            };

            /**
             * Encodes the specified Verdict message. Does not implicitly {@link quorate.v1.Verdict.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Verdict
             * @static
             * @param {quorate.v1.Verdict.$Properties} message Verdict message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Verdict.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.id);
                if (message.decision != null && $Object.hasOwnProperty.call(message, "decision") && message.decision !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.decision);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.detail);
                if (message.deviceSequence != null && $Object.hasOwnProperty.call(message, "deviceSequence") && (typeof message.deviceSequence === "object" ? message.deviceSequence.low || message.deviceSequence.high : message.deviceSequence !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.deviceSequence);
                if (message.previous != null && $Object.hasOwnProperty.call(message, "previous") && message.previous.length)
                    writer.uint32(/* id 6, wireType 2 =*/50).bytes(message.previous);
                if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                    $root.quorate.v1.Envelope.encode(message.command, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Verdict message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Verdict
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Verdict & quorate.v1.Verdict.$Shape} Verdict
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Verdict.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Verdict();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.decision = value;
                            else
                                delete message.decision;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.deviceSequence = value;
                            else
                                delete message.deviceSequence;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.previous = value;
                            else
                                delete message.previous;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.command = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.command);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Verdict;
        })();

        v1.Closing = (function() {

            /**
             * Properties of a Closing.
             * @typedef {Object} quorate.v1.Closing.$Properties
             * @property {Uint8Array|null} [id] Closing id
             * @property {string|null} [code] Closing code
             * @property {string|null} [device] Closing device
             * @property {number|null} [deviceSequence] Closing deviceSequence
             * @property {Uint8Array|null} [previous] Closing previous
             * @property {string|null} [detail] Closing detail
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Closing.
             * @memberof quorate.v1
             * @interface IClosing
             * @augments quorate.v1.Closing.$Properties
             * @deprecated Use quorate.v1.Closing.$Properties instead.
             */

            /**
             * Shape of a Closing.
             * @typedef {quorate.v1.Closing.$Properties} quorate.v1.Closing.$Shape
             */

            /**
             * Constructs a new Closing.
             * @memberof quorate.v1
             * @classdesc Represents a Closing.
             * @constructor
             * @param {quorate.v1.Closing.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Closing = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Closing id.
             * @member {Uint8Array} id
             * @memberof quorate.v1.Closing
             * @instance
             */
            Closing.prototype.id = $util.newBuffer([]);

            /**
             * Closing code.
             * @member {string} code
             * @memberof quorate.v1.Closing
             * @instance
             */
            Closing.prototype.code = "";

            /**
             * Closing device.
             * @member {string} device
             * @memberof quorate.v1.Closing
             * @instance
             */
            Closing.prototype.device = "";

            /**
             * Closing deviceSequence.
             * @member {number} deviceSequence
             * @memberof quorate.v1.Closing
             * @instance
             */
            Closing.prototype.deviceSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Closing previous.
             * @member {Uint8Array} previous
             * @memberof quorate.v1.Closing
             * @instance
             */
            Closing.prototype.previous = $util.newBuffer([]);

            /**
             * Closing detail.
             * @member {string} detail
             * @memberof quorate.v1.Closing
             * @instance
             */
            Closing.prototype.detail = "";

            /**
             * Creates a new Closing instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Closing
             * @static
             * @param {quorate.v1.Closing.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Closing} Closing instance
             * @type {{
             *   (properties: quorate.v1.Closing.$Shape): quorate.v1.Closing & quorate.v1.Closing.$Shape;
             *   (properties?: quorate.v1.Closing.$Properties): quorate.v1.Closing;
             * }}
             */
            Closing.create = function(properties) {
                return new Closing(properties);
            };

            /**
             * Encodes the specified Closing message. Does not implicitly {@link quorate.v1.Closing.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Closing
             * @static
             * @param {quorate.v1.Closing.$Properties} message Closing message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Closing.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.id);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.code);
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.device);
                if (message.deviceSequence != null && $Object.hasOwnProperty.call(message, "deviceSequence") && (typeof message.deviceSequence === "object" ? message.deviceSequence.low || message.deviceSequence.high : message.deviceSequence !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.deviceSequence);
                if (message.previous != null && $Object.hasOwnProperty.call(message, "previous") && message.previous.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.previous);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Closing message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Closing
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Closing & quorate.v1.Closing.$Shape} Closing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Closing.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Closing();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.deviceSequence = value;
                            else
                                delete message.deviceSequence;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.previous = value;
                            else
                                delete message.previous;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Closing;
        })();

        v1.AlarmVerdict = (function() {

            /**
             * Properties of an AlarmVerdict.
             * @typedef {Object} quorate.v1.AlarmVerdict.$Properties
             * @property {Uint8Array|null} [id] AlarmVerdict id
             * @property {quorate.v1.Decision|null} [decision] AlarmVerdict decision
             * @property {string|null} [code] AlarmVerdict code
             * @property {string|null} [detail] AlarmVerdict detail
             * @property {quorate.v1.Envelope.$Properties|null} [action] AlarmVerdict action
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AlarmVerdict.
             * @memberof quorate.v1
             * @interface IAlarmVerdict
             * @augments quorate.v1.AlarmVerdict.$Properties
             * @deprecated Use quorate.v1.AlarmVerdict.$Properties instead.
             */

            /**
             * Shape of an AlarmVerdict.
             * @typedef {quorate.v1.AlarmVerdict.$Properties} quorate.v1.AlarmVerdict.$Shape
             */

            /**
             * Constructs a new AlarmVerdict.
             * @memberof quorate.v1
             * @classdesc Represents an AlarmVerdict.
             * @constructor
             * @param {quorate.v1.AlarmVerdict.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AlarmVerdict = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AlarmVerdict id.
             * @member {Uint8Array} id
             * @memberof quorate.v1.AlarmVerdict
             * @instance
             */
            AlarmVerdict.prototype.id = $util.newBuffer([]);

            /**
             * AlarmVerdict decision.
             * @member {quorate.v1.Decision} decision
             * @memberof quorate.v1.AlarmVerdict
             * @instance
             */
            AlarmVerdict.prototype.decision = 0;

            /**
             * AlarmVerdict code.
             * @member {string} code
             * @memberof quorate.v1.AlarmVerdict
             * @instance
             */
            AlarmVerdict.prototype.code = "";

            /**
             * AlarmVerdict detail.
             * @member {string} detail
             * @memberof quorate.v1.AlarmVerdict
             * @instance
             */
            AlarmVerdict.prototype.detail = "";

            /**
             * AlarmVerdict action.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} action
             * @memberof quorate.v1.AlarmVerdict
             * @instance
             */
            AlarmVerdict.prototype.action = null;

            /**
             * Creates a new AlarmVerdict instance using the specified properties.
             * @function create
             * @memberof quorate.v1.AlarmVerdict
             * @static
             * @param {quorate.v1.AlarmVerdict.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.AlarmVerdict} AlarmVerdict instance
             * @type {{
             *   (properties: quorate.v1.AlarmVerdict.$Shape): quorate.v1.AlarmVerdict & quorate.v1.AlarmVerdict.$Shape;
             *   (properties?: quorate.v1.AlarmVerdict.$Properties): quorate.v1.AlarmVerdict;
             * }}
             */
            AlarmVerdict.create = function(properties) {
                return new AlarmVerdict(properties);
            };

            /**
             * Encodes the specified AlarmVerdict message. Does not implicitly {@link quorate.v1.AlarmVerdict.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.AlarmVerdict
             * @static
             * @param {quorate.v1.AlarmVerdict.$Properties} message AlarmVerdict message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AlarmVerdict.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.id);
                if (message.decision != null && $Object.hasOwnProperty.call(message, "decision") && message.decision !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.decision);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.detail);
                if (message.action != null && $Object.hasOwnProperty.call(message, "action"))
                    $root.quorate.v1.Envelope.encode(message.action, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AlarmVerdict message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.AlarmVerdict
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.AlarmVerdict & quorate.v1.AlarmVerdict.$Shape} AlarmVerdict
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AlarmVerdict.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.AlarmVerdict();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.decision = value;
                            else
                                delete message.decision;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.action = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.action);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AlarmVerdict;
        })();

        v1.Entry = (function() {

            /**
             * Properties of an Entry.
             * @typedef {Object} quorate.v1.Entry.$Properties
             * @property {number|null} [sequence] Entry sequence
             * @property {number|null} [timeUs] Entry timeUs
             * @property {quorate.v1.Verdict.$Properties|null} [verdict] Entry verdict
             * @property {quorate.v1.Closing.$Properties|null} [closing] Entry closing
             * @property {quorate.v1.Envelope.$Properties|null} [report] Entry report
             * @property {quorate.v1.Envelope.$Properties|null} [approval] Entry approval
             * @property {quorate.v1.AlarmVerdict.$Properties|null} [alarm] Entry alarm
             * @property {"verdict"|"closing"|"report"|"approval"|"alarm"} [kind] Entry kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Entry.
             * @memberof quorate.v1
             * @interface IEntry
             * @augments quorate.v1.Entry.$Properties
             * @deprecated Use quorate.v1.Entry.$Properties instead.
             */

            /**
             * Narrowed shape of an Entry.
             * @typedef {{
             *   sequence?: number|null;
             *   timeUs?: number|null;
             *   verdict?: quorate.v1.Verdict.$Shape|null;
             *   closing?: quorate.v1.Closing.$Shape|null;
             *   report?: quorate.v1.Envelope.$Shape|null;
             *   approval?: quorate.v1.Envelope.$Shape|null;
             *   alarm?: quorate.v1.AlarmVerdict.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; verdict?: null; closing?: null; report?: null; approval?: null; alarm?: null }|{ kind?: "verdict"; verdict: quorate.v1.Verdict.$Shape; closing?: null; report?: null; approval?: null; alarm?: null }|{ kind?: "closing"; verdict?: null; closing: quorate.v1.Closing.$Shape; report?: null; approval?: null; alarm?: null }|{ kind?: "report"; verdict?: null; closing?: null; report: quorate.v1.Envelope.$Shape; approval?: null; alarm?: null }|{ kind?: "approval"; verdict?: null; closing?: null; report?: null; approval: quorate.v1.Envelope.$Shape; alarm?: null }|{ kind?: "alarm"; verdict?: null; closing?: null; report?: null; approval?: null; alarm: quorate.v1.AlarmVerdict.$Shape })
             * )} quorate.v1.Entry.$Shape
             */

            /**
             * Constructs a new Entry.
             * @memberof quorate.v1
             * @classdesc Represents an Entry.
             * @constructor
             * @param {quorate.v1.Entry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Entry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Entry sequence.
             * @member {number} sequence
             * @memberof quorate.v1.Entry
             * @instance
             */
            Entry.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Entry timeUs.
             * @member {number} timeUs
             * @memberof quorate.v1.Entry
             * @instance
             */
            Entry.prototype.timeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Entry verdict.
             * @member {quorate.v1.Verdict.$Properties|null|undefined} verdict
             * @memberof quorate.v1.Entry
             * @instance
             */
            Entry.prototype.verdict = null;

            /**
             * Entry closing.
             * @member {quorate.v1.Closing.$Properties|null|undefined} closing
             * @memberof quorate.v1.Entry
             * @instance
             */
            Entry.prototype.closing = null;

            /**
             * Entry report.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} report
             * @memberof quorate.v1.Entry
             * @instance
             */
            Entry.prototype.report = null;

            /**
             * Entry approval.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} approval
             * @memberof quorate.v1.Entry
             * @instance
             */
            Entry.prototype.approval = null;

            /**
             * Entry alarm.
             * @member {quorate.v1.AlarmVerdict.$Properties|null|undefined} alarm
             * @memberof quorate.v1.Entry
             * @instance
             */
            Entry.prototype.alarm = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Entry kind.
             * @member {"verdict"|"closing"|"report"|"approval"|"alarm"|undefined} kind
             * @memberof quorate.v1.Entry
             * @instance
             */
            $Object.defineProperty(Entry.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["verdict", "closing", "report", "approval", "alarm"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Entry instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Entry
             * @static
             * @param {quorate.v1.Entry.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Entry} Entry instance
             * @type {{
             *   (properties: quorate.v1.Entry.$Shape): quorate.v1.Entry & quorate.v1.Entry.$Shape;
             *   (properties?: quorate.v1.Entry.$Properties): quorate.v1.Entry;
             * }}
             */
            Entry.create = function(properties) {
                return new Entry(properties);
            };

            /**
             * Encodes the specified Entry message. Does not implicitly {@link quorate.v1.Entry.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Entry
             * @static
             * @param {quorate.v1.Entry.$Properties} message Entry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Entry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
                if (message.timeUs != null && $Object.hasOwnProperty.call(message, "timeUs") && (typeof message.timeUs === "object" ? message.timeUs.low || message.timeUs.high : message.timeUs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.timeUs);
                if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict"))
                    $root.quorate.v1.Verdict.encode(message.verdict, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.closing != null && $Object.hasOwnProperty.call(message, "closing"))
                    $root.quorate.v1.Closing.encode(message.closing, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.report != null && $Object.hasOwnProperty.call(message, "report"))
                    $root.quorate.v1.Envelope.encode(message.report, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.approval != null && $Object.hasOwnProperty.call(message, "approval"))
                    $root.quorate.v1.Envelope.encode(message.approval, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.alarm != null && $Object.hasOwnProperty.call(message, "alarm"))
                    $root.quorate.v1.AlarmVerdict.encode(message.alarm, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Entry message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Entry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Entry & quorate.v1.Entry.$Shape} Entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Entry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Entry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.timeUs = value;
                            else
                                delete message.timeUs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.verdict = $root.quorate.v1.Verdict.decode(reader, reader.size(), $undefined, _depth + 1, message.verdict);
                            message.kind = "verdict";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.closing = $root.quorate.v1.Closing.decode(reader, reader.size(), $undefined, _depth + 1, message.closing);
                            message.kind = "closing";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.report = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.report);
                            message.kind = "report";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.approval = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.approval);
                            message.kind = "approval";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.alarm = $root.quorate.v1.AlarmVerdict.decode(reader, reader.size(), $undefined, _depth + 1, message.alarm);
                            message.kind = "alarm";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Entry;
        })();

        v1.Veto = (function() {

            /**
             * Properties of a Veto.
             * @typedef {Object} quorate.v1.Veto.$Properties
             * @property {number|null} [sequence] Veto sequence
             * @property {string|null} [code] Veto code
             * @property {string|null} [detail] Veto detail
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Veto.
             * @memberof quorate.v1
             * @interface IVeto
             * @augments quorate.v1.Veto.$Properties
             * @deprecated Use quorate.v1.Veto.$Properties instead.
             */

            /**
             * Shape of a Veto.
             * @typedef {quorate.v1.Veto.$Properties} quorate.v1.Veto.$Shape
             */

            /**
             * Constructs a new Veto.
             * @memberof quorate.v1
             * @classdesc Represents a Veto.
             * @constructor
             * @param {quorate.v1.Veto.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Veto = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Veto sequence.
             * @member {number} sequence
             * @memberof quorate.v1.Veto
             * @instance
             */
            Veto.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Veto code.
             * @member {string} code
             * @memberof quorate.v1.Veto
             * @instance
             */
            Veto.prototype.code = "";

            /**
             * Veto detail.
             * @member {string} detail
             * @memberof quorate.v1.Veto
             * @instance
             */
            Veto.prototype.detail = "";

            /**
             * Creates a new Veto instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Veto
             * @static
             * @param {quorate.v1.Veto.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Veto} Veto instance
             * @type {{
             *   (properties: quorate.v1.Veto.$Shape): quorate.v1.Veto & quorate.v1.Veto.$Shape;
             *   (properties?: quorate.v1.Veto.$Properties): quorate.v1.Veto;
             * }}
             */
            Veto.create = function(properties) {
                return new Veto(properties);
            };

            /**
             * Encodes the specified Veto message. Does not implicitly {@link quorate.v1.Veto.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Veto
             * @static
             * @param {quorate.v1.Veto.$Properties} message Veto message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Veto.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Veto message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Veto
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Veto & quorate.v1.Veto.$Shape} Veto
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Veto.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Veto();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Veto;
        })();

        v1.Ballot = (function() {

            /**
             * Properties of a Ballot.
             * @typedef {Object} quorate.v1.Ballot.$Properties
             * @property {number|null} [agent] Ballot agent
             * @property {Uint8Array|null} [header] Ballot header
             * @property {number|null} [clockUs] Ballot clockUs
             * @property {Array.<quorate.v1.Veto.$Properties>|null} [vetoes] Ballot vetoes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Ballot.
             * @memberof quorate.v1
             * @interface IBallot
             * @augments quorate.v1.Ballot.$Properties
             * @deprecated Use quorate.v1.Ballot.$Properties instead.
             */

            /**
             * Shape of a Ballot.
             * @typedef {quorate.v1.Ballot.$Properties} quorate.v1.Ballot.$Shape
             */

            /**
             * Constructs a new Ballot.
             * @memberof quorate.v1
             * @classdesc Represents a Ballot.
             * @constructor
             * @param {quorate.v1.Ballot.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ballot = function (properties) {
                this.vetoes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ballot agent.
             * @member {number} agent
             * @memberof quorate.v1.Ballot
             * @instance
             */
            Ballot.prototype.agent = 0;

            /**
             * Ballot header.
             * @member {Uint8Array} header
             * @memberof quorate.v1.Ballot
             * @instance
             */
            Ballot.prototype.header = $util.newBuffer([]);

            /**
             * Ballot clockUs.
             * @member {number} clockUs
             * @memberof quorate.v1.Ballot
             * @instance
             */
            Ballot.prototype.clockUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Ballot vetoes.
             * @member {Array.<quorate.v1.Veto.$Properties>} vetoes
             * @memberof quorate.v1.Ballot
             * @instance
             */
            Ballot.prototype.vetoes = $util.emptyArray;

            /**
             * Creates a new Ballot instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Ballot
             * @static
             * @param {quorate.v1.Ballot.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Ballot} Ballot instance
             * @type {{
             *   (properties: quorate.v1.Ballot.$Shape): quorate.v1.Ballot & quorate.v1.Ballot.$Shape;
             *   (properties?: quorate.v1.Ballot.$Properties): quorate.v1.Ballot;
             * }}
             */
            Ballot.create = function(properties) {
                return new Ballot(properties);
            };

            /**
             * Encodes the specified Ballot message. Does not implicitly {@link quorate.v1.Ballot.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Ballot
             * @static
             * @param {quorate.v1.Ballot.$Properties} message Ballot message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ballot.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.agent != null && $Object.hasOwnProperty.call(message, "agent") && message.agent !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.agent);
                if (message.header != null && $Object.hasOwnProperty.call(message, "header") && message.header.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.header);
                if (message.clockUs != null && $Object.hasOwnProperty.call(message, "clockUs") && (typeof message.clockUs === "object" ? message.clockUs.low || message.clockUs.high : message.clockUs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.clockUs);
                if (message.vetoes != null && message.vetoes.length)
                    for (let i = 0; i < message.vetoes.length; ++i)
                        $root.quorate.v1.Veto.encode(message.vetoes[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Ballot message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Ballot
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Ballot & quorate.v1.Ballot.$Shape} Ballot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ballot.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Ballot();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.agent = value;
                            else
                                delete message.agent;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.header = value;
                            else
                                delete message.header;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.clockUs = value;
                            else
                                delete message.clockUs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.vetoes && message.vetoes.length))
                                message.vetoes = [];
                            message.vetoes.push($root.quorate.v1.Veto.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Ballot;
        })();

        v1.Certificate = (function() {

            /**
             * Properties of a Certificate.
             * @typedef {Object} quorate.v1.Certificate.$Properties
             * @property {Uint8Array|null} [entry] Certificate entry
             * @property {number|null} [index] Certificate index
             * @property {Array.<Uint8Array>|null} [path] Certificate path
             * @property {Array.<quorate.v1.Envelope.$Properties>|null} [ballots] Certificate ballots
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Certificate.
             * @memberof quorate.v1
             * @interface ICertificate
             * @augments quorate.v1.Certificate.$Properties
             * @deprecated Use quorate.v1.Certificate.$Properties instead.
             */

            /**
             * Shape of a Certificate.
             * @typedef {quorate.v1.Certificate.$Properties} quorate.v1.Certificate.$Shape
             */

            /**
             * Constructs a new Certificate.
             * @memberof quorate.v1
             * @classdesc Represents a Certificate.
             * @constructor
             * @param {quorate.v1.Certificate.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Certificate = function (properties) {
                this.path = [];
                this.ballots = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Certificate entry.
             * @member {Uint8Array} entry
             * @memberof quorate.v1.Certificate
             * @instance
             */
            Certificate.prototype.entry = $util.newBuffer([]);

            /**
             * Certificate index.
             * @member {number} index
             * @memberof quorate.v1.Certificate
             * @instance
             */
            Certificate.prototype.index = 0;

            /**
             * Certificate path.
             * @member {Array.<Uint8Array>} path
             * @memberof quorate.v1.Certificate
             * @instance
             */
            Certificate.prototype.path = $util.emptyArray;

            /**
             * Certificate ballots.
             * @member {Array.<quorate.v1.Envelope.$Properties>} ballots
             * @memberof quorate.v1.Certificate
             * @instance
             */
            Certificate.prototype.ballots = $util.emptyArray;

            /**
             * Creates a new Certificate instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Certificate
             * @static
             * @param {quorate.v1.Certificate.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Certificate} Certificate instance
             * @type {{
             *   (properties: quorate.v1.Certificate.$Shape): quorate.v1.Certificate & quorate.v1.Certificate.$Shape;
             *   (properties?: quorate.v1.Certificate.$Properties): quorate.v1.Certificate;
             * }}
             */
            Certificate.create = function(properties) {
                return new Certificate(properties);
            };

            /**
             * Encodes the specified Certificate message. Does not implicitly {@link quorate.v1.Certificate.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Certificate
             * @static
             * @param {quorate.v1.Certificate.$Properties} message Certificate message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Certificate.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.entry != null && $Object.hasOwnProperty.call(message, "entry") && message.entry.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.entry);
                if (message.index != null && $Object.hasOwnProperty.call(message, "index") && message.index !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.index);
                if (message.path != null && message.path.length)
                    for (let i = 0; i < message.path.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.path[i]);
                if (message.ballots != null && message.ballots.length)
                    for (let i = 0; i < message.ballots.length; ++i)
                        $root.quorate.v1.Envelope.encode(message.ballots[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Certificate message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Certificate
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Certificate & quorate.v1.Certificate.$Shape} Certificate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Certificate.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Certificate();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.entry = value;
                            else
                                delete message.entry;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.index = value;
                            else
                                delete message.index;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.path && message.path.length))
                                message.path = [];
                            message.path.push(reader.bytes());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ballots && message.ballots.length))
                                message.ballots = [];
                            message.ballots.push($root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Certificate;
        })();

        v1.Block = (function() {

            /**
             * Properties of a Block.
             * @typedef {Object} quorate.v1.Block.$Properties
             * @property {Uint8Array|null} [header] Block header
             * @property {Array.<Uint8Array>|null} [entries] Block entries
             * @property {Array.<quorate.v1.Envelope.$Properties>|null} [ballots] Block ballots
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Block.
             * @memberof quorate.v1
             * @interface IBlock
             * @augments quorate.v1.Block.$Properties
             * @deprecated Use quorate.v1.Block.$Properties instead.
             */

            /**
             * Shape of a Block.
             * @typedef {quorate.v1.Block.$Properties} quorate.v1.Block.$Shape
             */

            /**
             * Constructs a new Block.
             * @memberof quorate.v1
             * @classdesc Represents a Block.
             * @constructor
             * @param {quorate.v1.Block.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Block = function (properties) {
                this.entries = [];
                this.ballots = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Block header.
             * @member {Uint8Array} header
             * @memberof quorate.v1.Block
             * @instance
             */
            Block.prototype.header = $util.newBuffer([]);

            /**
             * Block entries.
             * @member {Array.<Uint8Array>} entries
             * @memberof quorate.v1.Block
             * @instance
             */
            Block.prototype.entries = $util.emptyArray;

            /**
             * Block ballots.
             * @member {Array.<quorate.v1.Envelope.$Properties>} ballots
             * @memberof quorate.v1.Block
             * @instance
             */
            Block.prototype.ballots = $util.emptyArray;

            /**
             * Creates a new Block instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Block
             * @static
             * @param {quorate.v1.Block.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Block} Block instance
             * @type {{
             *   (properties: quorate.v1.Block.$Shape): quorate.v1.Block & quorate.v1.Block.$Shape;
             *   (properties?: quorate.v1.Block.$Properties): quorate.v1.Block;
             * }}
             */
            Block.create = function(properties) {
                return new Block(properties);
            };

            /**
             * Encodes the specified Block message. Does not implicitly {@link quorate.v1.Block.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Block
             * @static
             * @param {quorate.v1.Block.$Properties} message Block message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Block.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.header != null && $Object.hasOwnProperty.call(message, "header") && message.header.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.header);
                if (message.entries != null && message.entries.length)
                    for (let i = 0; i < message.entries.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.entries[i]);
                if (message.ballots != null && message.ballots.length)
                    for (let i = 0; i < message.ballots.length; ++i)
                        $root.quorate.v1.Envelope.encode(message.ballots[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Block message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Block
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Block & quorate.v1.Block.$Shape} Block
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Block.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Block();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.header = value;
                            else
                                delete message.header;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entries && message.entries.length))
                                message.entries = [];
                            message.entries.push(reader.bytes());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ballots && message.ballots.length))
                                message.ballots = [];
                            message.ballots.push($root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Block;
        })();

        v1.PointOutcome = (function() {

            /**
             * Properties of a PointOutcome.
             * @typedef {Object} quorate.v1.PointOutcome.$Properties
             * @property {string|null} [point] PointOutcome point
             * @property {quorate.v1.Value.$Properties|null} [asked] PointOutcome asked
             * @property {quorate.v1.Value.$Properties|null} [before] PointOutcome before
             * @property {quorate.v1.Value.$Properties|null} [after] PointOutcome after
             * @property {string|null} [code] PointOutcome code
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PointOutcome.
             * @memberof quorate.v1
             * @interface IPointOutcome
             * @augments quorate.v1.PointOutcome.$Properties
             * @deprecated Use quorate.v1.PointOutcome.$Properties instead.
             */

            /**
             * Shape of a PointOutcome.
             * @typedef {{
             *   point?: string|null;
             *   asked?: quorate.v1.Value.$Shape|null;
             *   before?: quorate.v1.Value.$Shape|null;
             *   after?: quorate.v1.Value.$Shape|null;
             *   code?: string|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} quorate.v1.PointOutcome.$Shape
             */

            /**
             * Constructs a new PointOutcome.
             * @memberof quorate.v1
             * @classdesc Represents a PointOutcome.
             * @constructor
             * @param {quorate.v1.PointOutcome.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PointOutcome = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PointOutcome point.
             * @member {string} point
             * @memberof quorate.v1.PointOutcome
             * @instance
             */
            PointOutcome.prototype.point = "";

            /**
             * PointOutcome asked.
             * @member {quorate.v1.Value.$Properties|null|undefined} asked
             * @memberof quorate.v1.PointOutcome
             * @instance
             */
            PointOutcome.prototype.asked = null;

            /**
             * PointOutcome before.
             * @member {quorate.v1.Value.$Properties|null|undefined} before
             * @memberof quorate.v1.PointOutcome
             * @instance
             */
            PointOutcome.prototype.before = null;

            /**
             * PointOutcome after.
             * @member {quorate.v1.Value.$Properties|null|undefined} after
             * @memberof quorate.v1.PointOutcome
             * @instance
             */
            PointOutcome.prototype.after = null;

            /**
             * PointOutcome code.
             * @member {string} code
             * @memberof quorate.v1.PointOutcome
             * @instance
             */
            PointOutcome.prototype.code = "";

            /**
             * Creates a new PointOutcome instance using the specified properties.
             * @function create
             * @memberof quorate.v1.PointOutcome
             * @static
             * @param {quorate.v1.PointOutcome.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.PointOutcome} PointOutcome instance
             * @type {{
             *   (properties: quorate.v1.PointOutcome.$Shape): quorate.v1.PointOutcome & quorate.v1.PointOutcome.$Shape;
             *   (properties?: quorate.v1.PointOutcome.$Properties): quorate.v1.PointOutcome;
             * }}
             */
            PointOutcome.create = function(properties) {
                return new PointOutcome(properties);
            };

            /**
             * Encodes the specified PointOutcome message. Does not implicitly {@link quorate.v1.PointOutcome.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.PointOutcome
             * @static
             * @param {quorate.v1.PointOutcome.$Properties} message PointOutcome message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PointOutcome.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.point != null && $Object.hasOwnProperty.call(message, "point") && message.point !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.point);
                if (message.asked != null && $Object.hasOwnProperty.call(message, "asked"))
                    $root.quorate.v1.Value.encode(message.asked, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.before != null && $Object.hasOwnProperty.call(message, "before"))
                    $root.quorate.v1.Value.encode(message.before, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.after != null && $Object.hasOwnProperty.call(message, "after"))
                    $root.quorate.v1.Value.encode(message.after, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.code);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PointOutcome message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.PointOutcome
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.PointOutcome & quorate.v1.PointOutcome.$Shape} PointOutcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PointOutcome.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.PointOutcome();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.point = value;
                            else
                                delete message.point;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.asked = $root.quorate.v1.Value.decode(reader, reader.size(), $undefined, _depth + 1, message.asked);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.before = $root.quorate.v1.Value.decode(reader, reader.size(), $undefined, _depth + 1, message.before);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.after = $root.quorate.v1.Value.decode(reader, reader.size(), $undefined, _depth + 1, message.after);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PointOutcome;
        })();

        v1.Report = (function() {

            /**
             * Properties of a Report.
             * @typedef {Object} quorate.v1.Report.$Properties
             * @property {Uint8Array|null} [guard] Report guard
             * @property {string|null} [device] Report device
             * @property {number|null} [deviceSequence] Report deviceSequence
             * @property {Uint8Array|null} [id] Report id
             * @property {string|null} [outcome] Report outcome
             * @property {string|null} [code] Report code
             * @property {string|null} [detail] Report detail
             * @property {Array.<quorate.v1.PointOutcome.$Properties>|null} [points] Report points
             * @property {number|null} [writtenMs] Report writtenMs
             * @property {number|null} [finishedMs] Report finishedMs
             * @property {string|null} [closing] Report closing
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Report.
             * @memberof quorate.v1
             * @interface IReport
             * @augments quorate.v1.Report.$Properties
             * @deprecated Use quorate.v1.Report.$Properties instead.
             */

            /**
             * Shape of a Report.
             * @typedef {{
             *   guard?: Uint8Array|null;
             *   device?: string|null;
             *   deviceSequence?: number|null;
             *   id?: Uint8Array|null;
             *   outcome?: string|null;
             *   code?: string|null;
             *   detail?: string|null;
             *   points?: Array.<quorate.v1.PointOutcome.$Shape>|null;
             *   writtenMs?: number|null;
             *   finishedMs?: number|null;
             *   closing?: string|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} quorate.v1.Report.$Shape
             */

            /**
             * Constructs a new Report.
             * @memberof quorate.v1
             * @classdesc Represents a Report.
             * @constructor
             * @param {quorate.v1.Report.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Report = function (properties) {
                this.points = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Report guard.
             * @member {Uint8Array} guard
             * @memberof quorate.v1.Report
             * @instance
             */
            Report.prototype.guard = $util.newBuffer([]);

            /**
             * Report device.
             * @member {string} device
             * @memberof quorate.v1.Report
             * @instance
             */
            Report.prototype.device = "";

            /**
             * Report deviceSequence.
             * @member {number} deviceSequence
             * @memberof quorate.v1.Report
             * @instance
             */
            Report.prototype.deviceSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Report id.
             * @member {Uint8Array} id
             * @memberof quorate.v1.Report
             * @instance
             */
            Report.prototype.id = $util.newBuffer([]);

            /**
             * Report outcome.
             * @member {string} outcome
             * @memberof quorate.v1.Report
             * @instance
             */
            Report.prototype.outcome = "";

            /**
             * Report code.
             * @member {string} code
             * @memberof quorate.v1.Report
             * @instance
             */
            Report.prototype.code = "";

            /**
             * Report detail.
             * @member {string} detail
             * @memberof quorate.v1.Report
             * @instance
             */
            Report.prototype.detail = "";

            /**
             * Report points.
             * @member {Array.<quorate.v1.PointOutcome.$Properties>} points
             * @memberof quorate.v1.Report
             * @instance
             */
            Report.prototype.points = $util.emptyArray;

            /**
             * Report writtenMs.
             * @member {number} writtenMs
             * @memberof quorate.v1.Report
             * @instance
             */
            Report.prototype.writtenMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Report finishedMs.
             * @member {number} finishedMs
             * @memberof quorate.v1.Report
             * @instance
             */
            Report.prototype.finishedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Report closing.
             * @member {string} closing
             * @memberof quorate.v1.Report
             * @instance
             */
            Report.prototype.closing = "";

            /**
             * Creates a new Report instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Report
             * @static
             * @param {quorate.v1.Report.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Report} Report instance
             * @type {{
             *   (properties: quorate.v1.Report.$Shape): quorate.v1.Report & quorate.v1.Report.$Shape;
             *   (properties?: quorate.v1.Report.$Properties): quorate.v1.Report;
             * }}
             */
            Report.create = function(properties) {
                return new Report(properties);
            };

            /**
             * Encodes the specified Report message. Does not implicitly {@link quorate.v1.Report.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Report
             * @static
             * @param {quorate.v1.Report.$Properties} message Report message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Report.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.guard != null && $Object.hasOwnProperty.call(message, "guard") && message.guard.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.guard);
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.device);
                if (message.deviceSequence != null && $Object.hasOwnProperty.call(message, "deviceSequence") && (typeof message.deviceSequence === "object" ? message.deviceSequence.low || message.deviceSequence.high : message.deviceSequence !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.deviceSequence);
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.id);
                if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome") && message.outcome !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.outcome);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.detail);
                if (message.points != null && message.points.length)
                    for (let i = 0; i < message.points.length; ++i)
                        $root.quorate.v1.PointOutcome.encode(message.points[i], writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.writtenMs != null && $Object.hasOwnProperty.call(message, "writtenMs") && (typeof message.writtenMs === "object" ? message.writtenMs.low || message.writtenMs.high : message.writtenMs !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.writtenMs);
                if (message.finishedMs != null && $Object.hasOwnProperty.call(message, "finishedMs") && (typeof message.finishedMs === "object" ? message.finishedMs.low || message.finishedMs.high : message.finishedMs !== 0))
                    writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.finishedMs);
                if (message.closing != null && $Object.hasOwnProperty.call(message, "closing") && message.closing !== "")
                    writer.uint32(/* id 11, wireType 2 =*/90).string(message.closing);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Report message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Report
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Report & quorate.v1.Report.$Shape} Report
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Report.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Report();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.guard = value;
                            else
                                delete message.guard;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.deviceSequence = value;
                            else
                                delete message.deviceSequence;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.outcome = value;
                            else
                                delete message.outcome;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (!(message.points && message.points.length))
                                message.points = [];
                            message.points.push($root.quorate.v1.PointOutcome.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.writtenMs = value;
                            else
                                delete message.writtenMs;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.finishedMs = value;
                            else
                                delete message.finishedMs;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.closing = value;
                            else
                                delete message.closing;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Report;
        })();

        v1.PointReading = (function() {

            /**
             * Properties of a PointReading.
             * @typedef {Object} quorate.v1.PointReading.$Properties
             * @property {string|null} [point] PointReading point
             * @property {quorate.v1.Value.$Properties|null} [value] PointReading value
             * @property {number|null} [quality] PointReading quality
             * @property {string|null} [reason] PointReading reason
             * @property {number|null} [sourceTimeMs] PointReading sourceTimeMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PointReading.
             * @memberof quorate.v1
             * @interface IPointReading
             * @augments quorate.v1.PointReading.$Properties
             * @deprecated Use quorate.v1.PointReading.$Properties instead.
             */

            /**
             * Shape of a PointReading.
             * @typedef {{
             *   point?: string|null;
             *   value?: quorate.v1.Value.$Shape|null;
             *   quality?: number|null;
             *   reason?: string|null;
             *   sourceTimeMs?: number|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} quorate.v1.PointReading.$Shape
             */

            /**
             * Constructs a new PointReading.
             * @memberof quorate.v1
             * @classdesc Represents a PointReading.
             * @constructor
             * @param {quorate.v1.PointReading.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PointReading = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PointReading point.
             * @member {string} point
             * @memberof quorate.v1.PointReading
             * @instance
             */
            PointReading.prototype.point = "";

            /**
             * PointReading value.
             * @member {quorate.v1.Value.$Properties|null|undefined} value
             * @memberof quorate.v1.PointReading
             * @instance
             */
            PointReading.prototype.value = null;

            /**
             * PointReading quality.
             * @member {number} quality
             * @memberof quorate.v1.PointReading
             * @instance
             */
            PointReading.prototype.quality = 0;

            /**
             * PointReading reason.
             * @member {string} reason
             * @memberof quorate.v1.PointReading
             * @instance
             */
            PointReading.prototype.reason = "";

            /**
             * PointReading sourceTimeMs.
             * @member {number} sourceTimeMs
             * @memberof quorate.v1.PointReading
             * @instance
             */
            PointReading.prototype.sourceTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new PointReading instance using the specified properties.
             * @function create
             * @memberof quorate.v1.PointReading
             * @static
             * @param {quorate.v1.PointReading.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.PointReading} PointReading instance
             * @type {{
             *   (properties: quorate.v1.PointReading.$Shape): quorate.v1.PointReading & quorate.v1.PointReading.$Shape;
             *   (properties?: quorate.v1.PointReading.$Properties): quorate.v1.PointReading;
             * }}
             */
            PointReading.create = function(properties) {
                return new PointReading(properties);
            };

            /**
             * Encodes the specified PointReading message. Does not implicitly {@link quorate.v1.PointReading.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.PointReading
             * @static
             * @param {quorate.v1.PointReading.$Properties} message PointReading message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PointReading.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.point != null && $Object.hasOwnProperty.call(message, "point") && message.point !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.point);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    $root.quorate.v1.Value.encode(message.value, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.quality != null && $Object.hasOwnProperty.call(message, "quality") && message.quality !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.quality);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.reason);
                if (message.sourceTimeMs != null && $Object.hasOwnProperty.call(message, "sourceTimeMs") && (typeof message.sourceTimeMs === "object" ? message.sourceTimeMs.low || message.sourceTimeMs.high : message.sourceTimeMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.sourceTimeMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PointReading message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.PointReading
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.PointReading & quorate.v1.PointReading.$Shape} PointReading
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PointReading.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.PointReading();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.point = value;
                            else
                                delete message.point;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.value = $root.quorate.v1.Value.decode(reader, reader.size(), $undefined, _depth + 1, message.value);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.quality = value;
                            else
                                delete message.quality;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sourceTimeMs = value;
                            else
                                delete message.sourceTimeMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return PointReading;
        })();

        v1.AlarmCondition = (function() {

            /**
             * Properties of an AlarmCondition.
             * @typedef {Object} quorate.v1.AlarmCondition.$Properties
             * @property {string|null} [point] AlarmCondition point
             * @property {string|null} [limit] AlarmCondition limit
             * @property {boolean|null} [active] AlarmCondition active
             * @property {number|null} [raisedMs] AlarmCondition raisedMs
             * @property {number|null} [clearedMs] AlarmCondition clearedMs
             * @property {boolean|null} [held] AlarmCondition held
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AlarmCondition.
             * @memberof quorate.v1
             * @interface IAlarmCondition
             * @augments quorate.v1.AlarmCondition.$Properties
             * @deprecated Use quorate.v1.AlarmCondition.$Properties instead.
             */

            /**
             * Shape of an AlarmCondition.
             * @typedef {quorate.v1.AlarmCondition.$Properties} quorate.v1.AlarmCondition.$Shape
             */

            /**
             * Constructs a new AlarmCondition.
             * @memberof quorate.v1
             * @classdesc Represents an AlarmCondition.
             * @constructor
             * @param {quorate.v1.AlarmCondition.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AlarmCondition = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AlarmCondition point.
             * @member {string} point
             * @memberof quorate.v1.AlarmCondition
             * @instance
             */
            AlarmCondition.prototype.point = "";

            /**
             * AlarmCondition limit.
             * @member {string} limit
             * @memberof quorate.v1.AlarmCondition
             * @instance
             */
            AlarmCondition.prototype.limit = "";

            /**
             * AlarmCondition active.
             * @member {boolean} active
             * @memberof quorate.v1.AlarmCondition
             * @instance
             */
            AlarmCondition.prototype.active = false;

            /**
             * AlarmCondition raisedMs.
             * @member {number} raisedMs
             * @memberof quorate.v1.AlarmCondition
             * @instance
             */
            AlarmCondition.prototype.raisedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AlarmCondition clearedMs.
             * @member {number} clearedMs
             * @memberof quorate.v1.AlarmCondition
             * @instance
             */
            AlarmCondition.prototype.clearedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * AlarmCondition held.
             * @member {boolean} held
             * @memberof quorate.v1.AlarmCondition
             * @instance
             */
            AlarmCondition.prototype.held = false;

            /**
             * Creates a new AlarmCondition instance using the specified properties.
             * @function create
             * @memberof quorate.v1.AlarmCondition
             * @static
             * @param {quorate.v1.AlarmCondition.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.AlarmCondition} AlarmCondition instance
             * @type {{
             *   (properties: quorate.v1.AlarmCondition.$Shape): quorate.v1.AlarmCondition & quorate.v1.AlarmCondition.$Shape;
             *   (properties?: quorate.v1.AlarmCondition.$Properties): quorate.v1.AlarmCondition;
             * }}
             */
            AlarmCondition.create = function(properties) {
                return new AlarmCondition(properties);
            };

            /**
             * Encodes the specified AlarmCondition message. Does not implicitly {@link quorate.v1.AlarmCondition.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.AlarmCondition
             * @static
             * @param {quorate.v1.AlarmCondition.$Properties} message AlarmCondition message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AlarmCondition.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.point != null && $Object.hasOwnProperty.call(message, "point") && message.point !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.point);
                if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.limit);
                if (message.active != null && $Object.hasOwnProperty.call(message, "active") && message.active !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.active);
                if (message.raisedMs != null && $Object.hasOwnProperty.call(message, "raisedMs") && (typeof message.raisedMs === "object" ? message.raisedMs.low || message.raisedMs.high : message.raisedMs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.raisedMs);
                if (message.clearedMs != null && $Object.hasOwnProperty.call(message, "clearedMs") && (typeof message.clearedMs === "object" ? message.clearedMs.low || message.clearedMs.high : message.clearedMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.clearedMs);
                if (message.held != null && $Object.hasOwnProperty.call(message, "held") && message.held !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.held);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AlarmCondition message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.AlarmCondition
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.AlarmCondition & quorate.v1.AlarmCondition.$Shape} AlarmCondition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AlarmCondition.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.AlarmCondition();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.point = value;
                            else
                                delete message.point;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.limit = value;
                            else
                                delete message.limit;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.active = value;
                            else
                                delete message.active;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.raisedMs = value;
                            else
                                delete message.raisedMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.clearedMs = value;
                            else
                                delete message.clearedMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.held = value;
                            else
                                delete message.held;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return AlarmCondition;
        })();

        v1.Reading = (function() {

            /**
             * Properties of a Reading.
             * @typedef {Object} quorate.v1.Reading.$Properties
             * @property {Uint8Array|null} [guard] Reading guard
             * @property {string|null} [device] Reading device
             * @property {number|null} [timeMs] Reading timeMs
             * @property {boolean|null} [up] Reading up
             * @property {Array.<quorate.v1.PointReading.$Properties>|null} [points] Reading points
             * @property {Array.<quorate.v1.AlarmCondition.$Properties>|null} [alarms] Reading alarms
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Reading.
             * @memberof quorate.v1
             * @interface IReading
             * @augments quorate.v1.Reading.$Properties
             * @deprecated Use quorate.v1.Reading.$Properties instead.
             */

            /**
             * Shape of a Reading.
             * @typedef {{
             *   guard?: Uint8Array|null;
             *   device?: string|null;
             *   timeMs?: number|null;
             *   up?: boolean|null;
             *   points?: Array.<quorate.v1.PointReading.$Shape>|null;
             *   alarms?: Array.<quorate.v1.AlarmCondition.$Shape>|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} quorate.v1.Reading.$Shape
             */

            /**
             * Constructs a new Reading.
             * @memberof quorate.v1
             * @classdesc Represents a Reading.
             * @constructor
             * @param {quorate.v1.Reading.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Reading = function (properties) {
                this.points = [];
                this.alarms = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Reading guard.
             * @member {Uint8Array} guard
             * @memberof quorate.v1.Reading
             * @instance
             */
            Reading.prototype.guard = $util.newBuffer([]);

            /**
             * Reading device.
             * @member {string} device
             * @memberof quorate.v1.Reading
             * @instance
             */
            Reading.prototype.device = "";

            /**
             * Reading timeMs.
             * @member {number} timeMs
             * @memberof quorate.v1.Reading
             * @instance
             */
            Reading.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Reading up.
             * @member {boolean} up
             * @memberof quorate.v1.Reading
             * @instance
             */
            Reading.prototype.up = false;

            /**
             * Reading points.
             * @member {Array.<quorate.v1.PointReading.$Properties>} points
             * @memberof quorate.v1.Reading
             * @instance
             */
            Reading.prototype.points = $util.emptyArray;

            /**
             * Reading alarms.
             * @member {Array.<quorate.v1.AlarmCondition.$Properties>} alarms
             * @memberof quorate.v1.Reading
             * @instance
             */
            Reading.prototype.alarms = $util.emptyArray;

            /**
             * Creates a new Reading instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Reading
             * @static
             * @param {quorate.v1.Reading.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Reading} Reading instance
             * @type {{
             *   (properties: quorate.v1.Reading.$Shape): quorate.v1.Reading & quorate.v1.Reading.$Shape;
             *   (properties?: quorate.v1.Reading.$Properties): quorate.v1.Reading;
             * }}
             */
            Reading.create = function(properties) {
                return new Reading(properties);
            };

            /**
             * Encodes the specified Reading message. Does not implicitly {@link quorate.v1.Reading.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Reading
             * @static
             * @param {quorate.v1.Reading.$Properties} message Reading message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Reading.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.guard != null && $Object.hasOwnProperty.call(message, "guard") && message.guard.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.guard);
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.device);
                if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.timeMs);
                if (message.up != null && $Object.hasOwnProperty.call(message, "up") && message.up !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.up);
                if (message.points != null && message.points.length)
                    for (let i = 0; i < message.points.length; ++i)
                        $root.quorate.v1.PointReading.encode(message.points[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.alarms != null && message.alarms.length)
                    for (let i = 0; i < message.alarms.length; ++i)
                        $root.quorate.v1.AlarmCondition.encode(message.alarms[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Reading message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Reading
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Reading & quorate.v1.Reading.$Shape} Reading
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Reading.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Reading();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.guard = value;
                            else
                                delete message.guard;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.timeMs = value;
                            else
                                delete message.timeMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.up = value;
                            else
                                delete message.up;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.points && message.points.length))
                                message.points = [];
                            message.points.push($root.quorate.v1.PointReading.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.alarms && message.alarms.length))
                                message.alarms = [];
                            message.alarms.push($root.quorate.v1.AlarmCondition.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Reading;
        })();

        v1.Tip = (function() {

            /**
             * Properties of a Tip.
             * @typedef {Object} quorate.v1.Tip.$Properties
             * @property {Uint8Array|null} [hash] Tip hash
             * @property {number|null} [sequence] Tip sequence
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Tip.
             * @memberof quorate.v1
             * @interface ITip
             * @augments quorate.v1.Tip.$Properties
             * @deprecated Use quorate.v1.Tip.$Properties instead.
             */

            /**
             * Shape of a Tip.
             * @typedef {quorate.v1.Tip.$Properties} quorate.v1.Tip.$Shape
             */

            /**
             * Constructs a new Tip.
             * @memberof quorate.v1
             * @classdesc Represents a Tip.
             * @constructor
             * @param {quorate.v1.Tip.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Tip = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Tip hash.
             * @member {Uint8Array} hash
             * @memberof quorate.v1.Tip
             * @instance
             */
            Tip.prototype.hash = $util.newBuffer([]);

            /**
             * Tip sequence.
             * @member {number} sequence
             * @memberof quorate.v1.Tip
             * @instance
             */
            Tip.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Tip instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Tip
             * @static
             * @param {quorate.v1.Tip.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Tip} Tip instance
             * @type {{
             *   (properties: quorate.v1.Tip.$Shape): quorate.v1.Tip & quorate.v1.Tip.$Shape;
             *   (properties?: quorate.v1.Tip.$Properties): quorate.v1.Tip;
             * }}
             */
            Tip.create = function(properties) {
                return new Tip(properties);
            };

            /**
             * Encodes the specified Tip message. Does not implicitly {@link quorate.v1.Tip.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Tip
             * @static
             * @param {quorate.v1.Tip.$Properties} message Tip message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Tip.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hash != null && $Object.hasOwnProperty.call(message, "hash") && message.hash.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.hash);
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.sequence);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Tip message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Tip
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Tip & quorate.v1.Tip.$Shape} Tip
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Tip.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Tip();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.hash = value;
                            else
                                delete message.hash;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Tip;
        })();

        v1.Tips = (function() {

            /**
             * Properties of a Tips.
             * @typedef {Object} quorate.v1.Tips.$Properties
             * @property {Array.<quorate.v1.Tip.$Properties>|null} [tips] Tips tips
             * @property {number|null} [decidedRound] Tips decidedRound
             * @property {number|null} [block] Tips block
             * @property {number|null} [clockUs] Tips clockUs
             * @property {boolean|null} [reply] Tips reply
             * @property {number|null} [keptFrom] Tips keptFrom
             * @property {number|null} [snapshot] Tips snapshot
             * @property {number|null} [neededFrom] Tips neededFrom
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Tips.
             * @memberof quorate.v1
             * @interface ITips
             * @augments quorate.v1.Tips.$Properties
             * @deprecated Use quorate.v1.Tips.$Properties instead.
             */

            /**
             * Shape of a Tips.
             * @typedef {quorate.v1.Tips.$Properties} quorate.v1.Tips.$Shape
             */

            /**
             * Constructs a new Tips.
             * @memberof quorate.v1
             * @classdesc Represents a Tips.
             * @constructor
             * @param {quorate.v1.Tips.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Tips = function (properties) {
                this.tips = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Tips tips.
             * @member {Array.<quorate.v1.Tip.$Properties>} tips
             * @memberof quorate.v1.Tips
             * @instance
             */
            Tips.prototype.tips = $util.emptyArray;

            /**
             * Tips decidedRound.
             * @member {number} decidedRound
             * @memberof quorate.v1.Tips
             * @instance
             */
            Tips.prototype.decidedRound = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Tips block.
             * @member {number} block
             * @memberof quorate.v1.Tips
             * @instance
             */
            Tips.prototype.block = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Tips clockUs.
             * @member {number} clockUs
             * @memberof quorate.v1.Tips
             * @instance
             */
            Tips.prototype.clockUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Tips reply.
             * @member {boolean} reply
             * @memberof quorate.v1.Tips
             * @instance
             */
            Tips.prototype.reply = false;

            /**
             * Tips keptFrom.
             * @member {number} keptFrom
             * @memberof quorate.v1.Tips
             * @instance
             */
            Tips.prototype.keptFrom = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Tips snapshot.
             * @member {number} snapshot
             * @memberof quorate.v1.Tips
             * @instance
             */
            Tips.prototype.snapshot = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Tips neededFrom.
             * @member {number} neededFrom
             * @memberof quorate.v1.Tips
             * @instance
             */
            Tips.prototype.neededFrom = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Tips instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Tips
             * @static
             * @param {quorate.v1.Tips.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Tips} Tips instance
             * @type {{
             *   (properties: quorate.v1.Tips.$Shape): quorate.v1.Tips & quorate.v1.Tips.$Shape;
             *   (properties?: quorate.v1.Tips.$Properties): quorate.v1.Tips;
             * }}
             */
            Tips.create = function(properties) {
                return new Tips(properties);
            };

            /**
             * Encodes the specified Tips message. Does not implicitly {@link quorate.v1.Tips.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Tips
             * @static
             * @param {quorate.v1.Tips.$Properties} message Tips message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Tips.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.tips != null && message.tips.length)
                    for (let i = 0; i < message.tips.length; ++i)
                        $root.quorate.v1.Tip.encode(message.tips[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.decidedRound != null && $Object.hasOwnProperty.call(message, "decidedRound") && (typeof message.decidedRound === "object" ? message.decidedRound.low || message.decidedRound.high : message.decidedRound !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.decidedRound);
                if (message.block != null && $Object.hasOwnProperty.call(message, "block") && (typeof message.block === "object" ? message.block.low || message.block.high : message.block !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.block);
                if (message.clockUs != null && $Object.hasOwnProperty.call(message, "clockUs") && (typeof message.clockUs === "object" ? message.clockUs.low || message.clockUs.high : message.clockUs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.clockUs);
                if (message.reply != null && $Object.hasOwnProperty.call(message, "reply") && message.reply !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.reply);
                if (message.keptFrom != null && $Object.hasOwnProperty.call(message, "keptFrom") && (typeof message.keptFrom === "object" ? message.keptFrom.low || message.keptFrom.high : message.keptFrom !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.keptFrom);
                if (message.snapshot != null && $Object.hasOwnProperty.call(message, "snapshot") && (typeof message.snapshot === "object" ? message.snapshot.low || message.snapshot.high : message.snapshot !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.snapshot);
                if (message.neededFrom != null && $Object.hasOwnProperty.call(message, "neededFrom") && (typeof message.neededFrom === "object" ? message.neededFrom.low || message.neededFrom.high : message.neededFrom !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.neededFrom);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Tips message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Tips
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Tips & quorate.v1.Tips.$Shape} Tips
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Tips.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Tips();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.tips && message.tips.length))
                                message.tips = [];
                            message.tips.push($root.quorate.v1.Tip.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.decidedRound = value;
                            else
                                delete message.decidedRound;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.block = value;
                            else
                                delete message.block;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.clockUs = value;
                            else
                                delete message.clockUs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.reply = value;
                            else
                                delete message.reply;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.keptFrom = value;
                            else
                                delete message.keptFrom;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.snapshot = value;
                            else
                                delete message.snapshot;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.neededFrom = value;
                            else
                                delete message.neededFrom;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Tips;
        })();

        v1.Events = (function() {

            /**
             * Properties of an Events.
             * @typedef {Object} quorate.v1.Events.$Properties
             * @property {Array.<quorate.v1.Envelope.$Properties>|null} [events] Events events
             * @property {boolean|null} [more] Events more
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Events.
             * @memberof quorate.v1
             * @interface IEvents
             * @augments quorate.v1.Events.$Properties
             * @deprecated Use quorate.v1.Events.$Properties instead.
             */

            /**
             * Shape of an Events.
             * @typedef {quorate.v1.Events.$Properties} quorate.v1.Events.$Shape
             */

            /**
             * Constructs a new Events.
             * @memberof quorate.v1
             * @classdesc Represents an Events.
             * @constructor
             * @param {quorate.v1.Events.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Events = function (properties) {
                this.events = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Events events.
             * @member {Array.<quorate.v1.Envelope.$Properties>} events
             * @memberof quorate.v1.Events
             * @instance
             */
            Events.prototype.events = $util.emptyArray;

            /**
             * Events more.
             * @member {boolean} more
             * @memberof quorate.v1.Events
             * @instance
             */
            Events.prototype.more = false;

            /**
             * Creates a new Events instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Events
             * @static
             * @param {quorate.v1.Events.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Events} Events instance
             * @type {{
             *   (properties: quorate.v1.Events.$Shape): quorate.v1.Events & quorate.v1.Events.$Shape;
             *   (properties?: quorate.v1.Events.$Properties): quorate.v1.Events;
             * }}
             */
            Events.create = function(properties) {
                return new Events(properties);
            };

            /**
             * Encodes the specified Events message. Does not implicitly {@link quorate.v1.Events.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Events
             * @static
             * @param {quorate.v1.Events.$Properties} message Events message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Events.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.events != null && message.events.length)
                    for (let i = 0; i < message.events.length; ++i)
                        $root.quorate.v1.Envelope.encode(message.events[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.more != null && $Object.hasOwnProperty.call(message, "more") && message.more !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.more);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Events message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Events
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Events & quorate.v1.Events.$Shape} Events
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Events.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Events();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.events && message.events.length))
                                message.events = [];
                            message.events.push($root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.more = value;
                            else
                                delete message.more;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Events;
        })();

        v1.Want = (function() {

            /**
             * Properties of a Want.
             * @typedef {Object} quorate.v1.Want.$Properties
             * @property {Array.<Uint8Array>|null} [hashes] Want hashes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Want.
             * @memberof quorate.v1
             * @interface IWant
             * @augments quorate.v1.Want.$Properties
             * @deprecated Use quorate.v1.Want.$Properties instead.
             */

            /**
             * Shape of a Want.
             * @typedef {quorate.v1.Want.$Properties} quorate.v1.Want.$Shape
             */

            /**
             * Constructs a new Want.
             * @memberof quorate.v1
             * @classdesc Represents a Want.
             * @constructor
             * @param {quorate.v1.Want.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Want = function (properties) {
                this.hashes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Want hashes.
             * @member {Array.<Uint8Array>} hashes
             * @memberof quorate.v1.Want
             * @instance
             */
            Want.prototype.hashes = $util.emptyArray;

            /**
             * Creates a new Want instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Want
             * @static
             * @param {quorate.v1.Want.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Want} Want instance
             * @type {{
             *   (properties: quorate.v1.Want.$Shape): quorate.v1.Want & quorate.v1.Want.$Shape;
             *   (properties?: quorate.v1.Want.$Properties): quorate.v1.Want;
             * }}
             */
            Want.create = function(properties) {
                return new Want(properties);
            };

            /**
             * Encodes the specified Want message. Does not implicitly {@link quorate.v1.Want.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Want
             * @static
             * @param {quorate.v1.Want.$Properties} message Want message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Want.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hashes != null && message.hashes.length)
                    for (let i = 0; i < message.hashes.length; ++i)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.hashes[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Want message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Want
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Want & quorate.v1.Want.$Shape} Want
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Want.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Want();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.hashes && message.hashes.length))
                                message.hashes = [];
                            message.hashes.push(reader.bytes());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Want;
        })();

        v1.Ballots = (function() {

            /**
             * Properties of a Ballots.
             * @typedef {Object} quorate.v1.Ballots.$Properties
             * @property {Array.<quorate.v1.Envelope.$Properties>|null} [ballots] Ballots ballots
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Ballots.
             * @memberof quorate.v1
             * @interface IBallots
             * @augments quorate.v1.Ballots.$Properties
             * @deprecated Use quorate.v1.Ballots.$Properties instead.
             */

            /**
             * Shape of a Ballots.
             * @typedef {quorate.v1.Ballots.$Properties} quorate.v1.Ballots.$Shape
             */

            /**
             * Constructs a new Ballots.
             * @memberof quorate.v1
             * @classdesc Represents a Ballots.
             * @constructor
             * @param {quorate.v1.Ballots.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ballots = function (properties) {
                this.ballots = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ballots ballots.
             * @member {Array.<quorate.v1.Envelope.$Properties>} ballots
             * @memberof quorate.v1.Ballots
             * @instance
             */
            Ballots.prototype.ballots = $util.emptyArray;

            /**
             * Creates a new Ballots instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Ballots
             * @static
             * @param {quorate.v1.Ballots.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Ballots} Ballots instance
             * @type {{
             *   (properties: quorate.v1.Ballots.$Shape): quorate.v1.Ballots & quorate.v1.Ballots.$Shape;
             *   (properties?: quorate.v1.Ballots.$Properties): quorate.v1.Ballots;
             * }}
             */
            Ballots.create = function(properties) {
                return new Ballots(properties);
            };

            /**
             * Encodes the specified Ballots message. Does not implicitly {@link quorate.v1.Ballots.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Ballots
             * @static
             * @param {quorate.v1.Ballots.$Properties} message Ballots message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ballots.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.ballots != null && message.ballots.length)
                    for (let i = 0; i < message.ballots.length; ++i)
                        $root.quorate.v1.Envelope.encode(message.ballots[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Ballots message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Ballots
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Ballots & quorate.v1.Ballots.$Shape} Ballots
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ballots.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Ballots();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ballots && message.ballots.length))
                                message.ballots = [];
                            message.ballots.push($root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Ballots;
        })();

        v1.WantSnapshot = (function() {

            /**
             * Properties of a WantSnapshot.
             * @typedef {Object} quorate.v1.WantSnapshot.$Properties
             * @property {number|null} [block] WantSnapshot block
             * @property {number|null} [part] WantSnapshot part
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a WantSnapshot.
             * @memberof quorate.v1
             * @interface IWantSnapshot
             * @augments quorate.v1.WantSnapshot.$Properties
             * @deprecated Use quorate.v1.WantSnapshot.$Properties instead.
             */

            /**
             * Shape of a WantSnapshot.
             * @typedef {quorate.v1.WantSnapshot.$Properties} quorate.v1.WantSnapshot.$Shape
             */

            /**
             * Constructs a new WantSnapshot.
             * @memberof quorate.v1
             * @classdesc Represents a WantSnapshot.
             * @constructor
             * @param {quorate.v1.WantSnapshot.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const WantSnapshot = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * WantSnapshot block.
             * @member {number} block
             * @memberof quorate.v1.WantSnapshot
             * @instance
             */
            WantSnapshot.prototype.block = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * WantSnapshot part.
             * @member {number} part
             * @memberof quorate.v1.WantSnapshot
             * @instance
             */
            WantSnapshot.prototype.part = 0;

            /**
             * Creates a new WantSnapshot instance using the specified properties.
             * @function create
             * @memberof quorate.v1.WantSnapshot
             * @static
             * @param {quorate.v1.WantSnapshot.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.WantSnapshot} WantSnapshot instance
             * @type {{
             *   (properties: quorate.v1.WantSnapshot.$Shape): quorate.v1.WantSnapshot & quorate.v1.WantSnapshot.$Shape;
             *   (properties?: quorate.v1.WantSnapshot.$Properties): quorate.v1.WantSnapshot;
             * }}
             */
            WantSnapshot.create = function(properties) {
                return new WantSnapshot(properties);
            };

            /**
             * Encodes the specified WantSnapshot message. Does not implicitly {@link quorate.v1.WantSnapshot.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.WantSnapshot
             * @static
             * @param {quorate.v1.WantSnapshot.$Properties} message WantSnapshot message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            WantSnapshot.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.block != null && $Object.hasOwnProperty.call(message, "block") && (typeof message.block === "object" ? message.block.low || message.block.high : message.block !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.block);
                if (message.part != null && $Object.hasOwnProperty.call(message, "part") && message.part !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.part);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a WantSnapshot message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.WantSnapshot
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.WantSnapshot & quorate.v1.WantSnapshot.$Shape} WantSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            WantSnapshot.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.WantSnapshot();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.block = value;
                            else
                                delete message.block;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.part = value;
                            else
                                delete message.part;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WantSnapshot;
        })();

        v1.SnapshotBytes = (function() {

            /**
             * Properties of a SnapshotBytes.
             * @typedef {Object} quorate.v1.SnapshotBytes.$Properties
             * @property {number|null} [block] SnapshotBytes block
             * @property {number|null} [part] SnapshotBytes part
             * @property {Uint8Array|null} [bytes] SnapshotBytes bytes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SnapshotBytes.
             * @memberof quorate.v1
             * @interface ISnapshotBytes
             * @augments quorate.v1.SnapshotBytes.$Properties
             * @deprecated Use quorate.v1.SnapshotBytes.$Properties instead.
             */

            /**
             * Shape of a SnapshotBytes.
             * @typedef {quorate.v1.SnapshotBytes.$Properties} quorate.v1.SnapshotBytes.$Shape
             */

            /**
             * Constructs a new SnapshotBytes.
             * @memberof quorate.v1
             * @classdesc Represents a SnapshotBytes.
             * @constructor
             * @param {quorate.v1.SnapshotBytes.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SnapshotBytes = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SnapshotBytes block.
             * @member {number} block
             * @memberof quorate.v1.SnapshotBytes
             * @instance
             */
            SnapshotBytes.prototype.block = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SnapshotBytes part.
             * @member {number} part
             * @memberof quorate.v1.SnapshotBytes
             * @instance
             */
            SnapshotBytes.prototype.part = 0;

            /**
             * SnapshotBytes bytes.
             * @member {Uint8Array} bytes
             * @memberof quorate.v1.SnapshotBytes
             * @instance
             */
            SnapshotBytes.prototype.bytes = $util.newBuffer([]);

            /**
             * Creates a new SnapshotBytes instance using the specified properties.
             * @function create
             * @memberof quorate.v1.SnapshotBytes
             * @static
             * @param {quorate.v1.SnapshotBytes.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.SnapshotBytes} SnapshotBytes instance
             * @type {{
             *   (properties: quorate.v1.SnapshotBytes.$Shape): quorate.v1.SnapshotBytes & quorate.v1.SnapshotBytes.$Shape;
             *   (properties?: quorate.v1.SnapshotBytes.$Properties): quorate.v1.SnapshotBytes;
             * }}
             */
            SnapshotBytes.create = function(properties) {
                return new SnapshotBytes(properties);
            };

            /**
             * Encodes the specified SnapshotBytes message. Does not implicitly {@link quorate.v1.SnapshotBytes.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.SnapshotBytes
             * @static
             * @param {quorate.v1.SnapshotBytes.$Properties} message SnapshotBytes message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SnapshotBytes.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.block != null && $Object.hasOwnProperty.call(message, "block") && (typeof message.block === "object" ? message.block.low || message.block.high : message.block !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.block);
                if (message.part != null && $Object.hasOwnProperty.call(message, "part") && message.part !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.part);
                if (message.bytes != null && $Object.hasOwnProperty.call(message, "bytes") && message.bytes.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.bytes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SnapshotBytes message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.SnapshotBytes
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.SnapshotBytes & quorate.v1.SnapshotBytes.$Shape} SnapshotBytes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SnapshotBytes.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.SnapshotBytes();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.block = value;
                            else
                                delete message.block;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.part = value;
                            else
                                delete message.part;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.bytes = value;
                            else
                                delete message.bytes;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SnapshotBytes;
        })();

        v1.WantBlocks = (function() {

            /**
             * Properties of a WantBlocks.
             * @typedef {Object} quorate.v1.WantBlocks.$Properties
             * @property {number|null} [from] WantBlocks from
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a WantBlocks.
             * @memberof quorate.v1
             * @interface IWantBlocks
             * @augments quorate.v1.WantBlocks.$Properties
             * @deprecated Use quorate.v1.WantBlocks.$Properties instead.
             */

            /**
             * Shape of a WantBlocks.
             * @typedef {quorate.v1.WantBlocks.$Properties} quorate.v1.WantBlocks.$Shape
             */

            /**
             * Constructs a new WantBlocks.
             * @memberof quorate.v1
             * @classdesc Represents a WantBlocks.
             * @constructor
             * @param {quorate.v1.WantBlocks.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const WantBlocks = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * WantBlocks from.
             * @member {number} from
             * @memberof quorate.v1.WantBlocks
             * @instance
             */
            WantBlocks.prototype.from = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new WantBlocks instance using the specified properties.
             * @function create
             * @memberof quorate.v1.WantBlocks
             * @static
             * @param {quorate.v1.WantBlocks.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.WantBlocks} WantBlocks instance
             * @type {{
             *   (properties: quorate.v1.WantBlocks.$Shape): quorate.v1.WantBlocks & quorate.v1.WantBlocks.$Shape;
             *   (properties?: quorate.v1.WantBlocks.$Properties): quorate.v1.WantBlocks;
             * }}
             */
            WantBlocks.create = function(properties) {
                return new WantBlocks(properties);
            };

            /**
             * Encodes the specified WantBlocks message. Does not implicitly {@link quorate.v1.WantBlocks.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.WantBlocks
             * @static
             * @param {quorate.v1.WantBlocks.$Properties} message WantBlocks message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            WantBlocks.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.from != null && $Object.hasOwnProperty.call(message, "from") && (typeof message.from === "object" ? message.from.low || message.from.high : message.from !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.from);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a WantBlocks message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.WantBlocks
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.WantBlocks & quorate.v1.WantBlocks.$Shape} WantBlocks
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            WantBlocks.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.WantBlocks();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.from = value;
                            else
                                delete message.from;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WantBlocks;
        })();

        v1.Blocks = (function() {

            /**
             * Properties of a Blocks.
             * @typedef {Object} quorate.v1.Blocks.$Properties
             * @property {Array.<quorate.v1.Block.$Properties>|null} [blocks] Blocks blocks
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Blocks.
             * @memberof quorate.v1
             * @interface IBlocks
             * @augments quorate.v1.Blocks.$Properties
             * @deprecated Use quorate.v1.Blocks.$Properties instead.
             */

            /**
             * Shape of a Blocks.
             * @typedef {quorate.v1.Blocks.$Properties} quorate.v1.Blocks.$Shape
             */

            /**
             * Constructs a new Blocks.
             * @memberof quorate.v1
             * @classdesc Represents a Blocks.
             * @constructor
             * @param {quorate.v1.Blocks.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Blocks = function (properties) {
                this.blocks = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Blocks blocks.
             * @member {Array.<quorate.v1.Block.$Properties>} blocks
             * @memberof quorate.v1.Blocks
             * @instance
             */
            Blocks.prototype.blocks = $util.emptyArray;

            /**
             * Creates a new Blocks instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Blocks
             * @static
             * @param {quorate.v1.Blocks.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Blocks} Blocks instance
             * @type {{
             *   (properties: quorate.v1.Blocks.$Shape): quorate.v1.Blocks & quorate.v1.Blocks.$Shape;
             *   (properties?: quorate.v1.Blocks.$Properties): quorate.v1.Blocks;
             * }}
             */
            Blocks.create = function(properties) {
                return new Blocks(properties);
            };

            /**
             * Encodes the specified Blocks message. Does not implicitly {@link quorate.v1.Blocks.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Blocks
             * @static
             * @param {quorate.v1.Blocks.$Properties} message Blocks message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Blocks.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.blocks != null && message.blocks.length)
                    for (let i = 0; i < message.blocks.length; ++i)
                        $root.quorate.v1.Block.encode(message.blocks[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Blocks message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Blocks
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Blocks & quorate.v1.Blocks.$Shape} Blocks
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Blocks.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Blocks();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.blocks && message.blocks.length))
                                message.blocks = [];
                            message.blocks.push($root.quorate.v1.Block.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Blocks;
        })();

        v1.WantOwn = (function() {

            /**
             * Properties of a WantOwn.
             * @typedef {Object} quorate.v1.WantOwn.$Properties
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a WantOwn.
             * @memberof quorate.v1
             * @interface IWantOwn
             * @augments quorate.v1.WantOwn.$Properties
             * @deprecated Use quorate.v1.WantOwn.$Properties instead.
             */

            /**
             * Shape of a WantOwn.
             * @typedef {quorate.v1.WantOwn.$Properties} quorate.v1.WantOwn.$Shape
             */

            /**
             * Constructs a new WantOwn.
             * @memberof quorate.v1
             * @classdesc Represents a WantOwn.
             * @constructor
             * @param {quorate.v1.WantOwn.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const WantOwn = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Creates a new WantOwn instance using the specified properties.
             * @function create
             * @memberof quorate.v1.WantOwn
             * @static
             * @param {quorate.v1.WantOwn.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.WantOwn} WantOwn instance
             * @type {{
             *   (properties: quorate.v1.WantOwn.$Shape): quorate.v1.WantOwn & quorate.v1.WantOwn.$Shape;
             *   (properties?: quorate.v1.WantOwn.$Properties): quorate.v1.WantOwn;
             * }}
             */
            WantOwn.create = function(properties) {
                return new WantOwn(properties);
            };

            /**
             * Encodes the specified WantOwn message. Does not implicitly {@link quorate.v1.WantOwn.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.WantOwn
             * @static
             * @param {quorate.v1.WantOwn.$Properties} message WantOwn message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            WantOwn.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a WantOwn message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.WantOwn
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.WantOwn & quorate.v1.WantOwn.$Shape} WantOwn
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            WantOwn.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.WantOwn();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return WantOwn;
        })();

        v1.Own = (function() {

            /**
             * Properties of an Own.
             * @typedef {Object} quorate.v1.Own.$Properties
             * @property {quorate.v1.Envelope.$Properties|null} [event] Own event
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Own.
             * @memberof quorate.v1
             * @interface IOwn
             * @augments quorate.v1.Own.$Properties
             * @deprecated Use quorate.v1.Own.$Properties instead.
             */

            /**
             * Shape of an Own.
             * @typedef {quorate.v1.Own.$Properties} quorate.v1.Own.$Shape
             */

            /**
             * Constructs a new Own.
             * @memberof quorate.v1
             * @classdesc Represents an Own.
             * @constructor
             * @param {quorate.v1.Own.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Own = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Own event.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} event
             * @memberof quorate.v1.Own
             * @instance
             */
            Own.prototype.event = null;

            /**
             * Creates a new Own instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Own
             * @static
             * @param {quorate.v1.Own.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Own} Own instance
             * @type {{
             *   (properties: quorate.v1.Own.$Shape): quorate.v1.Own & quorate.v1.Own.$Shape;
             *   (properties?: quorate.v1.Own.$Properties): quorate.v1.Own;
             * }}
             */
            Own.create = function(properties) {
                return new Own(properties);
            };

            /**
             * Encodes the specified Own message. Does not implicitly {@link quorate.v1.Own.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Own
             * @static
             * @param {quorate.v1.Own.$Properties} message Own message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Own.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.event != null && $Object.hasOwnProperty.call(message, "event"))
                    $root.quorate.v1.Envelope.encode(message.event, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Own message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Own
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Own & quorate.v1.Own.$Shape} Own
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Own.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Own();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.event = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.event);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Own;
        })();

        v1.ClockRequest = (function() {

            /**
             * Properties of a ClockRequest.
             * @typedef {Object} quorate.v1.ClockRequest.$Properties
             * @property {Uint8Array|null} [nonce] ClockRequest nonce
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ClockRequest.
             * @memberof quorate.v1
             * @interface IClockRequest
             * @augments quorate.v1.ClockRequest.$Properties
             * @deprecated Use quorate.v1.ClockRequest.$Properties instead.
             */

            /**
             * Shape of a ClockRequest.
             * @typedef {quorate.v1.ClockRequest.$Properties} quorate.v1.ClockRequest.$Shape
             */

            /**
             * Constructs a new ClockRequest.
             * @memberof quorate.v1
             * @classdesc Represents a ClockRequest.
             * @constructor
             * @param {quorate.v1.ClockRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ClockRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ClockRequest nonce.
             * @member {Uint8Array} nonce
             * @memberof quorate.v1.ClockRequest
             * @instance
             */
            ClockRequest.prototype.nonce = $util.newBuffer([]);

            /**
             * Creates a new ClockRequest instance using the specified properties.
             * @function create
             * @memberof quorate.v1.ClockRequest
             * @static
             * @param {quorate.v1.ClockRequest.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.ClockRequest} ClockRequest instance
             * @type {{
             *   (properties: quorate.v1.ClockRequest.$Shape): quorate.v1.ClockRequest & quorate.v1.ClockRequest.$Shape;
             *   (properties?: quorate.v1.ClockRequest.$Properties): quorate.v1.ClockRequest;
             * }}
             */
            ClockRequest.create = function(properties) {
                return new ClockRequest(properties);
            };

            /**
             * Encodes the specified ClockRequest message. Does not implicitly {@link quorate.v1.ClockRequest.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.ClockRequest
             * @static
             * @param {quorate.v1.ClockRequest.$Properties} message ClockRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ClockRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.nonce);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ClockRequest message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.ClockRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.ClockRequest & quorate.v1.ClockRequest.$Shape} ClockRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ClockRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.ClockRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ClockRequest;
        })();

        v1.ClockAnswer = (function() {

            /**
             * Properties of a ClockAnswer.
             * @typedef {Object} quorate.v1.ClockAnswer.$Properties
             * @property {Uint8Array|null} [nonce] ClockAnswer nonce
             * @property {number|null} [clockUs] ClockAnswer clockUs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ClockAnswer.
             * @memberof quorate.v1
             * @interface IClockAnswer
             * @augments quorate.v1.ClockAnswer.$Properties
             * @deprecated Use quorate.v1.ClockAnswer.$Properties instead.
             */

            /**
             * Shape of a ClockAnswer.
             * @typedef {quorate.v1.ClockAnswer.$Properties} quorate.v1.ClockAnswer.$Shape
             */

            /**
             * Constructs a new ClockAnswer.
             * @memberof quorate.v1
             * @classdesc Represents a ClockAnswer.
             * @constructor
             * @param {quorate.v1.ClockAnswer.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ClockAnswer = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ClockAnswer nonce.
             * @member {Uint8Array} nonce
             * @memberof quorate.v1.ClockAnswer
             * @instance
             */
            ClockAnswer.prototype.nonce = $util.newBuffer([]);

            /**
             * ClockAnswer clockUs.
             * @member {number} clockUs
             * @memberof quorate.v1.ClockAnswer
             * @instance
             */
            ClockAnswer.prototype.clockUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new ClockAnswer instance using the specified properties.
             * @function create
             * @memberof quorate.v1.ClockAnswer
             * @static
             * @param {quorate.v1.ClockAnswer.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.ClockAnswer} ClockAnswer instance
             * @type {{
             *   (properties: quorate.v1.ClockAnswer.$Shape): quorate.v1.ClockAnswer & quorate.v1.ClockAnswer.$Shape;
             *   (properties?: quorate.v1.ClockAnswer.$Properties): quorate.v1.ClockAnswer;
             * }}
             */
            ClockAnswer.create = function(properties) {
                return new ClockAnswer(properties);
            };

            /**
             * Encodes the specified ClockAnswer message. Does not implicitly {@link quorate.v1.ClockAnswer.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.ClockAnswer
             * @static
             * @param {quorate.v1.ClockAnswer.$Properties} message ClockAnswer message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ClockAnswer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && message.nonce.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.nonce);
                if (message.clockUs != null && $Object.hasOwnProperty.call(message, "clockUs") && (typeof message.clockUs === "object" ? message.clockUs.low || message.clockUs.high : message.clockUs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.clockUs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ClockAnswer message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.ClockAnswer
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.ClockAnswer & quorate.v1.ClockAnswer.$Shape} ClockAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ClockAnswer.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.ClockAnswer();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.nonce = value;
                            else
                                delete message.nonce;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.clockUs = value;
                            else
                                delete message.clockUs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ClockAnswer;
        })();

        v1.Certificates = (function() {

            /**
             * Properties of a Certificates.
             * @typedef {Object} quorate.v1.Certificates.$Properties
             * @property {Array.<quorate.v1.Certificate.$Properties>|null} [certificates] Certificates certificates
             * @property {Array.<quorate.v1.Envelope.$Properties>|null} [ballots] Certificates ballots
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Certificates.
             * @memberof quorate.v1
             * @interface ICertificates
             * @augments quorate.v1.Certificates.$Properties
             * @deprecated Use quorate.v1.Certificates.$Properties instead.
             */

            /**
             * Shape of a Certificates.
             * @typedef {quorate.v1.Certificates.$Properties} quorate.v1.Certificates.$Shape
             */

            /**
             * Constructs a new Certificates.
             * @memberof quorate.v1
             * @classdesc Represents a Certificates.
             * @constructor
             * @param {quorate.v1.Certificates.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Certificates = function (properties) {
                this.certificates = [];
                this.ballots = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Certificates certificates.
             * @member {Array.<quorate.v1.Certificate.$Properties>} certificates
             * @memberof quorate.v1.Certificates
             * @instance
             */
            Certificates.prototype.certificates = $util.emptyArray;

            /**
             * Certificates ballots.
             * @member {Array.<quorate.v1.Envelope.$Properties>} ballots
             * @memberof quorate.v1.Certificates
             * @instance
             */
            Certificates.prototype.ballots = $util.emptyArray;

            /**
             * Creates a new Certificates instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Certificates
             * @static
             * @param {quorate.v1.Certificates.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Certificates} Certificates instance
             * @type {{
             *   (properties: quorate.v1.Certificates.$Shape): quorate.v1.Certificates & quorate.v1.Certificates.$Shape;
             *   (properties?: quorate.v1.Certificates.$Properties): quorate.v1.Certificates;
             * }}
             */
            Certificates.create = function(properties) {
                return new Certificates(properties);
            };

            /**
             * Encodes the specified Certificates message. Does not implicitly {@link quorate.v1.Certificates.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Certificates
             * @static
             * @param {quorate.v1.Certificates.$Properties} message Certificates message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Certificates.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.certificates != null && message.certificates.length)
                    for (let i = 0; i < message.certificates.length; ++i)
                        $root.quorate.v1.Certificate.encode(message.certificates[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.ballots != null && message.ballots.length)
                    for (let i = 0; i < message.ballots.length; ++i)
                        $root.quorate.v1.Envelope.encode(message.ballots[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Certificates message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Certificates
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Certificates & quorate.v1.Certificates.$Shape} Certificates
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Certificates.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Certificates();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.certificates && message.certificates.length))
                                message.certificates = [];
                            message.certificates.push($root.quorate.v1.Certificate.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ballots && message.ballots.length))
                                message.ballots = [];
                            message.ballots.push($root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Certificates;
        })();

        v1.Fence = (function() {

            /**
             * Properties of a Fence.
             * @typedef {Object} quorate.v1.Fence.$Properties
             * @property {string|null} [device] Fence device
             * @property {number|null} [deviceSequence] Fence deviceSequence
             * @property {Uint8Array|null} [id] Fence id
             * @property {boolean|null} [catchUp] Fence catchUp
             * @property {quorate.v1.FencePlace.$Properties|null} [last] Fence last
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Fence.
             * @memberof quorate.v1
             * @interface IFence
             * @augments quorate.v1.Fence.$Properties
             * @deprecated Use quorate.v1.Fence.$Properties instead.
             */

            /**
             * Shape of a Fence.
             * @typedef {quorate.v1.Fence.$Properties} quorate.v1.Fence.$Shape
             */

            /**
             * Constructs a new Fence.
             * @memberof quorate.v1
             * @classdesc Represents a Fence.
             * @constructor
             * @param {quorate.v1.Fence.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Fence = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Fence device.
             * @member {string} device
             * @memberof quorate.v1.Fence
             * @instance
             */
            Fence.prototype.device = "";

            /**
             * Fence deviceSequence.
             * @member {number} deviceSequence
             * @memberof quorate.v1.Fence
             * @instance
             */
            Fence.prototype.deviceSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Fence id.
             * @member {Uint8Array} id
             * @memberof quorate.v1.Fence
             * @instance
             */
            Fence.prototype.id = $util.newBuffer([]);

            /**
             * Fence catchUp.
             * @member {boolean} catchUp
             * @memberof quorate.v1.Fence
             * @instance
             */
            Fence.prototype.catchUp = false;

            /**
             * Fence last.
             * @member {quorate.v1.FencePlace.$Properties|null|undefined} last
             * @memberof quorate.v1.Fence
             * @instance
             */
            Fence.prototype.last = null;

            /**
             * Creates a new Fence instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Fence
             * @static
             * @param {quorate.v1.Fence.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Fence} Fence instance
             * @type {{
             *   (properties: quorate.v1.Fence.$Shape): quorate.v1.Fence & quorate.v1.Fence.$Shape;
             *   (properties?: quorate.v1.Fence.$Properties): quorate.v1.Fence;
             * }}
             */
            Fence.create = function(properties) {
                return new Fence(properties);
            };

            /**
             * Encodes the specified Fence message. Does not implicitly {@link quorate.v1.Fence.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Fence
             * @static
             * @param {quorate.v1.Fence.$Properties} message Fence message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Fence.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.device);
                if (message.deviceSequence != null && $Object.hasOwnProperty.call(message, "deviceSequence") && (typeof message.deviceSequence === "object" ? message.deviceSequence.low || message.deviceSequence.high : message.deviceSequence !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.deviceSequence);
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.id);
                if (message.catchUp != null && $Object.hasOwnProperty.call(message, "catchUp") && message.catchUp !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.catchUp);
                if (message.last != null && $Object.hasOwnProperty.call(message, "last"))
                    $root.quorate.v1.FencePlace.encode(message.last, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Fence message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Fence
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Fence & quorate.v1.Fence.$Shape} Fence
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Fence.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Fence();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.deviceSequence = value;
                            else
                                delete message.deviceSequence;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.catchUp = value;
                            else
                                delete message.catchUp;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.last = $root.quorate.v1.FencePlace.decode(reader, reader.size(), $undefined, _depth + 1, message.last);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Fence;
        })();

        v1.FencePlace = (function() {

            /**
             * Properties of a FencePlace.
             * @typedef {Object} quorate.v1.FencePlace.$Properties
             * @property {number|null} [deviceSequence] FencePlace deviceSequence
             * @property {Uint8Array|null} [id] FencePlace id
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FencePlace.
             * @memberof quorate.v1
             * @interface IFencePlace
             * @augments quorate.v1.FencePlace.$Properties
             * @deprecated Use quorate.v1.FencePlace.$Properties instead.
             */

            /**
             * Shape of a FencePlace.
             * @typedef {quorate.v1.FencePlace.$Properties} quorate.v1.FencePlace.$Shape
             */

            /**
             * Constructs a new FencePlace.
             * @memberof quorate.v1
             * @classdesc Represents a FencePlace.
             * @constructor
             * @param {quorate.v1.FencePlace.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FencePlace = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FencePlace deviceSequence.
             * @member {number} deviceSequence
             * @memberof quorate.v1.FencePlace
             * @instance
             */
            FencePlace.prototype.deviceSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * FencePlace id.
             * @member {Uint8Array} id
             * @memberof quorate.v1.FencePlace
             * @instance
             */
            FencePlace.prototype.id = $util.newBuffer([]);

            /**
             * Creates a new FencePlace instance using the specified properties.
             * @function create
             * @memberof quorate.v1.FencePlace
             * @static
             * @param {quorate.v1.FencePlace.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.FencePlace} FencePlace instance
             * @type {{
             *   (properties: quorate.v1.FencePlace.$Shape): quorate.v1.FencePlace & quorate.v1.FencePlace.$Shape;
             *   (properties?: quorate.v1.FencePlace.$Properties): quorate.v1.FencePlace;
             * }}
             */
            FencePlace.create = function(properties) {
                return new FencePlace(properties);
            };

            /**
             * Encodes the specified FencePlace message. Does not implicitly {@link quorate.v1.FencePlace.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.FencePlace
             * @static
             * @param {quorate.v1.FencePlace.$Properties} message FencePlace message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FencePlace.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.deviceSequence != null && $Object.hasOwnProperty.call(message, "deviceSequence") && (typeof message.deviceSequence === "object" ? message.deviceSequence.low || message.deviceSequence.high : message.deviceSequence !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.deviceSequence);
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.id);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FencePlace message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.FencePlace
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.FencePlace & quorate.v1.FencePlace.$Shape} FencePlace
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FencePlace.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.FencePlace();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.deviceSequence = value;
                            else
                                delete message.deviceSequence;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return FencePlace;
        })();

        v1.Ordered = (function() {

            /**
             * Properties of an Ordered.
             * @typedef {Object} quorate.v1.Ordered.$Properties
             * @property {string|null} [device] Ordered device
             * @property {number|null} [deviceSequence] Ordered deviceSequence
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Ordered.
             * @memberof quorate.v1
             * @interface IOrdered
             * @augments quorate.v1.Ordered.$Properties
             * @deprecated Use quorate.v1.Ordered.$Properties instead.
             */

            /**
             * Shape of an Ordered.
             * @typedef {quorate.v1.Ordered.$Properties} quorate.v1.Ordered.$Shape
             */

            /**
             * Constructs a new Ordered.
             * @memberof quorate.v1
             * @classdesc Represents an Ordered.
             * @constructor
             * @param {quorate.v1.Ordered.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ordered = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ordered device.
             * @member {string} device
             * @memberof quorate.v1.Ordered
             * @instance
             */
            Ordered.prototype.device = "";

            /**
             * Ordered deviceSequence.
             * @member {number} deviceSequence
             * @memberof quorate.v1.Ordered
             * @instance
             */
            Ordered.prototype.deviceSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Ordered instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Ordered
             * @static
             * @param {quorate.v1.Ordered.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Ordered} Ordered instance
             * @type {{
             *   (properties: quorate.v1.Ordered.$Shape): quorate.v1.Ordered & quorate.v1.Ordered.$Shape;
             *   (properties?: quorate.v1.Ordered.$Properties): quorate.v1.Ordered;
             * }}
             */
            Ordered.create = function(properties) {
                return new Ordered(properties);
            };

            /**
             * Encodes the specified Ordered message. Does not implicitly {@link quorate.v1.Ordered.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Ordered
             * @static
             * @param {quorate.v1.Ordered.$Properties} message Ordered message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ordered.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.device);
                if (message.deviceSequence != null && $Object.hasOwnProperty.call(message, "deviceSequence") && (typeof message.deviceSequence === "object" ? message.deviceSequence.low || message.deviceSequence.high : message.deviceSequence !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.deviceSequence);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Ordered message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Ordered
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Ordered & quorate.v1.Ordered.$Shape} Ordered
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ordered.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Ordered();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.deviceSequence = value;
                            else
                                delete message.deviceSequence;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Ordered;
        })();

        v1.Submit = (function() {

            /**
             * Properties of a Submit.
             * @typedef {Object} quorate.v1.Submit.$Properties
             * @property {quorate.v1.Envelope.$Properties|null} [command] Submit command
             * @property {quorate.v1.Envelope.$Properties|null} [approval] Submit approval
             * @property {quorate.v1.Envelope.$Properties|null} [alarm] Submit alarm
             * @property {number|null} [place] Submit place
             * @property {"command"|"approval"|"alarm"} [kind] Submit kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Submit.
             * @memberof quorate.v1
             * @interface ISubmit
             * @augments quorate.v1.Submit.$Properties
             * @deprecated Use quorate.v1.Submit.$Properties instead.
             */

            /**
             * Narrowed shape of a Submit.
             * @typedef {{
             *   command?: quorate.v1.Envelope.$Shape|null;
             *   approval?: quorate.v1.Envelope.$Shape|null;
             *   alarm?: quorate.v1.Envelope.$Shape|null;
             *   place?: number|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; command?: null; approval?: null; alarm?: null }|{ kind?: "command"; command: quorate.v1.Envelope.$Shape; approval?: null; alarm?: null }|{ kind?: "approval"; command?: null; approval: quorate.v1.Envelope.$Shape; alarm?: null }|{ kind?: "alarm"; command?: null; approval?: null; alarm: quorate.v1.Envelope.$Shape })
             * )} quorate.v1.Submit.$Shape
             */

            /**
             * Constructs a new Submit.
             * @memberof quorate.v1
             * @classdesc Represents a Submit.
             * @constructor
             * @param {quorate.v1.Submit.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Submit = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Submit command.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} command
             * @memberof quorate.v1.Submit
             * @instance
             */
            Submit.prototype.command = null;

            /**
             * Submit approval.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} approval
             * @memberof quorate.v1.Submit
             * @instance
             */
            Submit.prototype.approval = null;

            /**
             * Submit alarm.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} alarm
             * @memberof quorate.v1.Submit
             * @instance
             */
            Submit.prototype.alarm = null;

            /**
             * Submit place.
             * @member {number} place
             * @memberof quorate.v1.Submit
             * @instance
             */
            Submit.prototype.place = 0;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Submit kind.
             * @member {"command"|"approval"|"alarm"|undefined} kind
             * @memberof quorate.v1.Submit
             * @instance
             */
            $Object.defineProperty(Submit.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["command", "approval", "alarm"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Submit instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Submit
             * @static
             * @param {quorate.v1.Submit.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Submit} Submit instance
             * @type {{
             *   (properties: quorate.v1.Submit.$Shape): quorate.v1.Submit & quorate.v1.Submit.$Shape;
             *   (properties?: quorate.v1.Submit.$Properties): quorate.v1.Submit;
             * }}
             */
            Submit.create = function(properties) {
                return new Submit(properties);
            };

            /**
             * Encodes the specified Submit message. Does not implicitly {@link quorate.v1.Submit.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Submit
             * @static
             * @param {quorate.v1.Submit.$Properties} message Submit message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Submit.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                    $root.quorate.v1.Envelope.encode(message.command, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.approval != null && $Object.hasOwnProperty.call(message, "approval"))
                    $root.quorate.v1.Envelope.encode(message.approval, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.alarm != null && $Object.hasOwnProperty.call(message, "alarm"))
                    $root.quorate.v1.Envelope.encode(message.alarm, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.place != null && $Object.hasOwnProperty.call(message, "place") && message.place !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.place);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Submit message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Submit
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Submit & quorate.v1.Submit.$Shape} Submit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Submit.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Submit();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.command = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.command);
                            message.kind = "command";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.approval = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.approval);
                            message.kind = "approval";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.alarm = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.alarm);
                            message.kind = "alarm";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.place = value;
                            else
                                delete message.place;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Submit;
        })();

        v1.Progress = (function() {

            /**
             * Properties of a Progress.
             * @typedef {Object} quorate.v1.Progress.$Properties
             * @property {Uint8Array|null} [id] Progress id
             * @property {string|null} [stage] Progress stage
             * @property {string|null} [outcome] Progress outcome
             * @property {string|null} [code] Progress code
             * @property {string|null} [detail] Progress detail
             * @property {number|null} [timeMs] Progress timeMs
             * @property {number|null} [sequence] Progress sequence
             * @property {number|null} [block] Progress block
             * @property {number|null} [ballots] Progress ballots
             * @property {quorate.v1.Envelope.$Properties|null} [report] Progress report
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Progress.
             * @memberof quorate.v1
             * @interface IProgress
             * @augments quorate.v1.Progress.$Properties
             * @deprecated Use quorate.v1.Progress.$Properties instead.
             */

            /**
             * Shape of a Progress.
             * @typedef {quorate.v1.Progress.$Properties} quorate.v1.Progress.$Shape
             */

            /**
             * Constructs a new Progress.
             * @memberof quorate.v1
             * @classdesc Represents a Progress.
             * @constructor
             * @param {quorate.v1.Progress.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Progress = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Progress id.
             * @member {Uint8Array} id
             * @memberof quorate.v1.Progress
             * @instance
             */
            Progress.prototype.id = $util.newBuffer([]);

            /**
             * Progress stage.
             * @member {string} stage
             * @memberof quorate.v1.Progress
             * @instance
             */
            Progress.prototype.stage = "";

            /**
             * Progress outcome.
             * @member {string} outcome
             * @memberof quorate.v1.Progress
             * @instance
             */
            Progress.prototype.outcome = "";

            /**
             * Progress code.
             * @member {string} code
             * @memberof quorate.v1.Progress
             * @instance
             */
            Progress.prototype.code = "";

            /**
             * Progress detail.
             * @member {string} detail
             * @memberof quorate.v1.Progress
             * @instance
             */
            Progress.prototype.detail = "";

            /**
             * Progress timeMs.
             * @member {number} timeMs
             * @memberof quorate.v1.Progress
             * @instance
             */
            Progress.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Progress sequence.
             * @member {number} sequence
             * @memberof quorate.v1.Progress
             * @instance
             */
            Progress.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Progress block.
             * @member {number} block
             * @memberof quorate.v1.Progress
             * @instance
             */
            Progress.prototype.block = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Progress ballots.
             * @member {number} ballots
             * @memberof quorate.v1.Progress
             * @instance
             */
            Progress.prototype.ballots = 0;

            /**
             * Progress report.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} report
             * @memberof quorate.v1.Progress
             * @instance
             */
            Progress.prototype.report = null;

            /**
             * Creates a new Progress instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Progress
             * @static
             * @param {quorate.v1.Progress.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Progress} Progress instance
             * @type {{
             *   (properties: quorate.v1.Progress.$Shape): quorate.v1.Progress & quorate.v1.Progress.$Shape;
             *   (properties?: quorate.v1.Progress.$Properties): quorate.v1.Progress;
             * }}
             */
            Progress.create = function(properties) {
                return new Progress(properties);
            };

            /**
             * Encodes the specified Progress message. Does not implicitly {@link quorate.v1.Progress.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Progress
             * @static
             * @param {quorate.v1.Progress.$Properties} message Progress message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Progress.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.id);
                if (message.stage != null && $Object.hasOwnProperty.call(message, "stage") && message.stage !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.stage);
                if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome") && message.outcome !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.outcome);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.detail);
                if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.timeMs);
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.sequence);
                if (message.block != null && $Object.hasOwnProperty.call(message, "block") && (typeof message.block === "object" ? message.block.low || message.block.high : message.block !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.block);
                if (message.ballots != null && $Object.hasOwnProperty.call(message, "ballots") && message.ballots !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.ballots);
                if (message.report != null && $Object.hasOwnProperty.call(message, "report"))
                    $root.quorate.v1.Envelope.encode(message.report, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Progress message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Progress
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Progress & quorate.v1.Progress.$Shape} Progress
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Progress.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Progress();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.stage = value;
                            else
                                delete message.stage;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.outcome = value;
                            else
                                delete message.outcome;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.timeMs = value;
                            else
                                delete message.timeMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.block = value;
                            else
                                delete message.block;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.ballots = value;
                            else
                                delete message.ballots;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.report = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.report);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Progress;
        })();

        v1.Watch = (function() {

            /**
             * Properties of a Watch.
             * @typedef {Object} quorate.v1.Watch.$Properties
             * @property {Uint8Array|null} [id] Watch id
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Watch.
             * @memberof quorate.v1
             * @interface IWatch
             * @augments quorate.v1.Watch.$Properties
             * @deprecated Use quorate.v1.Watch.$Properties instead.
             */

            /**
             * Shape of a Watch.
             * @typedef {quorate.v1.Watch.$Properties} quorate.v1.Watch.$Shape
             */

            /**
             * Constructs a new Watch.
             * @memberof quorate.v1
             * @classdesc Represents a Watch.
             * @constructor
             * @param {quorate.v1.Watch.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Watch = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Watch id.
             * @member {Uint8Array} id
             * @memberof quorate.v1.Watch
             * @instance
             */
            Watch.prototype.id = $util.newBuffer([]);

            /**
             * Creates a new Watch instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Watch
             * @static
             * @param {quorate.v1.Watch.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Watch} Watch instance
             * @type {{
             *   (properties: quorate.v1.Watch.$Shape): quorate.v1.Watch & quorate.v1.Watch.$Shape;
             *   (properties?: quorate.v1.Watch.$Properties): quorate.v1.Watch;
             * }}
             */
            Watch.create = function(properties) {
                return new Watch(properties);
            };

            /**
             * Encodes the specified Watch message. Does not implicitly {@link quorate.v1.Watch.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Watch
             * @static
             * @param {quorate.v1.Watch.$Properties} message Watch message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Watch.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.id);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Watch message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Watch
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Watch & quorate.v1.Watch.$Shape} Watch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Watch.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Watch();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Watch;
        })();

        v1.Query = (function() {

            /**
             * Properties of a Query.
             * @typedef {Object} quorate.v1.Query.$Properties
             * @property {boolean|null} [status] Query status
             * @property {boolean|null} [readings] Query readings
             * @property {quorate.v1.BlockRange.$Properties|null} [blocks] Query blocks
             * @property {boolean|null} [evidence] Query evidence
             * @property {boolean|null} [alarms] Query alarms
             * @property {quorate.v1.SampleRange.$Properties|null} [samples] Query samples
             * @property {quorate.v1.GraphRange.$Properties|null} [graph] Query graph
             * @property {boolean|null} [commands] Query commands
             * @property {boolean|null} [interlocks] Query interlocks
             * @property {quorate.v1.OwnRange.$Properties|null} [own] Query own
             * @property {"status"|"readings"|"blocks"|"evidence"|"alarms"|"samples"|"graph"|"commands"|"interlocks"|"own"} [kind] Query kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Query.
             * @memberof quorate.v1
             * @interface IQuery
             * @augments quorate.v1.Query.$Properties
             * @deprecated Use quorate.v1.Query.$Properties instead.
             */

            /**
             * Narrowed shape of a Query.
             * @typedef {{
             *   status?: boolean|null;
             *   readings?: boolean|null;
             *   blocks?: quorate.v1.BlockRange.$Shape|null;
             *   evidence?: boolean|null;
             *   alarms?: boolean|null;
             *   samples?: quorate.v1.SampleRange.$Shape|null;
             *   graph?: quorate.v1.GraphRange.$Shape|null;
             *   commands?: boolean|null;
             *   interlocks?: boolean|null;
             *   own?: quorate.v1.OwnRange.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; status?: null; readings?: null; blocks?: null; evidence?: null; alarms?: null; samples?: null; graph?: null; commands?: null; interlocks?: null; own?: null }|{ kind?: "status"; status: boolean; readings?: null; blocks?: null; evidence?: null; alarms?: null; samples?: null; graph?: null; commands?: null; interlocks?: null; own?: null }|{ kind?: "readings"; status?: null; readings: boolean; blocks?: null; evidence?: null; alarms?: null; samples?: null; graph?: null; commands?: null; interlocks?: null; own?: null }|{ kind?: "blocks"; status?: null; readings?: null; blocks: quorate.v1.BlockRange.$Shape; evidence?: null; alarms?: null; samples?: null; graph?: null; commands?: null; interlocks?: null; own?: null }|{ kind?: "evidence"; status?: null; readings?: null; blocks?: null; evidence: boolean; alarms?: null; samples?: null; graph?: null; commands?: null; interlocks?: null; own?: null }|{ kind?: "alarms"; status?: null; readings?: null; blocks?: null; evidence?: null; alarms: boolean; samples?: null; graph?: null; commands?: null; interlocks?: null; own?: null }|{ kind?: "samples"; status?: null; readings?: null; blocks?: null; evidence?: null; alarms?: null; samples: quorate.v1.SampleRange.$Shape; graph?: null; commands?: null; interlocks?: null; own?: null }|{ kind?: "graph"; status?: null; readings?: null; blocks?: null; evidence?: null; alarms?: null; samples?: null; graph: quorate.v1.GraphRange.$Shape; commands?: null; interlocks?: null; own?: null }|{ kind?: "commands"; status?: null; readings?: null; blocks?: null; evidence?: null; alarms?: null; samples?: null; graph?: null; commands: boolean; interlocks?: null; own?: null }|{ kind?: "interlocks"; status?: null; readings?: null; blocks?: null; evidence?: null; alarms?: null; samples?: null; graph?: null; commands?: null; interlocks: boolean; own?: null }|{ kind?: "own"; status?: null; readings?: null; blocks?: null; evidence?: null; alarms?: null; samples?: null; graph?: null; commands?: null; interlocks?: null; own: quorate.v1.OwnRange.$Shape })
             * )} quorate.v1.Query.$Shape
             */

            /**
             * Constructs a new Query.
             * @memberof quorate.v1
             * @classdesc Represents a Query.
             * @constructor
             * @param {quorate.v1.Query.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Query = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Query status.
             * @member {boolean|null|undefined} status
             * @memberof quorate.v1.Query
             * @instance
             */
            Query.prototype.status = null;

            /**
             * Query readings.
             * @member {boolean|null|undefined} readings
             * @memberof quorate.v1.Query
             * @instance
             */
            Query.prototype.readings = null;

            /**
             * Query blocks.
             * @member {quorate.v1.BlockRange.$Properties|null|undefined} blocks
             * @memberof quorate.v1.Query
             * @instance
             */
            Query.prototype.blocks = null;

            /**
             * Query evidence.
             * @member {boolean|null|undefined} evidence
             * @memberof quorate.v1.Query
             * @instance
             */
            Query.prototype.evidence = null;

            /**
             * Query alarms.
             * @member {boolean|null|undefined} alarms
             * @memberof quorate.v1.Query
             * @instance
             */
            Query.prototype.alarms = null;

            /**
             * Query samples.
             * @member {quorate.v1.SampleRange.$Properties|null|undefined} samples
             * @memberof quorate.v1.Query
             * @instance
             */
            Query.prototype.samples = null;

            /**
             * Query graph.
             * @member {quorate.v1.GraphRange.$Properties|null|undefined} graph
             * @memberof quorate.v1.Query
             * @instance
             */
            Query.prototype.graph = null;

            /**
             * Query commands.
             * @member {boolean|null|undefined} commands
             * @memberof quorate.v1.Query
             * @instance
             */
            Query.prototype.commands = null;

            /**
             * Query interlocks.
             * @member {boolean|null|undefined} interlocks
             * @memberof quorate.v1.Query
             * @instance
             */
            Query.prototype.interlocks = null;

            /**
             * Query own.
             * @member {quorate.v1.OwnRange.$Properties|null|undefined} own
             * @memberof quorate.v1.Query
             * @instance
             */
            Query.prototype.own = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Query kind.
             * @member {"status"|"readings"|"blocks"|"evidence"|"alarms"|"samples"|"graph"|"commands"|"interlocks"|"own"|undefined} kind
             * @memberof quorate.v1.Query
             * @instance
             */
            $Object.defineProperty(Query.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["status", "readings", "blocks", "evidence", "alarms", "samples", "graph", "commands", "interlocks", "own"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Query instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Query
             * @static
             * @param {quorate.v1.Query.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Query} Query instance
             * @type {{
             *   (properties: quorate.v1.Query.$Shape): quorate.v1.Query & quorate.v1.Query.$Shape;
             *   (properties?: quorate.v1.Query.$Properties): quorate.v1.Query;
             * }}
             */
            Query.create = function(properties) {
                return new Query(properties);
            };

            /**
             * Encodes the specified Query message. Does not implicitly {@link quorate.v1.Query.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Query
             * @static
             * @param {quorate.v1.Query.$Properties} message Query message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Query.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.status);
                if (message.readings != null && $Object.hasOwnProperty.call(message, "readings"))
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.readings);
                if (message.blocks != null && $Object.hasOwnProperty.call(message, "blocks"))
                    $root.quorate.v1.BlockRange.encode(message.blocks, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.evidence != null && $Object.hasOwnProperty.call(message, "evidence"))
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.evidence);
                if (message.alarms != null && $Object.hasOwnProperty.call(message, "alarms"))
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.alarms);
                if (message.samples != null && $Object.hasOwnProperty.call(message, "samples"))
                    $root.quorate.v1.SampleRange.encode(message.samples, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.graph != null && $Object.hasOwnProperty.call(message, "graph"))
                    $root.quorate.v1.GraphRange.encode(message.graph, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.commands != null && $Object.hasOwnProperty.call(message, "commands"))
                    writer.uint32(/* id 8, wireType 0 =*/64).bool(message.commands);
                if (message.interlocks != null && $Object.hasOwnProperty.call(message, "interlocks"))
                    writer.uint32(/* id 9, wireType 0 =*/72).bool(message.interlocks);
                if (message.own != null && $Object.hasOwnProperty.call(message, "own"))
                    $root.quorate.v1.OwnRange.encode(message.own, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Query message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Query
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Query & quorate.v1.Query.$Shape} Query
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Query.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Query();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.status = reader.bool();
                            message.kind = "status";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.readings = reader.bool();
                            message.kind = "readings";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.blocks = $root.quorate.v1.BlockRange.decode(reader, reader.size(), $undefined, _depth + 1, message.blocks);
                            message.kind = "blocks";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.evidence = reader.bool();
                            message.kind = "evidence";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.alarms = reader.bool();
                            message.kind = "alarms";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.samples = $root.quorate.v1.SampleRange.decode(reader, reader.size(), $undefined, _depth + 1, message.samples);
                            message.kind = "samples";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.graph = $root.quorate.v1.GraphRange.decode(reader, reader.size(), $undefined, _depth + 1, message.graph);
                            message.kind = "graph";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            message.commands = reader.bool();
                            message.kind = "commands";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            message.interlocks = reader.bool();
                            message.kind = "interlocks";
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            message.own = $root.quorate.v1.OwnRange.decode(reader, reader.size(), $undefined, _depth + 1, message.own);
                            message.kind = "own";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Query;
        })();

        v1.OwnRange = (function() {

            /**
             * Properties of an OwnRange.
             * @typedef {Object} quorate.v1.OwnRange.$Properties
             * @property {string|null} [device] OwnRange device
             * @property {number|null} [from] OwnRange from
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OwnRange.
             * @memberof quorate.v1
             * @interface IOwnRange
             * @augments quorate.v1.OwnRange.$Properties
             * @deprecated Use quorate.v1.OwnRange.$Properties instead.
             */

            /**
             * Shape of an OwnRange.
             * @typedef {quorate.v1.OwnRange.$Properties} quorate.v1.OwnRange.$Shape
             */

            /**
             * Constructs a new OwnRange.
             * @memberof quorate.v1
             * @classdesc Represents an OwnRange.
             * @constructor
             * @param {quorate.v1.OwnRange.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OwnRange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OwnRange device.
             * @member {string} device
             * @memberof quorate.v1.OwnRange
             * @instance
             */
            OwnRange.prototype.device = "";

            /**
             * OwnRange from.
             * @member {number} from
             * @memberof quorate.v1.OwnRange
             * @instance
             */
            OwnRange.prototype.from = 0;

            /**
             * Creates a new OwnRange instance using the specified properties.
             * @function create
             * @memberof quorate.v1.OwnRange
             * @static
             * @param {quorate.v1.OwnRange.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.OwnRange} OwnRange instance
             * @type {{
             *   (properties: quorate.v1.OwnRange.$Shape): quorate.v1.OwnRange & quorate.v1.OwnRange.$Shape;
             *   (properties?: quorate.v1.OwnRange.$Properties): quorate.v1.OwnRange;
             * }}
             */
            OwnRange.create = function(properties) {
                return new OwnRange(properties);
            };

            /**
             * Encodes the specified OwnRange message. Does not implicitly {@link quorate.v1.OwnRange.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.OwnRange
             * @static
             * @param {quorate.v1.OwnRange.$Properties} message OwnRange message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OwnRange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.device);
                if (message.from != null && $Object.hasOwnProperty.call(message, "from") && message.from !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.from);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an OwnRange message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.OwnRange
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.OwnRange & quorate.v1.OwnRange.$Shape} OwnRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OwnRange.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.OwnRange();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.from = value;
                            else
                                delete message.from;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return OwnRange;
        })();

        v1.OwnSample = (function() {

            /**
             * Properties of an OwnSample.
             * @typedef {Object} quorate.v1.OwnSample.$Properties
             * @property {number|null} [point] OwnSample point
             * @property {quorate.v1.Value.$Properties|null} [value] OwnSample value
             * @property {number|null} [quality] OwnSample quality
             * @property {string|null} [reason] OwnSample reason
             * @property {number|null} [ageMs] OwnSample ageMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OwnSample.
             * @memberof quorate.v1
             * @interface IOwnSample
             * @augments quorate.v1.OwnSample.$Properties
             * @deprecated Use quorate.v1.OwnSample.$Properties instead.
             */

            /**
             * Shape of an OwnSample.
             * @typedef {{
             *   point?: number|null;
             *   value?: quorate.v1.Value.$Shape|null;
             *   quality?: number|null;
             *   reason?: string|null;
             *   ageMs?: number|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} quorate.v1.OwnSample.$Shape
             */

            /**
             * Constructs a new OwnSample.
             * @memberof quorate.v1
             * @classdesc Represents an OwnSample.
             * @constructor
             * @param {quorate.v1.OwnSample.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OwnSample = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OwnSample point.
             * @member {number} point
             * @memberof quorate.v1.OwnSample
             * @instance
             */
            OwnSample.prototype.point = 0;

            /**
             * OwnSample value.
             * @member {quorate.v1.Value.$Properties|null|undefined} value
             * @memberof quorate.v1.OwnSample
             * @instance
             */
            OwnSample.prototype.value = null;

            /**
             * OwnSample quality.
             * @member {number} quality
             * @memberof quorate.v1.OwnSample
             * @instance
             */
            OwnSample.prototype.quality = 0;

            /**
             * OwnSample reason.
             * @member {string} reason
             * @memberof quorate.v1.OwnSample
             * @instance
             */
            OwnSample.prototype.reason = "";

            /**
             * OwnSample ageMs.
             * @member {number} ageMs
             * @memberof quorate.v1.OwnSample
             * @instance
             */
            OwnSample.prototype.ageMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new OwnSample instance using the specified properties.
             * @function create
             * @memberof quorate.v1.OwnSample
             * @static
             * @param {quorate.v1.OwnSample.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.OwnSample} OwnSample instance
             * @type {{
             *   (properties: quorate.v1.OwnSample.$Shape): quorate.v1.OwnSample & quorate.v1.OwnSample.$Shape;
             *   (properties?: quorate.v1.OwnSample.$Properties): quorate.v1.OwnSample;
             * }}
             */
            OwnSample.create = function(properties) {
                return new OwnSample(properties);
            };

            /**
             * Encodes the specified OwnSample message. Does not implicitly {@link quorate.v1.OwnSample.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.OwnSample
             * @static
             * @param {quorate.v1.OwnSample.$Properties} message OwnSample message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OwnSample.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.point != null && $Object.hasOwnProperty.call(message, "point") && message.point !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.point);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    $root.quorate.v1.Value.encode(message.value, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.quality != null && $Object.hasOwnProperty.call(message, "quality") && message.quality !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.quality);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.reason);
                if (message.ageMs != null && $Object.hasOwnProperty.call(message, "ageMs") && (typeof message.ageMs === "object" ? message.ageMs.low || message.ageMs.high : message.ageMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.ageMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an OwnSample message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.OwnSample
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.OwnSample & quorate.v1.OwnSample.$Shape} OwnSample
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OwnSample.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.OwnSample();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.point = value;
                            else
                                delete message.point;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.value = $root.quorate.v1.Value.decode(reader, reader.size(), $undefined, _depth + 1, message.value);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.quality = value;
                            else
                                delete message.quality;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ageMs = value;
                            else
                                delete message.ageMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return OwnSample;
        })();

        v1.OwnSamples = (function() {

            /**
             * Properties of an OwnSamples.
             * @typedef {Object} quorate.v1.OwnSamples.$Properties
             * @property {string|null} [device] OwnSamples device
             * @property {number|null} [timeMs] OwnSamples timeMs
             * @property {Array.<quorate.v1.OwnSample.$Properties>|null} [samples] OwnSamples samples
             * @property {number|null} [next] OwnSamples next
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OwnSamples.
             * @memberof quorate.v1
             * @interface IOwnSamples
             * @augments quorate.v1.OwnSamples.$Properties
             * @deprecated Use quorate.v1.OwnSamples.$Properties instead.
             */

            /**
             * Shape of an OwnSamples.
             * @typedef {{
             *   device?: string|null;
             *   timeMs?: number|null;
             *   samples?: Array.<quorate.v1.OwnSample.$Shape>|null;
             *   next?: number|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} quorate.v1.OwnSamples.$Shape
             */

            /**
             * Constructs a new OwnSamples.
             * @memberof quorate.v1
             * @classdesc Represents an OwnSamples.
             * @constructor
             * @param {quorate.v1.OwnSamples.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OwnSamples = function (properties) {
                this.samples = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OwnSamples device.
             * @member {string} device
             * @memberof quorate.v1.OwnSamples
             * @instance
             */
            OwnSamples.prototype.device = "";

            /**
             * OwnSamples timeMs.
             * @member {number} timeMs
             * @memberof quorate.v1.OwnSamples
             * @instance
             */
            OwnSamples.prototype.timeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * OwnSamples samples.
             * @member {Array.<quorate.v1.OwnSample.$Properties>} samples
             * @memberof quorate.v1.OwnSamples
             * @instance
             */
            OwnSamples.prototype.samples = $util.emptyArray;

            /**
             * OwnSamples next.
             * @member {number} next
             * @memberof quorate.v1.OwnSamples
             * @instance
             */
            OwnSamples.prototype.next = 0;

            /**
             * Creates a new OwnSamples instance using the specified properties.
             * @function create
             * @memberof quorate.v1.OwnSamples
             * @static
             * @param {quorate.v1.OwnSamples.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.OwnSamples} OwnSamples instance
             * @type {{
             *   (properties: quorate.v1.OwnSamples.$Shape): quorate.v1.OwnSamples & quorate.v1.OwnSamples.$Shape;
             *   (properties?: quorate.v1.OwnSamples.$Properties): quorate.v1.OwnSamples;
             * }}
             */
            OwnSamples.create = function(properties) {
                return new OwnSamples(properties);
            };

            /**
             * Encodes the specified OwnSamples message. Does not implicitly {@link quorate.v1.OwnSamples.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.OwnSamples
             * @static
             * @param {quorate.v1.OwnSamples.$Properties} message OwnSamples message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OwnSamples.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.device);
                if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs") && (typeof message.timeMs === "object" ? message.timeMs.low || message.timeMs.high : message.timeMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.timeMs);
                if (message.samples != null && message.samples.length)
                    for (let i = 0; i < message.samples.length; ++i)
                        $root.quorate.v1.OwnSample.encode(message.samples[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.next != null && $Object.hasOwnProperty.call(message, "next") && message.next !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.next);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an OwnSamples message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.OwnSamples
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.OwnSamples & quorate.v1.OwnSamples.$Shape} OwnSamples
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OwnSamples.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.OwnSamples();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.timeMs = value;
                            else
                                delete message.timeMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.samples && message.samples.length))
                                message.samples = [];
                            message.samples.push($root.quorate.v1.OwnSample.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.next = value;
                            else
                                delete message.next;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return OwnSamples;
        })();

        v1.SampleRange = (function() {

            /**
             * Properties of a SampleRange.
             * @typedef {Object} quorate.v1.SampleRange.$Properties
             * @property {number|null} [fromMs] SampleRange fromMs
             * @property {number|null} [limit] SampleRange limit
             * @property {number|null} [fromPlace] SampleRange fromPlace
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SampleRange.
             * @memberof quorate.v1
             * @interface ISampleRange
             * @augments quorate.v1.SampleRange.$Properties
             * @deprecated Use quorate.v1.SampleRange.$Properties instead.
             */

            /**
             * Shape of a SampleRange.
             * @typedef {quorate.v1.SampleRange.$Properties} quorate.v1.SampleRange.$Shape
             */

            /**
             * Constructs a new SampleRange.
             * @memberof quorate.v1
             * @classdesc Represents a SampleRange.
             * @constructor
             * @param {quorate.v1.SampleRange.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SampleRange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SampleRange fromMs.
             * @member {number} fromMs
             * @memberof quorate.v1.SampleRange
             * @instance
             */
            SampleRange.prototype.fromMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SampleRange limit.
             * @member {number} limit
             * @memberof quorate.v1.SampleRange
             * @instance
             */
            SampleRange.prototype.limit = 0;

            /**
             * SampleRange fromPlace.
             * @member {number} fromPlace
             * @memberof quorate.v1.SampleRange
             * @instance
             */
            SampleRange.prototype.fromPlace = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new SampleRange instance using the specified properties.
             * @function create
             * @memberof quorate.v1.SampleRange
             * @static
             * @param {quorate.v1.SampleRange.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.SampleRange} SampleRange instance
             * @type {{
             *   (properties: quorate.v1.SampleRange.$Shape): quorate.v1.SampleRange & quorate.v1.SampleRange.$Shape;
             *   (properties?: quorate.v1.SampleRange.$Properties): quorate.v1.SampleRange;
             * }}
             */
            SampleRange.create = function(properties) {
                return new SampleRange(properties);
            };

            /**
             * Encodes the specified SampleRange message. Does not implicitly {@link quorate.v1.SampleRange.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.SampleRange
             * @static
             * @param {quorate.v1.SampleRange.$Properties} message SampleRange message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SampleRange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.fromMs != null && $Object.hasOwnProperty.call(message, "fromMs") && (typeof message.fromMs === "object" ? message.fromMs.low || message.fromMs.high : message.fromMs !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.fromMs);
                if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.limit);
                if (message.fromPlace != null && $Object.hasOwnProperty.call(message, "fromPlace") && (typeof message.fromPlace === "object" ? message.fromPlace.low || message.fromPlace.high : message.fromPlace !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.fromPlace);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SampleRange message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.SampleRange
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.SampleRange & quorate.v1.SampleRange.$Shape} SampleRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SampleRange.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.SampleRange();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fromMs = value;
                            else
                                delete message.fromMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.limit = value;
                            else
                                delete message.limit;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fromPlace = value;
                            else
                                delete message.fromPlace;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SampleRange;
        })();

        v1.GraphRange = (function() {

            /**
             * Properties of a GraphRange.
             * @typedef {Object} quorate.v1.GraphRange.$Properties
             * @property {number|null} [fromRound] GraphRange fromRound
             * @property {number|null} [limit] GraphRange limit
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a GraphRange.
             * @memberof quorate.v1
             * @interface IGraphRange
             * @augments quorate.v1.GraphRange.$Properties
             * @deprecated Use quorate.v1.GraphRange.$Properties instead.
             */

            /**
             * Shape of a GraphRange.
             * @typedef {quorate.v1.GraphRange.$Properties} quorate.v1.GraphRange.$Shape
             */

            /**
             * Constructs a new GraphRange.
             * @memberof quorate.v1
             * @classdesc Represents a GraphRange.
             * @constructor
             * @param {quorate.v1.GraphRange.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const GraphRange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * GraphRange fromRound.
             * @member {number} fromRound
             * @memberof quorate.v1.GraphRange
             * @instance
             */
            GraphRange.prototype.fromRound = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * GraphRange limit.
             * @member {number} limit
             * @memberof quorate.v1.GraphRange
             * @instance
             */
            GraphRange.prototype.limit = 0;

            /**
             * Creates a new GraphRange instance using the specified properties.
             * @function create
             * @memberof quorate.v1.GraphRange
             * @static
             * @param {quorate.v1.GraphRange.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.GraphRange} GraphRange instance
             * @type {{
             *   (properties: quorate.v1.GraphRange.$Shape): quorate.v1.GraphRange & quorate.v1.GraphRange.$Shape;
             *   (properties?: quorate.v1.GraphRange.$Properties): quorate.v1.GraphRange;
             * }}
             */
            GraphRange.create = function(properties) {
                return new GraphRange(properties);
            };

            /**
             * Encodes the specified GraphRange message. Does not implicitly {@link quorate.v1.GraphRange.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.GraphRange
             * @static
             * @param {quorate.v1.GraphRange.$Properties} message GraphRange message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            GraphRange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.fromRound != null && $Object.hasOwnProperty.call(message, "fromRound") && (typeof message.fromRound === "object" ? message.fromRound.low || message.fromRound.high : message.fromRound !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.fromRound);
                if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.limit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a GraphRange message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.GraphRange
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.GraphRange & quorate.v1.GraphRange.$Shape} GraphRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            GraphRange.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.GraphRange();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fromRound = value;
                            else
                                delete message.fromRound;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.limit = value;
                            else
                                delete message.limit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return GraphRange;
        })();

        v1.Equivocation = (function() {

            /**
             * Properties of an Equivocation.
             * @typedef {Object} quorate.v1.Equivocation.$Properties
             * @property {quorate.v1.Envelope.$Properties|null} [first] Equivocation first
             * @property {quorate.v1.Envelope.$Properties|null} [second] Equivocation second
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Equivocation.
             * @memberof quorate.v1
             * @interface IEquivocation
             * @augments quorate.v1.Equivocation.$Properties
             * @deprecated Use quorate.v1.Equivocation.$Properties instead.
             */

            /**
             * Shape of an Equivocation.
             * @typedef {quorate.v1.Equivocation.$Properties} quorate.v1.Equivocation.$Shape
             */

            /**
             * Constructs a new Equivocation.
             * @memberof quorate.v1
             * @classdesc Represents an Equivocation.
             * @constructor
             * @param {quorate.v1.Equivocation.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Equivocation = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Equivocation first.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} first
             * @memberof quorate.v1.Equivocation
             * @instance
             */
            Equivocation.prototype.first = null;

            /**
             * Equivocation second.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} second
             * @memberof quorate.v1.Equivocation
             * @instance
             */
            Equivocation.prototype.second = null;

            /**
             * Creates a new Equivocation instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Equivocation
             * @static
             * @param {quorate.v1.Equivocation.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Equivocation} Equivocation instance
             * @type {{
             *   (properties: quorate.v1.Equivocation.$Shape): quorate.v1.Equivocation & quorate.v1.Equivocation.$Shape;
             *   (properties?: quorate.v1.Equivocation.$Properties): quorate.v1.Equivocation;
             * }}
             */
            Equivocation.create = function(properties) {
                return new Equivocation(properties);
            };

            /**
             * Encodes the specified Equivocation message. Does not implicitly {@link quorate.v1.Equivocation.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Equivocation
             * @static
             * @param {quorate.v1.Equivocation.$Properties} message Equivocation message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Equivocation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.first != null && $Object.hasOwnProperty.call(message, "first"))
                    $root.quorate.v1.Envelope.encode(message.first, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.second != null && $Object.hasOwnProperty.call(message, "second"))
                    $root.quorate.v1.Envelope.encode(message.second, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Equivocation message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Equivocation
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Equivocation & quorate.v1.Equivocation.$Shape} Equivocation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Equivocation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Equivocation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.first = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.first);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.second = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.second);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Equivocation;
        })();

        v1.BlockRange = (function() {

            /**
             * Properties of a BlockRange.
             * @typedef {Object} quorate.v1.BlockRange.$Properties
             * @property {number|null} [from] BlockRange from
             * @property {number|null} [fromSequence] BlockRange fromSequence
             * @property {number|null} [limit] BlockRange limit
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BlockRange.
             * @memberof quorate.v1
             * @interface IBlockRange
             * @augments quorate.v1.BlockRange.$Properties
             * @deprecated Use quorate.v1.BlockRange.$Properties instead.
             */

            /**
             * Shape of a BlockRange.
             * @typedef {quorate.v1.BlockRange.$Properties} quorate.v1.BlockRange.$Shape
             */

            /**
             * Constructs a new BlockRange.
             * @memberof quorate.v1
             * @classdesc Represents a BlockRange.
             * @constructor
             * @param {quorate.v1.BlockRange.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BlockRange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BlockRange from.
             * @member {number} from
             * @memberof quorate.v1.BlockRange
             * @instance
             */
            BlockRange.prototype.from = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * BlockRange fromSequence.
             * @member {number} fromSequence
             * @memberof quorate.v1.BlockRange
             * @instance
             */
            BlockRange.prototype.fromSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * BlockRange limit.
             * @member {number} limit
             * @memberof quorate.v1.BlockRange
             * @instance
             */
            BlockRange.prototype.limit = 0;

            /**
             * Creates a new BlockRange instance using the specified properties.
             * @function create
             * @memberof quorate.v1.BlockRange
             * @static
             * @param {quorate.v1.BlockRange.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.BlockRange} BlockRange instance
             * @type {{
             *   (properties: quorate.v1.BlockRange.$Shape): quorate.v1.BlockRange & quorate.v1.BlockRange.$Shape;
             *   (properties?: quorate.v1.BlockRange.$Properties): quorate.v1.BlockRange;
             * }}
             */
            BlockRange.create = function(properties) {
                return new BlockRange(properties);
            };

            /**
             * Encodes the specified BlockRange message. Does not implicitly {@link quorate.v1.BlockRange.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.BlockRange
             * @static
             * @param {quorate.v1.BlockRange.$Properties} message BlockRange message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BlockRange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.from != null && $Object.hasOwnProperty.call(message, "from") && (typeof message.from === "object" ? message.from.low || message.from.high : message.from !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.from);
                if (message.fromSequence != null && $Object.hasOwnProperty.call(message, "fromSequence") && (typeof message.fromSequence === "object" ? message.fromSequence.low || message.fromSequence.high : message.fromSequence !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.fromSequence);
                if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.limit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BlockRange message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.BlockRange
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.BlockRange & quorate.v1.BlockRange.$Shape} BlockRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BlockRange.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.BlockRange();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.from = value;
                            else
                                delete message.from;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.fromSequence = value;
                            else
                                delete message.fromSequence;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.limit = value;
                            else
                                delete message.limit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return BlockRange;
        })();

        v1.Answer = (function() {

            /**
             * Properties of an Answer.
             * @typedef {Object} quorate.v1.Answer.$Properties
             * @property {string|null} [json] Answer json
             * @property {Array.<quorate.v1.Envelope.$Properties>|null} [readings] Answer readings
             * @property {Array.<quorate.v1.Block.$Properties>|null} [blocks] Answer blocks
             * @property {number|null} [lastBlock] Answer lastBlock
             * @property {string|null} [code] Answer code
             * @property {string|null} [detail] Answer detail
             * @property {Array.<quorate.v1.Equivocation.$Properties>|null} [equivocations] Answer equivocations
             * @property {boolean|null} [more] Answer more
             * @property {number|null} [nextPlace] Answer nextPlace
             * @property {quorate.v1.OwnSamples.$Properties|null} [own] Answer own
             * @property {Array.<string>|null} [unheard] Answer unheard
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Answer.
             * @memberof quorate.v1
             * @interface IAnswer
             * @augments quorate.v1.Answer.$Properties
             * @deprecated Use quorate.v1.Answer.$Properties instead.
             */

            /**
             * Shape of an Answer.
             * @typedef {{
             *   json?: string|null;
             *   readings?: Array.<quorate.v1.Envelope.$Shape>|null;
             *   blocks?: Array.<quorate.v1.Block.$Shape>|null;
             *   lastBlock?: number|null;
             *   code?: string|null;
             *   detail?: string|null;
             *   equivocations?: Array.<quorate.v1.Equivocation.$Shape>|null;
             *   more?: boolean|null;
             *   nextPlace?: number|null;
             *   own?: quorate.v1.OwnSamples.$Shape|null;
             *   unheard?: Array.<string>|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} quorate.v1.Answer.$Shape
             */

            /**
             * Constructs a new Answer.
             * @memberof quorate.v1
             * @classdesc Represents an Answer.
             * @constructor
             * @param {quorate.v1.Answer.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Answer = function (properties) {
                this.readings = [];
                this.blocks = [];
                this.equivocations = [];
                this.unheard = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Answer json.
             * @member {string} json
             * @memberof quorate.v1.Answer
             * @instance
             */
            Answer.prototype.json = "";

            /**
             * Answer readings.
             * @member {Array.<quorate.v1.Envelope.$Properties>} readings
             * @memberof quorate.v1.Answer
             * @instance
             */
            Answer.prototype.readings = $util.emptyArray;

            /**
             * Answer blocks.
             * @member {Array.<quorate.v1.Block.$Properties>} blocks
             * @memberof quorate.v1.Answer
             * @instance
             */
            Answer.prototype.blocks = $util.emptyArray;

            /**
             * Answer lastBlock.
             * @member {number} lastBlock
             * @memberof quorate.v1.Answer
             * @instance
             */
            Answer.prototype.lastBlock = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Answer code.
             * @member {string} code
             * @memberof quorate.v1.Answer
             * @instance
             */
            Answer.prototype.code = "";

            /**
             * Answer detail.
             * @member {string} detail
             * @memberof quorate.v1.Answer
             * @instance
             */
            Answer.prototype.detail = "";

            /**
             * Answer equivocations.
             * @member {Array.<quorate.v1.Equivocation.$Properties>} equivocations
             * @memberof quorate.v1.Answer
             * @instance
             */
            Answer.prototype.equivocations = $util.emptyArray;

            /**
             * Answer more.
             * @member {boolean} more
             * @memberof quorate.v1.Answer
             * @instance
             */
            Answer.prototype.more = false;

            /**
             * Answer nextPlace.
             * @member {number} nextPlace
             * @memberof quorate.v1.Answer
             * @instance
             */
            Answer.prototype.nextPlace = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Answer own.
             * @member {quorate.v1.OwnSamples.$Properties|null|undefined} own
             * @memberof quorate.v1.Answer
             * @instance
             */
            Answer.prototype.own = null;

            /**
             * Answer unheard.
             * @member {Array.<string>} unheard
             * @memberof quorate.v1.Answer
             * @instance
             */
            Answer.prototype.unheard = $util.emptyArray;

            /**
             * Creates a new Answer instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Answer
             * @static
             * @param {quorate.v1.Answer.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Answer} Answer instance
             * @type {{
             *   (properties: quorate.v1.Answer.$Shape): quorate.v1.Answer & quorate.v1.Answer.$Shape;
             *   (properties?: quorate.v1.Answer.$Properties): quorate.v1.Answer;
             * }}
             */
            Answer.create = function(properties) {
                return new Answer(properties);
            };

            /**
             * Encodes the specified Answer message. Does not implicitly {@link quorate.v1.Answer.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Answer
             * @static
             * @param {quorate.v1.Answer.$Properties} message Answer message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Answer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.json != null && $Object.hasOwnProperty.call(message, "json") && message.json !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.json);
                if (message.readings != null && message.readings.length)
                    for (let i = 0; i < message.readings.length; ++i)
                        $root.quorate.v1.Envelope.encode(message.readings[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.blocks != null && message.blocks.length)
                    for (let i = 0; i < message.blocks.length; ++i)
                        $root.quorate.v1.Block.encode(message.blocks[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.lastBlock != null && $Object.hasOwnProperty.call(message, "lastBlock") && (typeof message.lastBlock === "object" ? message.lastBlock.low || message.lastBlock.high : message.lastBlock !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.lastBlock);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.detail);
                if (message.equivocations != null && message.equivocations.length)
                    for (let i = 0; i < message.equivocations.length; ++i)
                        $root.quorate.v1.Equivocation.encode(message.equivocations[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.more != null && $Object.hasOwnProperty.call(message, "more") && message.more !== false)
                    writer.uint32(/* id 8, wireType 0 =*/64).bool(message.more);
                if (message.nextPlace != null && $Object.hasOwnProperty.call(message, "nextPlace") && (typeof message.nextPlace === "object" ? message.nextPlace.low || message.nextPlace.high : message.nextPlace !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.nextPlace);
                if (message.own != null && $Object.hasOwnProperty.call(message, "own"))
                    $root.quorate.v1.OwnSamples.encode(message.own, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                if (message.unheard != null && message.unheard.length)
                    for (let i = 0; i < message.unheard.length; ++i)
                        writer.uint32(/* id 21, wireType 2 =*/170).string(message.unheard[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an Answer message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Answer
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Answer & quorate.v1.Answer.$Shape} Answer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Answer.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Answer();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.json = value;
                            else
                                delete message.json;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.readings && message.readings.length))
                                message.readings = [];
                            message.readings.push($root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.blocks && message.blocks.length))
                                message.blocks = [];
                            message.blocks.push($root.quorate.v1.Block.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastBlock = value;
                            else
                                delete message.lastBlock;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.equivocations && message.equivocations.length))
                                message.equivocations = [];
                            message.equivocations.push($root.quorate.v1.Equivocation.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.more = value;
                            else
                                delete message.more;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nextPlace = value;
                            else
                                delete message.nextPlace;
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            message.own = $root.quorate.v1.OwnSamples.decode(reader, reader.size(), $undefined, _depth + 1, message.own);
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            if (!(message.unheard && message.unheard.length))
                                message.unheard = [];
                            message.unheard.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Answer;
        })();

        v1.Frame = (function() {

            /**
             * Properties of a Frame.
             * @typedef {Object} quorate.v1.Frame.$Properties
             * @property {number|null} [request] Frame request
             * @property {quorate.v1.Tips.$Properties|null} [tips] Frame tips
             * @property {quorate.v1.Events.$Properties|null} [events] Frame events
             * @property {quorate.v1.Want.$Properties|null} [want] Frame want
             * @property {quorate.v1.Ballots.$Properties|null} [ballots] Frame ballots
             * @property {quorate.v1.ClockRequest.$Properties|null} [clockRequest] Frame clockRequest
             * @property {quorate.v1.ClockAnswer.$Properties|null} [clockAnswer] Frame clockAnswer
             * @property {quorate.v1.Certificates.$Properties|null} [certificates] Frame certificates
             * @property {quorate.v1.Fence.$Properties|null} [fence] Frame fence
             * @property {quorate.v1.Ordered.$Properties|null} [ordered] Frame ordered
             * @property {quorate.v1.Envelope.$Properties|null} [report] Frame report
             * @property {quorate.v1.Envelope.$Properties|null} [reading] Frame reading
             * @property {quorate.v1.Submit.$Properties|null} [submit] Frame submit
             * @property {quorate.v1.Progress.$Properties|null} [progress] Frame progress
             * @property {quorate.v1.Watch.$Properties|null} [watch] Frame watch
             * @property {quorate.v1.Query.$Properties|null} [query] Frame query
             * @property {quorate.v1.Answer.$Properties|null} [answer] Frame answer
             * @property {quorate.v1.WantSnapshot.$Properties|null} [wantSnapshot] Frame wantSnapshot
             * @property {quorate.v1.SnapshotBytes.$Properties|null} [snapshot] Frame snapshot
             * @property {quorate.v1.WantBlocks.$Properties|null} [wantBlocks] Frame wantBlocks
             * @property {quorate.v1.Blocks.$Properties|null} [blocks] Frame blocks
             * @property {quorate.v1.WantOwn.$Properties|null} [wantOwn] Frame wantOwn
             * @property {quorate.v1.Own.$Properties|null} [own] Frame own
             * @property {"tips"|"events"|"want"|"ballots"|"clockRequest"|"clockAnswer"|"certificates"|"fence"|"ordered"|"report"|"reading"|"submit"|"progress"|"watch"|"query"|"answer"|"wantSnapshot"|"snapshot"|"wantBlocks"|"blocks"|"wantOwn"|"own"} [kind] Frame kind
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Frame.
             * @memberof quorate.v1
             * @interface IFrame
             * @augments quorate.v1.Frame.$Properties
             * @deprecated Use quorate.v1.Frame.$Properties instead.
             */

            /**
             * Narrowed shape of a Frame.
             * @typedef {{
             *   request?: number|null;
             *   tips?: quorate.v1.Tips.$Shape|null;
             *   events?: quorate.v1.Events.$Shape|null;
             *   want?: quorate.v1.Want.$Shape|null;
             *   ballots?: quorate.v1.Ballots.$Shape|null;
             *   clockRequest?: quorate.v1.ClockRequest.$Shape|null;
             *   clockAnswer?: quorate.v1.ClockAnswer.$Shape|null;
             *   certificates?: quorate.v1.Certificates.$Shape|null;
             *   fence?: quorate.v1.Fence.$Shape|null;
             *   ordered?: quorate.v1.Ordered.$Shape|null;
             *   report?: quorate.v1.Envelope.$Shape|null;
             *   reading?: quorate.v1.Envelope.$Shape|null;
             *   submit?: quorate.v1.Submit.$Shape|null;
             *   progress?: quorate.v1.Progress.$Shape|null;
             *   watch?: quorate.v1.Watch.$Shape|null;
             *   query?: quorate.v1.Query.$Shape|null;
             *   answer?: quorate.v1.Answer.$Shape|null;
             *   wantSnapshot?: quorate.v1.WantSnapshot.$Shape|null;
             *   snapshot?: quorate.v1.SnapshotBytes.$Shape|null;
             *   wantBlocks?: quorate.v1.WantBlocks.$Shape|null;
             *   blocks?: quorate.v1.Blocks.$Shape|null;
             *   wantOwn?: quorate.v1.WantOwn.$Shape|null;
             *   own?: quorate.v1.Own.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ kind?: undefined; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "tips"; tips: quorate.v1.Tips.$Shape; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "events"; tips?: null; events: quorate.v1.Events.$Shape; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "want"; tips?: null; events?: null; want: quorate.v1.Want.$Shape; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "ballots"; tips?: null; events?: null; want?: null; ballots: quorate.v1.Ballots.$Shape; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "clockRequest"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest: quorate.v1.ClockRequest.$Shape; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "clockAnswer"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer: quorate.v1.ClockAnswer.$Shape; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "certificates"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates: quorate.v1.Certificates.$Shape; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "fence"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence: quorate.v1.Fence.$Shape; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "ordered"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered: quorate.v1.Ordered.$Shape; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "report"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report: quorate.v1.Envelope.$Shape; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "reading"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading: quorate.v1.Envelope.$Shape; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "submit"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit: quorate.v1.Submit.$Shape; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "progress"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress: quorate.v1.Progress.$Shape; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "watch"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch: quorate.v1.Watch.$Shape; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "query"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query: quorate.v1.Query.$Shape; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "answer"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer: quorate.v1.Answer.$Shape; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "wantSnapshot"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot: quorate.v1.WantSnapshot.$Shape; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "snapshot"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot: quorate.v1.SnapshotBytes.$Shape; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "wantBlocks"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks: quorate.v1.WantBlocks.$Shape; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "blocks"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks: quorate.v1.Blocks.$Shape; wantOwn?: null; own?: null }|{ kind?: "wantOwn"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn: quorate.v1.WantOwn.$Shape; own?: null }|{ kind?: "own"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own: quorate.v1.Own.$Shape })
             * )} quorate.v1.Frame.$Shape
             */

            /**
             * Constructs a new Frame.
             * @memberof quorate.v1
             * @classdesc Represents a Frame.
             * @constructor
             * @param {quorate.v1.Frame.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Frame = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Frame request.
             * @member {number} request
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.request = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Frame tips.
             * @member {quorate.v1.Tips.$Properties|null|undefined} tips
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.tips = null;

            /**
             * Frame events.
             * @member {quorate.v1.Events.$Properties|null|undefined} events
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.events = null;

            /**
             * Frame want.
             * @member {quorate.v1.Want.$Properties|null|undefined} want
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.want = null;

            /**
             * Frame ballots.
             * @member {quorate.v1.Ballots.$Properties|null|undefined} ballots
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.ballots = null;

            /**
             * Frame clockRequest.
             * @member {quorate.v1.ClockRequest.$Properties|null|undefined} clockRequest
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.clockRequest = null;

            /**
             * Frame clockAnswer.
             * @member {quorate.v1.ClockAnswer.$Properties|null|undefined} clockAnswer
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.clockAnswer = null;

            /**
             * Frame certificates.
             * @member {quorate.v1.Certificates.$Properties|null|undefined} certificates
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.certificates = null;

            /**
             * Frame fence.
             * @member {quorate.v1.Fence.$Properties|null|undefined} fence
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.fence = null;

            /**
             * Frame ordered.
             * @member {quorate.v1.Ordered.$Properties|null|undefined} ordered
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.ordered = null;

            /**
             * Frame report.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} report
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.report = null;

            /**
             * Frame reading.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} reading
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.reading = null;

            /**
             * Frame submit.
             * @member {quorate.v1.Submit.$Properties|null|undefined} submit
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.submit = null;

            /**
             * Frame progress.
             * @member {quorate.v1.Progress.$Properties|null|undefined} progress
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.progress = null;

            /**
             * Frame watch.
             * @member {quorate.v1.Watch.$Properties|null|undefined} watch
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.watch = null;

            /**
             * Frame query.
             * @member {quorate.v1.Query.$Properties|null|undefined} query
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.query = null;

            /**
             * Frame answer.
             * @member {quorate.v1.Answer.$Properties|null|undefined} answer
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.answer = null;

            /**
             * Frame wantSnapshot.
             * @member {quorate.v1.WantSnapshot.$Properties|null|undefined} wantSnapshot
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.wantSnapshot = null;

            /**
             * Frame snapshot.
             * @member {quorate.v1.SnapshotBytes.$Properties|null|undefined} snapshot
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.snapshot = null;

            /**
             * Frame wantBlocks.
             * @member {quorate.v1.WantBlocks.$Properties|null|undefined} wantBlocks
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.wantBlocks = null;

            /**
             * Frame blocks.
             * @member {quorate.v1.Blocks.$Properties|null|undefined} blocks
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.blocks = null;

            /**
             * Frame wantOwn.
             * @member {quorate.v1.WantOwn.$Properties|null|undefined} wantOwn
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.wantOwn = null;

            /**
             * Frame own.
             * @member {quorate.v1.Own.$Properties|null|undefined} own
             * @memberof quorate.v1.Frame
             * @instance
             */
            Frame.prototype.own = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Frame kind.
             * @member {"tips"|"events"|"want"|"ballots"|"clockRequest"|"clockAnswer"|"certificates"|"fence"|"ordered"|"report"|"reading"|"submit"|"progress"|"watch"|"query"|"answer"|"wantSnapshot"|"snapshot"|"wantBlocks"|"blocks"|"wantOwn"|"own"|undefined} kind
             * @memberof quorate.v1.Frame
             * @instance
             */
            $Object.defineProperty(Frame.prototype, "kind", {
                get: $util.oneOfGetter($oneOfFields = ["tips", "events", "want", "ballots", "clockRequest", "clockAnswer", "certificates", "fence", "ordered", "report", "reading", "submit", "progress", "watch", "query", "answer", "wantSnapshot", "snapshot", "wantBlocks", "blocks", "wantOwn", "own"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Frame instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Frame
             * @static
             * @param {quorate.v1.Frame.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Frame} Frame instance
             * @type {{
             *   (properties: quorate.v1.Frame.$Shape): quorate.v1.Frame & quorate.v1.Frame.$Shape;
             *   (properties?: quorate.v1.Frame.$Properties): quorate.v1.Frame;
             * }}
             */
            Frame.create = function(properties) {
                return new Frame(properties);
            };

            /**
             * Encodes the specified Frame message. Does not implicitly {@link quorate.v1.Frame.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Frame
             * @static
             * @param {quorate.v1.Frame.$Properties} message Frame message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Frame.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.request != null && $Object.hasOwnProperty.call(message, "request") && (typeof message.request === "object" ? message.request.low || message.request.high : message.request !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.request);
                if (message.tips != null && $Object.hasOwnProperty.call(message, "tips"))
                    $root.quorate.v1.Tips.encode(message.tips, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.events != null && $Object.hasOwnProperty.call(message, "events"))
                    $root.quorate.v1.Events.encode(message.events, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.want != null && $Object.hasOwnProperty.call(message, "want"))
                    $root.quorate.v1.Want.encode(message.want, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.ballots != null && $Object.hasOwnProperty.call(message, "ballots"))
                    $root.quorate.v1.Ballots.encode(message.ballots, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.clockRequest != null && $Object.hasOwnProperty.call(message, "clockRequest"))
                    $root.quorate.v1.ClockRequest.encode(message.clockRequest, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.clockAnswer != null && $Object.hasOwnProperty.call(message, "clockAnswer"))
                    $root.quorate.v1.ClockAnswer.encode(message.clockAnswer, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.certificates != null && $Object.hasOwnProperty.call(message, "certificates"))
                    $root.quorate.v1.Certificates.encode(message.certificates, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.fence != null && $Object.hasOwnProperty.call(message, "fence"))
                    $root.quorate.v1.Fence.encode(message.fence, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.ordered != null && $Object.hasOwnProperty.call(message, "ordered"))
                    $root.quorate.v1.Ordered.encode(message.ordered, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.report != null && $Object.hasOwnProperty.call(message, "report"))
                    $root.quorate.v1.Envelope.encode(message.report, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.reading != null && $Object.hasOwnProperty.call(message, "reading"))
                    $root.quorate.v1.Envelope.encode(message.reading, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.submit != null && $Object.hasOwnProperty.call(message, "submit"))
                    $root.quorate.v1.Submit.encode(message.submit, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.progress != null && $Object.hasOwnProperty.call(message, "progress"))
                    $root.quorate.v1.Progress.encode(message.progress, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                if (message.watch != null && $Object.hasOwnProperty.call(message, "watch"))
                    $root.quorate.v1.Watch.encode(message.watch, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                if (message.query != null && $Object.hasOwnProperty.call(message, "query"))
                    $root.quorate.v1.Query.encode(message.query, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.answer != null && $Object.hasOwnProperty.call(message, "answer"))
                    $root.quorate.v1.Answer.encode(message.answer, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.wantSnapshot != null && $Object.hasOwnProperty.call(message, "wantSnapshot"))
                    $root.quorate.v1.WantSnapshot.encode(message.wantSnapshot, writer.uint32(/* id 30, wireType 2 =*/242).fork(), _depth + 1).ldelim();
                if (message.snapshot != null && $Object.hasOwnProperty.call(message, "snapshot"))
                    $root.quorate.v1.SnapshotBytes.encode(message.snapshot, writer.uint32(/* id 31, wireType 2 =*/250).fork(), _depth + 1).ldelim();
                if (message.wantBlocks != null && $Object.hasOwnProperty.call(message, "wantBlocks"))
                    $root.quorate.v1.WantBlocks.encode(message.wantBlocks, writer.uint32(/* id 32, wireType 2 =*/258).fork(), _depth + 1).ldelim();
                if (message.blocks != null && $Object.hasOwnProperty.call(message, "blocks"))
                    $root.quorate.v1.Blocks.encode(message.blocks, writer.uint32(/* id 33, wireType 2 =*/266).fork(), _depth + 1).ldelim();
                if (message.wantOwn != null && $Object.hasOwnProperty.call(message, "wantOwn"))
                    $root.quorate.v1.WantOwn.encode(message.wantOwn, writer.uint32(/* id 34, wireType 2 =*/274).fork(), _depth + 1).ldelim();
                if (message.own != null && $Object.hasOwnProperty.call(message, "own"))
                    $root.quorate.v1.Own.encode(message.own, writer.uint32(/* id 35, wireType 2 =*/282).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Frame message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Frame
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Frame & quorate.v1.Frame.$Shape} Frame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Frame.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Frame();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.request = value;
                            else
                                delete message.request;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.tips = $root.quorate.v1.Tips.decode(reader, reader.size(), $undefined, _depth + 1, message.tips);
                            message.kind = "tips";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.events = $root.quorate.v1.Events.decode(reader, reader.size(), $undefined, _depth + 1, message.events);
                            message.kind = "events";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.want = $root.quorate.v1.Want.decode(reader, reader.size(), $undefined, _depth + 1, message.want);
                            message.kind = "want";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.ballots = $root.quorate.v1.Ballots.decode(reader, reader.size(), $undefined, _depth + 1, message.ballots);
                            message.kind = "ballots";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.clockRequest = $root.quorate.v1.ClockRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.clockRequest);
                            message.kind = "clockRequest";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.clockAnswer = $root.quorate.v1.ClockAnswer.decode(reader, reader.size(), $undefined, _depth + 1, message.clockAnswer);
                            message.kind = "clockAnswer";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.certificates = $root.quorate.v1.Certificates.decode(reader, reader.size(), $undefined, _depth + 1, message.certificates);
                            message.kind = "certificates";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.fence = $root.quorate.v1.Fence.decode(reader, reader.size(), $undefined, _depth + 1, message.fence);
                            message.kind = "fence";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.ordered = $root.quorate.v1.Ordered.decode(reader, reader.size(), $undefined, _depth + 1, message.ordered);
                            message.kind = "ordered";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.report = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.report);
                            message.kind = "report";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.reading = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.reading);
                            message.kind = "reading";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.submit = $root.quorate.v1.Submit.decode(reader, reader.size(), $undefined, _depth + 1, message.submit);
                            message.kind = "submit";
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.progress = $root.quorate.v1.Progress.decode(reader, reader.size(), $undefined, _depth + 1, message.progress);
                            message.kind = "progress";
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.watch = $root.quorate.v1.Watch.decode(reader, reader.size(), $undefined, _depth + 1, message.watch);
                            message.kind = "watch";
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.query = $root.quorate.v1.Query.decode(reader, reader.size(), $undefined, _depth + 1, message.query);
                            message.kind = "query";
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.answer = $root.quorate.v1.Answer.decode(reader, reader.size(), $undefined, _depth + 1, message.answer);
                            message.kind = "answer";
                            continue;
                        }
                    case 30: {
                            if (wireType !== 2)
                                break;
                            message.wantSnapshot = $root.quorate.v1.WantSnapshot.decode(reader, reader.size(), $undefined, _depth + 1, message.wantSnapshot);
                            message.kind = "wantSnapshot";
                            continue;
                        }
                    case 31: {
                            if (wireType !== 2)
                                break;
                            message.snapshot = $root.quorate.v1.SnapshotBytes.decode(reader, reader.size(), $undefined, _depth + 1, message.snapshot);
                            message.kind = "snapshot";
                            continue;
                        }
                    case 32: {
                            if (wireType !== 2)
                                break;
                            message.wantBlocks = $root.quorate.v1.WantBlocks.decode(reader, reader.size(), $undefined, _depth + 1, message.wantBlocks);
                            message.kind = "wantBlocks";
                            continue;
                        }
                    case 33: {
                            if (wireType !== 2)
                                break;
                            message.blocks = $root.quorate.v1.Blocks.decode(reader, reader.size(), $undefined, _depth + 1, message.blocks);
                            message.kind = "blocks";
                            continue;
                        }
                    case 34: {
                            if (wireType !== 2)
                                break;
                            message.wantOwn = $root.quorate.v1.WantOwn.decode(reader, reader.size(), $undefined, _depth + 1, message.wantOwn);
                            message.kind = "wantOwn";
                            continue;
                        }
                    case 35: {
                            if (wireType !== 2)
                                break;
                            message.own = $root.quorate.v1.Own.decode(reader, reader.size(), $undefined, _depth + 1, message.own);
                            message.kind = "own";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Frame;
        })();

        v1.StateClock = (function() {

            /**
             * Properties of a StateClock.
             * @typedef {Object} quorate.v1.StateClock.$Properties
             * @property {number|null} [round] StateClock round
             * @property {number|null} [timeUs] StateClock timeUs
             * @property {number|null} [block] StateClock block
             * @property {Uint8Array|null} [previous] StateClock previous
             * @property {number|null} [nextSequence] StateClock nextSequence
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StateClock.
             * @memberof quorate.v1
             * @interface IStateClock
             * @augments quorate.v1.StateClock.$Properties
             * @deprecated Use quorate.v1.StateClock.$Properties instead.
             */

            /**
             * Shape of a StateClock.
             * @typedef {quorate.v1.StateClock.$Properties} quorate.v1.StateClock.$Shape
             */

            /**
             * Constructs a new StateClock.
             * @memberof quorate.v1
             * @classdesc Represents a StateClock.
             * @constructor
             * @param {quorate.v1.StateClock.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StateClock = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StateClock round.
             * @member {number} round
             * @memberof quorate.v1.StateClock
             * @instance
             */
            StateClock.prototype.round = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateClock timeUs.
             * @member {number} timeUs
             * @memberof quorate.v1.StateClock
             * @instance
             */
            StateClock.prototype.timeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateClock block.
             * @member {number} block
             * @memberof quorate.v1.StateClock
             * @instance
             */
            StateClock.prototype.block = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateClock previous.
             * @member {Uint8Array} previous
             * @memberof quorate.v1.StateClock
             * @instance
             */
            StateClock.prototype.previous = $util.newBuffer([]);

            /**
             * StateClock nextSequence.
             * @member {number} nextSequence
             * @memberof quorate.v1.StateClock
             * @instance
             */
            StateClock.prototype.nextSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new StateClock instance using the specified properties.
             * @function create
             * @memberof quorate.v1.StateClock
             * @static
             * @param {quorate.v1.StateClock.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.StateClock} StateClock instance
             * @type {{
             *   (properties: quorate.v1.StateClock.$Shape): quorate.v1.StateClock & quorate.v1.StateClock.$Shape;
             *   (properties?: quorate.v1.StateClock.$Properties): quorate.v1.StateClock;
             * }}
             */
            StateClock.create = function(properties) {
                return new StateClock(properties);
            };

            /**
             * Encodes the specified StateClock message. Does not implicitly {@link quorate.v1.StateClock.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.StateClock
             * @static
             * @param {quorate.v1.StateClock.$Properties} message StateClock message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StateClock.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.round != null && $Object.hasOwnProperty.call(message, "round") && (typeof message.round === "object" ? message.round.low || message.round.high : message.round !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.round);
                if (message.timeUs != null && $Object.hasOwnProperty.call(message, "timeUs") && (typeof message.timeUs === "object" ? message.timeUs.low || message.timeUs.high : message.timeUs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.timeUs);
                if (message.block != null && $Object.hasOwnProperty.call(message, "block") && (typeof message.block === "object" ? message.block.low || message.block.high : message.block !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.block);
                if (message.previous != null && $Object.hasOwnProperty.call(message, "previous") && message.previous.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.previous);
                if (message.nextSequence != null && $Object.hasOwnProperty.call(message, "nextSequence") && (typeof message.nextSequence === "object" ? message.nextSequence.low || message.nextSequence.high : message.nextSequence !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.nextSequence);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StateClock message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.StateClock
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.StateClock & quorate.v1.StateClock.$Shape} StateClock
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StateClock.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.StateClock();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.round = value;
                            else
                                delete message.round;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.timeUs = value;
                            else
                                delete message.timeUs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.block = value;
                            else
                                delete message.block;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.previous = value;
                            else
                                delete message.previous;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nextSequence = value;
                            else
                                delete message.nextSequence;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StateClock;
        })();

        v1.StateDevice = (function() {

            /**
             * Properties of a StateDevice.
             * @typedef {Object} quorate.v1.StateDevice.$Properties
             * @property {number|null} [deviceSequence] StateDevice deviceSequence
             * @property {Uint8Array|null} [last] StateDevice last
             * @property {number|null} [open] StateDevice open
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StateDevice.
             * @memberof quorate.v1
             * @interface IStateDevice
             * @augments quorate.v1.StateDevice.$Properties
             * @deprecated Use quorate.v1.StateDevice.$Properties instead.
             */

            /**
             * Shape of a StateDevice.
             * @typedef {quorate.v1.StateDevice.$Properties} quorate.v1.StateDevice.$Shape
             */

            /**
             * Constructs a new StateDevice.
             * @memberof quorate.v1
             * @classdesc Represents a StateDevice.
             * @constructor
             * @param {quorate.v1.StateDevice.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StateDevice = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StateDevice deviceSequence.
             * @member {number} deviceSequence
             * @memberof quorate.v1.StateDevice
             * @instance
             */
            StateDevice.prototype.deviceSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateDevice last.
             * @member {Uint8Array} last
             * @memberof quorate.v1.StateDevice
             * @instance
             */
            StateDevice.prototype.last = $util.newBuffer([]);

            /**
             * StateDevice open.
             * @member {number} open
             * @memberof quorate.v1.StateDevice
             * @instance
             */
            StateDevice.prototype.open = 0;

            /**
             * Creates a new StateDevice instance using the specified properties.
             * @function create
             * @memberof quorate.v1.StateDevice
             * @static
             * @param {quorate.v1.StateDevice.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.StateDevice} StateDevice instance
             * @type {{
             *   (properties: quorate.v1.StateDevice.$Shape): quorate.v1.StateDevice & quorate.v1.StateDevice.$Shape;
             *   (properties?: quorate.v1.StateDevice.$Properties): quorate.v1.StateDevice;
             * }}
             */
            StateDevice.create = function(properties) {
                return new StateDevice(properties);
            };

            /**
             * Encodes the specified StateDevice message. Does not implicitly {@link quorate.v1.StateDevice.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.StateDevice
             * @static
             * @param {quorate.v1.StateDevice.$Properties} message StateDevice message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StateDevice.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.deviceSequence != null && $Object.hasOwnProperty.call(message, "deviceSequence") && (typeof message.deviceSequence === "object" ? message.deviceSequence.low || message.deviceSequence.high : message.deviceSequence !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.deviceSequence);
                if (message.last != null && $Object.hasOwnProperty.call(message, "last") && message.last.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.last);
                if (message.open != null && $Object.hasOwnProperty.call(message, "open") && message.open !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.open);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StateDevice message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.StateDevice
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.StateDevice & quorate.v1.StateDevice.$Shape} StateDevice
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StateDevice.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.StateDevice();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.deviceSequence = value;
                            else
                                delete message.deviceSequence;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.last = value;
                            else
                                delete message.last;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.open = value;
                            else
                                delete message.open;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StateDevice;
        })();

        v1.StateCommand = (function() {

            /**
             * Properties of a StateCommand.
             * @typedef {Object} quorate.v1.StateCommand.$Properties
             * @property {string|null} [device] StateCommand device
             * @property {number|null} [deviceSequence] StateCommand deviceSequence
             * @property {number|null} [notAfterMs] StateCommand notAfterMs
             * @property {number|null} [orderedUs] StateCommand orderedUs
             * @property {number|null} [block] StateCommand block
             * @property {number|null} [sequence] StateCommand sequence
             * @property {Uint8Array|null} [previous] StateCommand previous
             * @property {number|null} [vetoes] StateCommand vetoes
             * @property {string|null} [closing] StateCommand closing
             * @property {number|null} [closingBlock] StateCommand closingBlock
             * @property {number|null} [closingSequence] StateCommand closingSequence
             * @property {quorate.v1.Envelope.$Properties|null} [command] StateCommand command
             * @property {Array.<Uint8Array>|null} [approvals] StateCommand approvals
             * @property {number|null} [orderedRound] StateCommand orderedRound
             * @property {Array.<string>|null} [reasons] StateCommand reasons
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StateCommand.
             * @memberof quorate.v1
             * @interface IStateCommand
             * @augments quorate.v1.StateCommand.$Properties
             * @deprecated Use quorate.v1.StateCommand.$Properties instead.
             */

            /**
             * Shape of a StateCommand.
             * @typedef {quorate.v1.StateCommand.$Properties} quorate.v1.StateCommand.$Shape
             */

            /**
             * Constructs a new StateCommand.
             * @memberof quorate.v1
             * @classdesc Represents a StateCommand.
             * @constructor
             * @param {quorate.v1.StateCommand.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StateCommand = function (properties) {
                this.approvals = [];
                this.reasons = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StateCommand device.
             * @member {string} device
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.device = "";

            /**
             * StateCommand deviceSequence.
             * @member {number} deviceSequence
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.deviceSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateCommand notAfterMs.
             * @member {number} notAfterMs
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.notAfterMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateCommand orderedUs.
             * @member {number} orderedUs
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.orderedUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateCommand block.
             * @member {number} block
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.block = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateCommand sequence.
             * @member {number} sequence
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateCommand previous.
             * @member {Uint8Array} previous
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.previous = $util.newBuffer([]);

            /**
             * StateCommand vetoes.
             * @member {number} vetoes
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.vetoes = 0;

            /**
             * StateCommand closing.
             * @member {string} closing
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.closing = "";

            /**
             * StateCommand closingBlock.
             * @member {number} closingBlock
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.closingBlock = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateCommand closingSequence.
             * @member {number} closingSequence
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.closingSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateCommand command.
             * @member {quorate.v1.Envelope.$Properties|null|undefined} command
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.command = null;

            /**
             * StateCommand approvals.
             * @member {Array.<Uint8Array>} approvals
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.approvals = $util.emptyArray;

            /**
             * StateCommand orderedRound.
             * @member {number} orderedRound
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.orderedRound = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateCommand reasons.
             * @member {Array.<string>} reasons
             * @memberof quorate.v1.StateCommand
             * @instance
             */
            StateCommand.prototype.reasons = $util.emptyArray;

            /**
             * Creates a new StateCommand instance using the specified properties.
             * @function create
             * @memberof quorate.v1.StateCommand
             * @static
             * @param {quorate.v1.StateCommand.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.StateCommand} StateCommand instance
             * @type {{
             *   (properties: quorate.v1.StateCommand.$Shape): quorate.v1.StateCommand & quorate.v1.StateCommand.$Shape;
             *   (properties?: quorate.v1.StateCommand.$Properties): quorate.v1.StateCommand;
             * }}
             */
            StateCommand.create = function(properties) {
                return new StateCommand(properties);
            };

            /**
             * Encodes the specified StateCommand message. Does not implicitly {@link quorate.v1.StateCommand.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.StateCommand
             * @static
             * @param {quorate.v1.StateCommand.$Properties} message StateCommand message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StateCommand.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.device);
                if (message.deviceSequence != null && $Object.hasOwnProperty.call(message, "deviceSequence") && (typeof message.deviceSequence === "object" ? message.deviceSequence.low || message.deviceSequence.high : message.deviceSequence !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.deviceSequence);
                if (message.notAfterMs != null && $Object.hasOwnProperty.call(message, "notAfterMs") && (typeof message.notAfterMs === "object" ? message.notAfterMs.low || message.notAfterMs.high : message.notAfterMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.notAfterMs);
                if (message.orderedUs != null && $Object.hasOwnProperty.call(message, "orderedUs") && (typeof message.orderedUs === "object" ? message.orderedUs.low || message.orderedUs.high : message.orderedUs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.orderedUs);
                if (message.block != null && $Object.hasOwnProperty.call(message, "block") && (typeof message.block === "object" ? message.block.low || message.block.high : message.block !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.block);
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.sequence);
                if (message.previous != null && $Object.hasOwnProperty.call(message, "previous") && message.previous.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.previous);
                if (message.vetoes != null && $Object.hasOwnProperty.call(message, "vetoes") && message.vetoes !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.vetoes);
                if (message.closing != null && $Object.hasOwnProperty.call(message, "closing") && message.closing !== "")
                    writer.uint32(/* id 10, wireType 2 =*/82).string(message.closing);
                if (message.closingBlock != null && $Object.hasOwnProperty.call(message, "closingBlock") && (typeof message.closingBlock === "object" ? message.closingBlock.low || message.closingBlock.high : message.closingBlock !== 0))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.closingBlock);
                if (message.closingSequence != null && $Object.hasOwnProperty.call(message, "closingSequence") && (typeof message.closingSequence === "object" ? message.closingSequence.low || message.closingSequence.high : message.closingSequence !== 0))
                    writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.closingSequence);
                if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                    $root.quorate.v1.Envelope.encode(message.command, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.approvals != null && message.approvals.length)
                    for (let i = 0; i < message.approvals.length; ++i)
                        writer.uint32(/* id 14, wireType 2 =*/114).bytes(message.approvals[i]);
                if (message.orderedRound != null && $Object.hasOwnProperty.call(message, "orderedRound") && (typeof message.orderedRound === "object" ? message.orderedRound.low || message.orderedRound.high : message.orderedRound !== 0))
                    writer.uint32(/* id 15, wireType 0 =*/120).uint64(message.orderedRound);
                if (message.reasons != null && message.reasons.length)
                    for (let i = 0; i < message.reasons.length; ++i)
                        writer.uint32(/* id 16, wireType 2 =*/130).string(message.reasons[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StateCommand message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.StateCommand
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.StateCommand & quorate.v1.StateCommand.$Shape} StateCommand
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StateCommand.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.StateCommand();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.deviceSequence = value;
                            else
                                delete message.deviceSequence;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.notAfterMs = value;
                            else
                                delete message.notAfterMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.orderedUs = value;
                            else
                                delete message.orderedUs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.block = value;
                            else
                                delete message.block;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.previous = value;
                            else
                                delete message.previous;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.vetoes = value;
                            else
                                delete message.vetoes;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.closing = value;
                            else
                                delete message.closing;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.closingBlock = value;
                            else
                                delete message.closingBlock;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.closingSequence = value;
                            else
                                delete message.closingSequence;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.command = $root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1, message.command);
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if (!(message.approvals && message.approvals.length))
                                message.approvals = [];
                            message.approvals.push(reader.bytes());
                            continue;
                        }
                    case 15: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.orderedRound = value;
                            else
                                delete message.orderedRound;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            if (!(message.reasons && message.reasons.length))
                                message.reasons = [];
                            message.reasons.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StateCommand;
        })();

        v1.StateSeen = (function() {

            /**
             * Properties of a StateSeen.
             * @typedef {Object} quorate.v1.StateSeen.$Properties
             * @property {number|null} [untilUs] StateSeen untilUs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StateSeen.
             * @memberof quorate.v1
             * @interface IStateSeen
             * @augments quorate.v1.StateSeen.$Properties
             * @deprecated Use quorate.v1.StateSeen.$Properties instead.
             */

            /**
             * Shape of a StateSeen.
             * @typedef {quorate.v1.StateSeen.$Properties} quorate.v1.StateSeen.$Shape
             */

            /**
             * Constructs a new StateSeen.
             * @memberof quorate.v1
             * @classdesc Represents a StateSeen.
             * @constructor
             * @param {quorate.v1.StateSeen.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StateSeen = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StateSeen untilUs.
             * @member {number} untilUs
             * @memberof quorate.v1.StateSeen
             * @instance
             */
            StateSeen.prototype.untilUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new StateSeen instance using the specified properties.
             * @function create
             * @memberof quorate.v1.StateSeen
             * @static
             * @param {quorate.v1.StateSeen.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.StateSeen} StateSeen instance
             * @type {{
             *   (properties: quorate.v1.StateSeen.$Shape): quorate.v1.StateSeen & quorate.v1.StateSeen.$Shape;
             *   (properties?: quorate.v1.StateSeen.$Properties): quorate.v1.StateSeen;
             * }}
             */
            StateSeen.create = function(properties) {
                return new StateSeen(properties);
            };

            /**
             * Encodes the specified StateSeen message. Does not implicitly {@link quorate.v1.StateSeen.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.StateSeen
             * @static
             * @param {quorate.v1.StateSeen.$Properties} message StateSeen message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StateSeen.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.untilUs != null && $Object.hasOwnProperty.call(message, "untilUs") && (typeof message.untilUs === "object" ? message.untilUs.low || message.untilUs.high : message.untilUs !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.untilUs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StateSeen message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.StateSeen
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.StateSeen & quorate.v1.StateSeen.$Shape} StateSeen
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StateSeen.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.StateSeen();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.untilUs = value;
                            else
                                delete message.untilUs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StateSeen;
        })();

        v1.StateRate = (function() {

            /**
             * Properties of a StateRate.
             * @typedef {Object} quorate.v1.StateRate.$Properties
             * @property {Array.<number>|null} [timesUs] StateRate timesUs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StateRate.
             * @memberof quorate.v1
             * @interface IStateRate
             * @augments quorate.v1.StateRate.$Properties
             * @deprecated Use quorate.v1.StateRate.$Properties instead.
             */

            /**
             * Shape of a StateRate.
             * @typedef {quorate.v1.StateRate.$Properties} quorate.v1.StateRate.$Shape
             */

            /**
             * Constructs a new StateRate.
             * @memberof quorate.v1
             * @classdesc Represents a StateRate.
             * @constructor
             * @param {quorate.v1.StateRate.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StateRate = function (properties) {
                this.timesUs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StateRate timesUs.
             * @member {Array.<number>} timesUs
             * @memberof quorate.v1.StateRate
             * @instance
             */
            StateRate.prototype.timesUs = $util.emptyArray;

            /**
             * Creates a new StateRate instance using the specified properties.
             * @function create
             * @memberof quorate.v1.StateRate
             * @static
             * @param {quorate.v1.StateRate.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.StateRate} StateRate instance
             * @type {{
             *   (properties: quorate.v1.StateRate.$Shape): quorate.v1.StateRate & quorate.v1.StateRate.$Shape;
             *   (properties?: quorate.v1.StateRate.$Properties): quorate.v1.StateRate;
             * }}
             */
            StateRate.create = function(properties) {
                return new StateRate(properties);
            };

            /**
             * Encodes the specified StateRate message. Does not implicitly {@link quorate.v1.StateRate.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.StateRate
             * @static
             * @param {quorate.v1.StateRate.$Properties} message StateRate message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StateRate.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.timesUs != null && message.timesUs.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).uint64s(message.timesUs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StateRate message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.StateRate
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.StateRate & quorate.v1.StateRate.$Shape} StateRate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StateRate.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.StateRate();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.timesUs && message.timesUs.length))
                                    message.timesUs = [];
                                reader.uint64s(message.timesUs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.timesUs && message.timesUs.length))
                                message.timesUs = [];
                            message.timesUs.push(reader.uint64());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StateRate;
        })();

        v1.StateDenials = (function() {

            /**
             * Properties of a StateDenials.
             * @typedef {Object} quorate.v1.StateDenials.$Properties
             * @property {number|null} [untilUs] StateDenials untilUs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StateDenials.
             * @memberof quorate.v1
             * @interface IStateDenials
             * @augments quorate.v1.StateDenials.$Properties
             * @deprecated Use quorate.v1.StateDenials.$Properties instead.
             */

            /**
             * Shape of a StateDenials.
             * @typedef {quorate.v1.StateDenials.$Properties} quorate.v1.StateDenials.$Shape
             */

            /**
             * Constructs a new StateDenials.
             * @memberof quorate.v1
             * @classdesc Represents a StateDenials.
             * @constructor
             * @param {quorate.v1.StateDenials.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StateDenials = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StateDenials untilUs.
             * @member {number} untilUs
             * @memberof quorate.v1.StateDenials
             * @instance
             */
            StateDenials.prototype.untilUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new StateDenials instance using the specified properties.
             * @function create
             * @memberof quorate.v1.StateDenials
             * @static
             * @param {quorate.v1.StateDenials.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.StateDenials} StateDenials instance
             * @type {{
             *   (properties: quorate.v1.StateDenials.$Shape): quorate.v1.StateDenials & quorate.v1.StateDenials.$Shape;
             *   (properties?: quorate.v1.StateDenials.$Properties): quorate.v1.StateDenials;
             * }}
             */
            StateDenials.create = function(properties) {
                return new StateDenials(properties);
            };

            /**
             * Encodes the specified StateDenials message. Does not implicitly {@link quorate.v1.StateDenials.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.StateDenials
             * @static
             * @param {quorate.v1.StateDenials.$Properties} message StateDenials message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StateDenials.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.untilUs != null && $Object.hasOwnProperty.call(message, "untilUs") && (typeof message.untilUs === "object" ? message.untilUs.low || message.untilUs.high : message.untilUs !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.untilUs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StateDenials message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.StateDenials
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.StateDenials & quorate.v1.StateDenials.$Shape} StateDenials
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StateDenials.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.StateDenials();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.untilUs = value;
                            else
                                delete message.untilUs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StateDenials;
        })();

        v1.StateAlarm = (function() {

            /**
             * Properties of a StateAlarm.
             * @typedef {Object} quorate.v1.StateAlarm.$Properties
             * @property {number|null} [acknowledgedMs] StateAlarm acknowledgedMs
             * @property {Uint8Array|null} [acknowledgedBy] StateAlarm acknowledgedBy
             * @property {number|null} [acknowledgedUs] StateAlarm acknowledgedUs
             * @property {number|null} [shelvedUntilMs] StateAlarm shelvedUntilMs
             * @property {Uint8Array|null} [shelvedBy] StateAlarm shelvedBy
             * @property {string|null} [shelvedReason] StateAlarm shelvedReason
             * @property {Uint8Array|null} [outOfServiceBy] StateAlarm outOfServiceBy
             * @property {string|null} [outOfServiceReason] StateAlarm outOfServiceReason
             * @property {number|null} [outOfServiceUs] StateAlarm outOfServiceUs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StateAlarm.
             * @memberof quorate.v1
             * @interface IStateAlarm
             * @augments quorate.v1.StateAlarm.$Properties
             * @deprecated Use quorate.v1.StateAlarm.$Properties instead.
             */

            /**
             * Shape of a StateAlarm.
             * @typedef {quorate.v1.StateAlarm.$Properties} quorate.v1.StateAlarm.$Shape
             */

            /**
             * Constructs a new StateAlarm.
             * @memberof quorate.v1
             * @classdesc Represents a StateAlarm.
             * @constructor
             * @param {quorate.v1.StateAlarm.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StateAlarm = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StateAlarm acknowledgedMs.
             * @member {number} acknowledgedMs
             * @memberof quorate.v1.StateAlarm
             * @instance
             */
            StateAlarm.prototype.acknowledgedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateAlarm acknowledgedBy.
             * @member {Uint8Array} acknowledgedBy
             * @memberof quorate.v1.StateAlarm
             * @instance
             */
            StateAlarm.prototype.acknowledgedBy = $util.newBuffer([]);

            /**
             * StateAlarm acknowledgedUs.
             * @member {number} acknowledgedUs
             * @memberof quorate.v1.StateAlarm
             * @instance
             */
            StateAlarm.prototype.acknowledgedUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateAlarm shelvedUntilMs.
             * @member {number} shelvedUntilMs
             * @memberof quorate.v1.StateAlarm
             * @instance
             */
            StateAlarm.prototype.shelvedUntilMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateAlarm shelvedBy.
             * @member {Uint8Array} shelvedBy
             * @memberof quorate.v1.StateAlarm
             * @instance
             */
            StateAlarm.prototype.shelvedBy = $util.newBuffer([]);

            /**
             * StateAlarm shelvedReason.
             * @member {string} shelvedReason
             * @memberof quorate.v1.StateAlarm
             * @instance
             */
            StateAlarm.prototype.shelvedReason = "";

            /**
             * StateAlarm outOfServiceBy.
             * @member {Uint8Array} outOfServiceBy
             * @memberof quorate.v1.StateAlarm
             * @instance
             */
            StateAlarm.prototype.outOfServiceBy = $util.newBuffer([]);

            /**
             * StateAlarm outOfServiceReason.
             * @member {string} outOfServiceReason
             * @memberof quorate.v1.StateAlarm
             * @instance
             */
            StateAlarm.prototype.outOfServiceReason = "";

            /**
             * StateAlarm outOfServiceUs.
             * @member {number} outOfServiceUs
             * @memberof quorate.v1.StateAlarm
             * @instance
             */
            StateAlarm.prototype.outOfServiceUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new StateAlarm instance using the specified properties.
             * @function create
             * @memberof quorate.v1.StateAlarm
             * @static
             * @param {quorate.v1.StateAlarm.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.StateAlarm} StateAlarm instance
             * @type {{
             *   (properties: quorate.v1.StateAlarm.$Shape): quorate.v1.StateAlarm & quorate.v1.StateAlarm.$Shape;
             *   (properties?: quorate.v1.StateAlarm.$Properties): quorate.v1.StateAlarm;
             * }}
             */
            StateAlarm.create = function(properties) {
                return new StateAlarm(properties);
            };

            /**
             * Encodes the specified StateAlarm message. Does not implicitly {@link quorate.v1.StateAlarm.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.StateAlarm
             * @static
             * @param {quorate.v1.StateAlarm.$Properties} message StateAlarm message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StateAlarm.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.acknowledgedMs != null && $Object.hasOwnProperty.call(message, "acknowledgedMs") && (typeof message.acknowledgedMs === "object" ? message.acknowledgedMs.low || message.acknowledgedMs.high : message.acknowledgedMs !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.acknowledgedMs);
                if (message.acknowledgedBy != null && $Object.hasOwnProperty.call(message, "acknowledgedBy") && message.acknowledgedBy.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.acknowledgedBy);
                if (message.acknowledgedUs != null && $Object.hasOwnProperty.call(message, "acknowledgedUs") && (typeof message.acknowledgedUs === "object" ? message.acknowledgedUs.low || message.acknowledgedUs.high : message.acknowledgedUs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.acknowledgedUs);
                if (message.shelvedUntilMs != null && $Object.hasOwnProperty.call(message, "shelvedUntilMs") && (typeof message.shelvedUntilMs === "object" ? message.shelvedUntilMs.low || message.shelvedUntilMs.high : message.shelvedUntilMs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.shelvedUntilMs);
                if (message.shelvedBy != null && $Object.hasOwnProperty.call(message, "shelvedBy") && message.shelvedBy.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.shelvedBy);
                if (message.shelvedReason != null && $Object.hasOwnProperty.call(message, "shelvedReason") && message.shelvedReason !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.shelvedReason);
                if (message.outOfServiceBy != null && $Object.hasOwnProperty.call(message, "outOfServiceBy") && message.outOfServiceBy.length)
                    writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.outOfServiceBy);
                if (message.outOfServiceReason != null && $Object.hasOwnProperty.call(message, "outOfServiceReason") && message.outOfServiceReason !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.outOfServiceReason);
                if (message.outOfServiceUs != null && $Object.hasOwnProperty.call(message, "outOfServiceUs") && (typeof message.outOfServiceUs === "object" ? message.outOfServiceUs.low || message.outOfServiceUs.high : message.outOfServiceUs !== 0))
                    writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.outOfServiceUs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StateAlarm message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.StateAlarm
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.StateAlarm & quorate.v1.StateAlarm.$Shape} StateAlarm
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StateAlarm.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.StateAlarm();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.acknowledgedMs = value;
                            else
                                delete message.acknowledgedMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.acknowledgedBy = value;
                            else
                                delete message.acknowledgedBy;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.acknowledgedUs = value;
                            else
                                delete message.acknowledgedUs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.shelvedUntilMs = value;
                            else
                                delete message.shelvedUntilMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.shelvedBy = value;
                            else
                                delete message.shelvedBy;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.shelvedReason = value;
                            else
                                delete message.shelvedReason;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.outOfServiceBy = value;
                            else
                                delete message.outOfServiceBy;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.outOfServiceReason = value;
                            else
                                delete message.outOfServiceReason;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.outOfServiceUs = value;
                            else
                                delete message.outOfServiceUs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StateAlarm;
        })();

        v1.StateBlock = (function() {

            /**
             * Properties of a StateBlock.
             * @typedef {Object} quorate.v1.StateBlock.$Properties
             * @property {Uint8Array|null} [header] StateBlock header
             * @property {number|null} [ballots] StateBlock ballots
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StateBlock.
             * @memberof quorate.v1
             * @interface IStateBlock
             * @augments quorate.v1.StateBlock.$Properties
             * @deprecated Use quorate.v1.StateBlock.$Properties instead.
             */

            /**
             * Shape of a StateBlock.
             * @typedef {quorate.v1.StateBlock.$Properties} quorate.v1.StateBlock.$Shape
             */

            /**
             * Constructs a new StateBlock.
             * @memberof quorate.v1
             * @classdesc Represents a StateBlock.
             * @constructor
             * @param {quorate.v1.StateBlock.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StateBlock = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StateBlock header.
             * @member {Uint8Array} header
             * @memberof quorate.v1.StateBlock
             * @instance
             */
            StateBlock.prototype.header = $util.newBuffer([]);

            /**
             * StateBlock ballots.
             * @member {number} ballots
             * @memberof quorate.v1.StateBlock
             * @instance
             */
            StateBlock.prototype.ballots = 0;

            /**
             * Creates a new StateBlock instance using the specified properties.
             * @function create
             * @memberof quorate.v1.StateBlock
             * @static
             * @param {quorate.v1.StateBlock.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.StateBlock} StateBlock instance
             * @type {{
             *   (properties: quorate.v1.StateBlock.$Shape): quorate.v1.StateBlock & quorate.v1.StateBlock.$Shape;
             *   (properties?: quorate.v1.StateBlock.$Properties): quorate.v1.StateBlock;
             * }}
             */
            StateBlock.create = function(properties) {
                return new StateBlock(properties);
            };

            /**
             * Encodes the specified StateBlock message. Does not implicitly {@link quorate.v1.StateBlock.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.StateBlock
             * @static
             * @param {quorate.v1.StateBlock.$Properties} message StateBlock message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StateBlock.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.header != null && $Object.hasOwnProperty.call(message, "header") && message.header.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.header);
                if (message.ballots != null && $Object.hasOwnProperty.call(message, "ballots") && message.ballots !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.ballots);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StateBlock message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.StateBlock
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.StateBlock & quorate.v1.StateBlock.$Shape} StateBlock
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StateBlock.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.StateBlock();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.header = value;
                            else
                                delete message.header;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.ballots = value;
                            else
                                delete message.ballots;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StateBlock;
        })();

        v1.StateConsensus = (function() {

            /**
             * Properties of a StateConsensus.
             * @typedef {Object} quorate.v1.StateConsensus.$Properties
             * @property {number|null} [orderedEvents] StateConsensus orderedEvents
             * @property {number|null} [timeUs] StateConsensus timeUs
             * @property {Array.<Uint8Array>|null} [judges] StateConsensus judges
             * @property {Array.<number>|null} [minimumBirthRounds] StateConsensus minimumBirthRounds
             * @property {Array.<number>|null} [sequences] StateConsensus sequences
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StateConsensus.
             * @memberof quorate.v1
             * @interface IStateConsensus
             * @augments quorate.v1.StateConsensus.$Properties
             * @deprecated Use quorate.v1.StateConsensus.$Properties instead.
             */

            /**
             * Shape of a StateConsensus.
             * @typedef {quorate.v1.StateConsensus.$Properties} quorate.v1.StateConsensus.$Shape
             */

            /**
             * Constructs a new StateConsensus.
             * @memberof quorate.v1
             * @classdesc Represents a StateConsensus.
             * @constructor
             * @param {quorate.v1.StateConsensus.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StateConsensus = function (properties) {
                this.judges = [];
                this.minimumBirthRounds = [];
                this.sequences = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StateConsensus orderedEvents.
             * @member {number} orderedEvents
             * @memberof quorate.v1.StateConsensus
             * @instance
             */
            StateConsensus.prototype.orderedEvents = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateConsensus timeUs.
             * @member {number} timeUs
             * @memberof quorate.v1.StateConsensus
             * @instance
             */
            StateConsensus.prototype.timeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * StateConsensus judges.
             * @member {Array.<Uint8Array>} judges
             * @memberof quorate.v1.StateConsensus
             * @instance
             */
            StateConsensus.prototype.judges = $util.emptyArray;

            /**
             * StateConsensus minimumBirthRounds.
             * @member {Array.<number>} minimumBirthRounds
             * @memberof quorate.v1.StateConsensus
             * @instance
             */
            StateConsensus.prototype.minimumBirthRounds = $util.emptyArray;

            /**
             * StateConsensus sequences.
             * @member {Array.<number>} sequences
             * @memberof quorate.v1.StateConsensus
             * @instance
             */
            StateConsensus.prototype.sequences = $util.emptyArray;

            /**
             * Creates a new StateConsensus instance using the specified properties.
             * @function create
             * @memberof quorate.v1.StateConsensus
             * @static
             * @param {quorate.v1.StateConsensus.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.StateConsensus} StateConsensus instance
             * @type {{
             *   (properties: quorate.v1.StateConsensus.$Shape): quorate.v1.StateConsensus & quorate.v1.StateConsensus.$Shape;
             *   (properties?: quorate.v1.StateConsensus.$Properties): quorate.v1.StateConsensus;
             * }}
             */
            StateConsensus.create = function(properties) {
                return new StateConsensus(properties);
            };

            /**
             * Encodes the specified StateConsensus message. Does not implicitly {@link quorate.v1.StateConsensus.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.StateConsensus
             * @static
             * @param {quorate.v1.StateConsensus.$Properties} message StateConsensus message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StateConsensus.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.orderedEvents != null && $Object.hasOwnProperty.call(message, "orderedEvents") && (typeof message.orderedEvents === "object" ? message.orderedEvents.low || message.orderedEvents.high : message.orderedEvents !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.orderedEvents);
                if (message.timeUs != null && $Object.hasOwnProperty.call(message, "timeUs") && (typeof message.timeUs === "object" ? message.timeUs.low || message.timeUs.high : message.timeUs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.timeUs);
                if (message.judges != null && message.judges.length)
                    for (let i = 0; i < message.judges.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.judges[i]);
                if (message.minimumBirthRounds != null && message.minimumBirthRounds.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).uint64s(message.minimumBirthRounds);
                if (message.sequences != null && message.sequences.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).uint64s(message.sequences);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StateConsensus message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.StateConsensus
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.StateConsensus & quorate.v1.StateConsensus.$Shape} StateConsensus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StateConsensus.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.StateConsensus();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.orderedEvents = value;
                            else
                                delete message.orderedEvents;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.timeUs = value;
                            else
                                delete message.timeUs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.judges && message.judges.length))
                                message.judges = [];
                            message.judges.push(reader.bytes());
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.minimumBirthRounds && message.minimumBirthRounds.length))
                                    message.minimumBirthRounds = [];
                                reader.uint64s(message.minimumBirthRounds);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.minimumBirthRounds && message.minimumBirthRounds.length))
                                message.minimumBirthRounds = [];
                            message.minimumBirthRounds.push(reader.uint64());
                            continue;
                        }
                    case 5: {
                            if (wireType === 2) {
                                if (!(message.sequences && message.sequences.length))
                                    message.sequences = [];
                                reader.uint64s(message.sequences);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.sequences && message.sequences.length))
                                message.sequences = [];
                            message.sequences.push(reader.uint64());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StateConsensus;
        })();

        v1.StateEntry = (function() {

            /**
             * Properties of a StateEntry.
             * @typedef {Object} quorate.v1.StateEntry.$Properties
             * @property {string|null} [key] StateEntry key
             * @property {Uint8Array|null} [value] StateEntry value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StateEntry.
             * @memberof quorate.v1
             * @interface IStateEntry
             * @augments quorate.v1.StateEntry.$Properties
             * @deprecated Use quorate.v1.StateEntry.$Properties instead.
             */

            /**
             * Shape of a StateEntry.
             * @typedef {quorate.v1.StateEntry.$Properties} quorate.v1.StateEntry.$Shape
             */

            /**
             * Constructs a new StateEntry.
             * @memberof quorate.v1
             * @classdesc Represents a StateEntry.
             * @constructor
             * @param {quorate.v1.StateEntry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StateEntry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StateEntry key.
             * @member {string} key
             * @memberof quorate.v1.StateEntry
             * @instance
             */
            StateEntry.prototype.key = "";

            /**
             * StateEntry value.
             * @member {Uint8Array} value
             * @memberof quorate.v1.StateEntry
             * @instance
             */
            StateEntry.prototype.value = $util.newBuffer([]);

            /**
             * Creates a new StateEntry instance using the specified properties.
             * @function create
             * @memberof quorate.v1.StateEntry
             * @static
             * @param {quorate.v1.StateEntry.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.StateEntry} StateEntry instance
             * @type {{
             *   (properties: quorate.v1.StateEntry.$Shape): quorate.v1.StateEntry & quorate.v1.StateEntry.$Shape;
             *   (properties?: quorate.v1.StateEntry.$Properties): quorate.v1.StateEntry;
             * }}
             */
            StateEntry.create = function(properties) {
                return new StateEntry(properties);
            };

            /**
             * Encodes the specified StateEntry message. Does not implicitly {@link quorate.v1.StateEntry.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.StateEntry
             * @static
             * @param {quorate.v1.StateEntry.$Properties} message StateEntry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StateEntry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a StateEntry message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.StateEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.StateEntry & quorate.v1.StateEntry.$Shape} StateEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StateEntry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.StateEntry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return StateEntry;
        })();

        v1.SnapshotHead = (function() {

            /**
             * Properties of a SnapshotHead.
             * @typedef {Object} quorate.v1.SnapshotHead.$Properties
             * @property {Uint8Array|null} [header] SnapshotHead header
             * @property {Array.<quorate.v1.Envelope.$Properties>|null} [ballots] SnapshotHead ballots
             * @property {number|null} [parts] SnapshotHead parts
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SnapshotHead.
             * @memberof quorate.v1
             * @interface ISnapshotHead
             * @augments quorate.v1.SnapshotHead.$Properties
             * @deprecated Use quorate.v1.SnapshotHead.$Properties instead.
             */

            /**
             * Shape of a SnapshotHead.
             * @typedef {quorate.v1.SnapshotHead.$Properties} quorate.v1.SnapshotHead.$Shape
             */

            /**
             * Constructs a new SnapshotHead.
             * @memberof quorate.v1
             * @classdesc Represents a SnapshotHead.
             * @constructor
             * @param {quorate.v1.SnapshotHead.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SnapshotHead = function (properties) {
                this.ballots = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SnapshotHead header.
             * @member {Uint8Array} header
             * @memberof quorate.v1.SnapshotHead
             * @instance
             */
            SnapshotHead.prototype.header = $util.newBuffer([]);

            /**
             * SnapshotHead ballots.
             * @member {Array.<quorate.v1.Envelope.$Properties>} ballots
             * @memberof quorate.v1.SnapshotHead
             * @instance
             */
            SnapshotHead.prototype.ballots = $util.emptyArray;

            /**
             * SnapshotHead parts.
             * @member {number} parts
             * @memberof quorate.v1.SnapshotHead
             * @instance
             */
            SnapshotHead.prototype.parts = 0;

            /**
             * Creates a new SnapshotHead instance using the specified properties.
             * @function create
             * @memberof quorate.v1.SnapshotHead
             * @static
             * @param {quorate.v1.SnapshotHead.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.SnapshotHead} SnapshotHead instance
             * @type {{
             *   (properties: quorate.v1.SnapshotHead.$Shape): quorate.v1.SnapshotHead & quorate.v1.SnapshotHead.$Shape;
             *   (properties?: quorate.v1.SnapshotHead.$Properties): quorate.v1.SnapshotHead;
             * }}
             */
            SnapshotHead.create = function(properties) {
                return new SnapshotHead(properties);
            };

            /**
             * Encodes the specified SnapshotHead message. Does not implicitly {@link quorate.v1.SnapshotHead.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.SnapshotHead
             * @static
             * @param {quorate.v1.SnapshotHead.$Properties} message SnapshotHead message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SnapshotHead.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.header != null && $Object.hasOwnProperty.call(message, "header") && message.header.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.header);
                if (message.ballots != null && message.ballots.length)
                    for (let i = 0; i < message.ballots.length; ++i)
                        $root.quorate.v1.Envelope.encode(message.ballots[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.parts != null && $Object.hasOwnProperty.call(message, "parts") && message.parts !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.parts);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SnapshotHead message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.SnapshotHead
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.SnapshotHead & quorate.v1.SnapshotHead.$Shape} SnapshotHead
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SnapshotHead.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.SnapshotHead();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.header = value;
                            else
                                delete message.header;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ballots && message.ballots.length))
                                message.ballots = [];
                            message.ballots.push($root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.parts = value;
                            else
                                delete message.parts;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SnapshotHead;
        })();

        v1.SnapshotPart = (function() {

            /**
             * Properties of a SnapshotPart.
             * @typedef {Object} quorate.v1.SnapshotPart.$Properties
             * @property {Array.<quorate.v1.StateEntry.$Properties>|null} [entries] SnapshotPart entries
             * @property {Array.<quorate.v1.Block.$Properties>|null} [blocks] SnapshotPart blocks
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SnapshotPart.
             * @memberof quorate.v1
             * @interface ISnapshotPart
             * @augments quorate.v1.SnapshotPart.$Properties
             * @deprecated Use quorate.v1.SnapshotPart.$Properties instead.
             */

            /**
             * Shape of a SnapshotPart.
             * @typedef {quorate.v1.SnapshotPart.$Properties} quorate.v1.SnapshotPart.$Shape
             */

            /**
             * Constructs a new SnapshotPart.
             * @memberof quorate.v1
             * @classdesc Represents a SnapshotPart.
             * @constructor
             * @param {quorate.v1.SnapshotPart.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SnapshotPart = function (properties) {
                this.entries = [];
                this.blocks = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SnapshotPart entries.
             * @member {Array.<quorate.v1.StateEntry.$Properties>} entries
             * @memberof quorate.v1.SnapshotPart
             * @instance
             */
            SnapshotPart.prototype.entries = $util.emptyArray;

            /**
             * SnapshotPart blocks.
             * @member {Array.<quorate.v1.Block.$Properties>} blocks
             * @memberof quorate.v1.SnapshotPart
             * @instance
             */
            SnapshotPart.prototype.blocks = $util.emptyArray;

            /**
             * Creates a new SnapshotPart instance using the specified properties.
             * @function create
             * @memberof quorate.v1.SnapshotPart
             * @static
             * @param {quorate.v1.SnapshotPart.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.SnapshotPart} SnapshotPart instance
             * @type {{
             *   (properties: quorate.v1.SnapshotPart.$Shape): quorate.v1.SnapshotPart & quorate.v1.SnapshotPart.$Shape;
             *   (properties?: quorate.v1.SnapshotPart.$Properties): quorate.v1.SnapshotPart;
             * }}
             */
            SnapshotPart.create = function(properties) {
                return new SnapshotPart(properties);
            };

            /**
             * Encodes the specified SnapshotPart message. Does not implicitly {@link quorate.v1.SnapshotPart.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.SnapshotPart
             * @static
             * @param {quorate.v1.SnapshotPart.$Properties} message SnapshotPart message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SnapshotPart.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.entries != null && message.entries.length)
                    for (let i = 0; i < message.entries.length; ++i)
                        $root.quorate.v1.StateEntry.encode(message.entries[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.blocks != null && message.blocks.length)
                    for (let i = 0; i < message.blocks.length; ++i)
                        $root.quorate.v1.Block.encode(message.blocks[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SnapshotPart message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.SnapshotPart
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.SnapshotPart & quorate.v1.SnapshotPart.$Shape} SnapshotPart
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SnapshotPart.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.SnapshotPart();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entries && message.entries.length))
                                message.entries = [];
                            message.entries.push($root.quorate.v1.StateEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.blocks && message.blocks.length))
                                message.blocks = [];
                            message.blocks.push($root.quorate.v1.Block.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SnapshotPart;
        })();

        v1.SnapshotOwn = (function() {

            /**
             * Properties of a SnapshotOwn.
             * @typedef {Object} quorate.v1.SnapshotOwn.$Properties
             * @property {quorate.v1.Parent.$Properties|null} [tip] SnapshotOwn tip
             * @property {number|null} [tipTimeUs] SnapshotOwn tipTimeUs
             * @property {number|null} [votedBlock] SnapshotOwn votedBlock
             * @property {quorate.v1.Loss.$Properties|null} [loss] SnapshotOwn loss
             * @property {Array.<quorate.v1.Envelope.$Properties>|null} [newest] SnapshotOwn newest
             * @property {number|null} [agent] SnapshotOwn agent
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SnapshotOwn.
             * @memberof quorate.v1
             * @interface ISnapshotOwn
             * @augments quorate.v1.SnapshotOwn.$Properties
             * @deprecated Use quorate.v1.SnapshotOwn.$Properties instead.
             */

            /**
             * Shape of a SnapshotOwn.
             * @typedef {quorate.v1.SnapshotOwn.$Properties} quorate.v1.SnapshotOwn.$Shape
             */

            /**
             * Constructs a new SnapshotOwn.
             * @memberof quorate.v1
             * @classdesc Represents a SnapshotOwn.
             * @constructor
             * @param {quorate.v1.SnapshotOwn.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SnapshotOwn = function (properties) {
                this.newest = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SnapshotOwn tip.
             * @member {quorate.v1.Parent.$Properties|null|undefined} tip
             * @memberof quorate.v1.SnapshotOwn
             * @instance
             */
            SnapshotOwn.prototype.tip = null;

            /**
             * SnapshotOwn tipTimeUs.
             * @member {number} tipTimeUs
             * @memberof quorate.v1.SnapshotOwn
             * @instance
             */
            SnapshotOwn.prototype.tipTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SnapshotOwn votedBlock.
             * @member {number} votedBlock
             * @memberof quorate.v1.SnapshotOwn
             * @instance
             */
            SnapshotOwn.prototype.votedBlock = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SnapshotOwn loss.
             * @member {quorate.v1.Loss.$Properties|null|undefined} loss
             * @memberof quorate.v1.SnapshotOwn
             * @instance
             */
            SnapshotOwn.prototype.loss = null;

            /**
             * SnapshotOwn newest.
             * @member {Array.<quorate.v1.Envelope.$Properties>} newest
             * @memberof quorate.v1.SnapshotOwn
             * @instance
             */
            SnapshotOwn.prototype.newest = $util.emptyArray;

            /**
             * SnapshotOwn agent.
             * @member {number} agent
             * @memberof quorate.v1.SnapshotOwn
             * @instance
             */
            SnapshotOwn.prototype.agent = 0;

            /**
             * Creates a new SnapshotOwn instance using the specified properties.
             * @function create
             * @memberof quorate.v1.SnapshotOwn
             * @static
             * @param {quorate.v1.SnapshotOwn.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.SnapshotOwn} SnapshotOwn instance
             * @type {{
             *   (properties: quorate.v1.SnapshotOwn.$Shape): quorate.v1.SnapshotOwn & quorate.v1.SnapshotOwn.$Shape;
             *   (properties?: quorate.v1.SnapshotOwn.$Properties): quorate.v1.SnapshotOwn;
             * }}
             */
            SnapshotOwn.create = function(properties) {
                return new SnapshotOwn(properties);
            };

            /**
             * Encodes the specified SnapshotOwn message. Does not implicitly {@link quorate.v1.SnapshotOwn.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.SnapshotOwn
             * @static
             * @param {quorate.v1.SnapshotOwn.$Properties} message SnapshotOwn message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SnapshotOwn.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.tip != null && $Object.hasOwnProperty.call(message, "tip"))
                    $root.quorate.v1.Parent.encode(message.tip, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.tipTimeUs != null && $Object.hasOwnProperty.call(message, "tipTimeUs") && (typeof message.tipTimeUs === "object" ? message.tipTimeUs.low || message.tipTimeUs.high : message.tipTimeUs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.tipTimeUs);
                if (message.votedBlock != null && $Object.hasOwnProperty.call(message, "votedBlock") && (typeof message.votedBlock === "object" ? message.votedBlock.low || message.votedBlock.high : message.votedBlock !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.votedBlock);
                if (message.loss != null && $Object.hasOwnProperty.call(message, "loss"))
                    $root.quorate.v1.Loss.encode(message.loss, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.newest != null && message.newest.length)
                    for (let i = 0; i < message.newest.length; ++i)
                        $root.quorate.v1.Envelope.encode(message.newest[i], writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.agent != null && $Object.hasOwnProperty.call(message, "agent") && message.agent !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.agent);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SnapshotOwn message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.SnapshotOwn
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.SnapshotOwn & quorate.v1.SnapshotOwn.$Shape} SnapshotOwn
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SnapshotOwn.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.SnapshotOwn();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.tip = $root.quorate.v1.Parent.decode(reader, reader.size(), $undefined, _depth + 1, message.tip);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.tipTimeUs = value;
                            else
                                delete message.tipTimeUs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.votedBlock = value;
                            else
                                delete message.votedBlock;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.loss = $root.quorate.v1.Loss.decode(reader, reader.size(), $undefined, _depth + 1, message.loss);
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.newest && message.newest.length))
                                message.newest = [];
                            message.newest.push($root.quorate.v1.Envelope.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.agent = value;
                            else
                                delete message.agent;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SnapshotOwn;
        })();

        v1.Loss = (function() {

            /**
             * Properties of a Loss.
             * @typedef {Object} quorate.v1.Loss.$Properties
             * @property {boolean|null} [resumed] Loss resumed
             * @property {number|null} [after] Loss after
             * @property {boolean|null} [over] Loss over
             * @property {number|null} [votedBlock] Loss votedBlock
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Loss.
             * @memberof quorate.v1
             * @interface ILoss
             * @augments quorate.v1.Loss.$Properties
             * @deprecated Use quorate.v1.Loss.$Properties instead.
             */

            /**
             * Shape of a Loss.
             * @typedef {quorate.v1.Loss.$Properties} quorate.v1.Loss.$Shape
             */

            /**
             * Constructs a new Loss.
             * @memberof quorate.v1
             * @classdesc Represents a Loss.
             * @constructor
             * @param {quorate.v1.Loss.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Loss = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Loss resumed.
             * @member {boolean} resumed
             * @memberof quorate.v1.Loss
             * @instance
             */
            Loss.prototype.resumed = false;

            /**
             * Loss after.
             * @member {number} after
             * @memberof quorate.v1.Loss
             * @instance
             */
            Loss.prototype.after = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Loss over.
             * @member {boolean} over
             * @memberof quorate.v1.Loss
             * @instance
             */
            Loss.prototype.over = false;

            /**
             * Loss votedBlock.
             * @member {number} votedBlock
             * @memberof quorate.v1.Loss
             * @instance
             */
            Loss.prototype.votedBlock = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Loss instance using the specified properties.
             * @function create
             * @memberof quorate.v1.Loss
             * @static
             * @param {quorate.v1.Loss.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.Loss} Loss instance
             * @type {{
             *   (properties: quorate.v1.Loss.$Shape): quorate.v1.Loss & quorate.v1.Loss.$Shape;
             *   (properties?: quorate.v1.Loss.$Properties): quorate.v1.Loss;
             * }}
             */
            Loss.create = function(properties) {
                return new Loss(properties);
            };

            /**
             * Encodes the specified Loss message. Does not implicitly {@link quorate.v1.Loss.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.Loss
             * @static
             * @param {quorate.v1.Loss.$Properties} message Loss message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Loss.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.resumed != null && $Object.hasOwnProperty.call(message, "resumed") && message.resumed !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.resumed);
                if (message.after != null && $Object.hasOwnProperty.call(message, "after") && (typeof message.after === "object" ? message.after.low || message.after.high : message.after !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.after);
                if (message.over != null && $Object.hasOwnProperty.call(message, "over") && message.over !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.over);
                if (message.votedBlock != null && $Object.hasOwnProperty.call(message, "votedBlock") && (typeof message.votedBlock === "object" ? message.votedBlock.low || message.votedBlock.high : message.votedBlock !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.votedBlock);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Loss message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.Loss
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.Loss & quorate.v1.Loss.$Shape} Loss
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Loss.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.Loss();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.resumed = value;
                            else
                                delete message.resumed;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.after = value;
                            else
                                delete message.after;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.over = value;
                            else
                                delete message.over;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.votedBlock = value;
                            else
                                delete message.votedBlock;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Loss;
        })();

        v1.LogHead = (function() {

            /**
             * Properties of a LogHead.
             * @typedef {Object} quorate.v1.LogHead.$Properties
             * @property {string|null} [format] LogHead format
             * @property {Uint8Array|null} [chain] LogHead chain
             * @property {string|null} [site] LogHead site
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LogHead.
             * @memberof quorate.v1
             * @interface ILogHead
             * @augments quorate.v1.LogHead.$Properties
             * @deprecated Use quorate.v1.LogHead.$Properties instead.
             */

            /**
             * Shape of a LogHead.
             * @typedef {quorate.v1.LogHead.$Properties} quorate.v1.LogHead.$Shape
             */

            /**
             * Constructs a new LogHead.
             * @memberof quorate.v1
             * @classdesc Represents a LogHead.
             * @constructor
             * @param {quorate.v1.LogHead.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LogHead = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LogHead format.
             * @member {string} format
             * @memberof quorate.v1.LogHead
             * @instance
             */
            LogHead.prototype.format = "";

            /**
             * LogHead chain.
             * @member {Uint8Array} chain
             * @memberof quorate.v1.LogHead
             * @instance
             */
            LogHead.prototype.chain = $util.newBuffer([]);

            /**
             * LogHead site.
             * @member {string} site
             * @memberof quorate.v1.LogHead
             * @instance
             */
            LogHead.prototype.site = "";

            /**
             * Creates a new LogHead instance using the specified properties.
             * @function create
             * @memberof quorate.v1.LogHead
             * @static
             * @param {quorate.v1.LogHead.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.LogHead} LogHead instance
             * @type {{
             *   (properties: quorate.v1.LogHead.$Shape): quorate.v1.LogHead & quorate.v1.LogHead.$Shape;
             *   (properties?: quorate.v1.LogHead.$Properties): quorate.v1.LogHead;
             * }}
             */
            LogHead.create = function(properties) {
                return new LogHead(properties);
            };

            /**
             * Encodes the specified LogHead message. Does not implicitly {@link quorate.v1.LogHead.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.LogHead
             * @static
             * @param {quorate.v1.LogHead.$Properties} message LogHead message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LogHead.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.format);
                if (message.chain != null && $Object.hasOwnProperty.call(message, "chain") && message.chain.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.chain);
                if (message.site != null && $Object.hasOwnProperty.call(message, "site") && message.site !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.site);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LogHead message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.LogHead
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.LogHead & quorate.v1.LogHead.$Shape} LogHead
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LogHead.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.LogHead();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.format = value;
                            else
                                delete message.format;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.chain = value;
                            else
                                delete message.chain;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.site = value;
                            else
                                delete message.site;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return LogHead;
        })();

        v1.LogTail = (function() {

            /**
             * Properties of a LogTail.
             * @typedef {Object} quorate.v1.LogTail.$Properties
             * @property {number|null} [blocks] LogTail blocks
             * @property {Uint8Array|null} [sha256] LogTail sha256
             * @property {Array.<quorate.v1.Equivocation.$Properties>|null} [equivocations] LogTail equivocations
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LogTail.
             * @memberof quorate.v1
             * @interface ILogTail
             * @augments quorate.v1.LogTail.$Properties
             * @deprecated Use quorate.v1.LogTail.$Properties instead.
             */

            /**
             * Shape of a LogTail.
             * @typedef {quorate.v1.LogTail.$Properties} quorate.v1.LogTail.$Shape
             */

            /**
             * Constructs a new LogTail.
             * @memberof quorate.v1
             * @classdesc Represents a LogTail.
             * @constructor
             * @param {quorate.v1.LogTail.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LogTail = function (properties) {
                this.equivocations = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LogTail blocks.
             * @member {number} blocks
             * @memberof quorate.v1.LogTail
             * @instance
             */
            LogTail.prototype.blocks = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LogTail sha256.
             * @member {Uint8Array} sha256
             * @memberof quorate.v1.LogTail
             * @instance
             */
            LogTail.prototype.sha256 = $util.newBuffer([]);

            /**
             * LogTail equivocations.
             * @member {Array.<quorate.v1.Equivocation.$Properties>} equivocations
             * @memberof quorate.v1.LogTail
             * @instance
             */
            LogTail.prototype.equivocations = $util.emptyArray;

            /**
             * Creates a new LogTail instance using the specified properties.
             * @function create
             * @memberof quorate.v1.LogTail
             * @static
             * @param {quorate.v1.LogTail.$Properties=} [properties] Properties to set
             * @returns {quorate.v1.LogTail} LogTail instance
             * @type {{
             *   (properties: quorate.v1.LogTail.$Shape): quorate.v1.LogTail & quorate.v1.LogTail.$Shape;
             *   (properties?: quorate.v1.LogTail.$Properties): quorate.v1.LogTail;
             * }}
             */
            LogTail.create = function(properties) {
                return new LogTail(properties);
            };

            /**
             * Encodes the specified LogTail message. Does not implicitly {@link quorate.v1.LogTail.verify|verify} messages.
             * @function encode
             * @memberof quorate.v1.LogTail
             * @static
             * @param {quorate.v1.LogTail.$Properties} message LogTail message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LogTail.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.blocks != null && $Object.hasOwnProperty.call(message, "blocks") && (typeof message.blocks === "object" ? message.blocks.low || message.blocks.high : message.blocks !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.blocks);
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.sha256);
                if (message.equivocations != null && message.equivocations.length)
                    for (let i = 0; i < message.equivocations.length; ++i)
                        $root.quorate.v1.Equivocation.encode(message.equivocations[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LogTail message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.v1.LogTail
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.v1.LogTail & quorate.v1.LogTail.$Shape} LogTail
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LogTail.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.quorate.v1.LogTail();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.blocks = value;
                            else
                                delete message.blocks;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.sha256 = value;
                            else
                                delete message.sha256;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.equivocations && message.equivocations.length))
                                message.equivocations = [];
                            message.equivocations.push($root.quorate.v1.Equivocation.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return LogTail;
        })();

        return v1;
    })();

    return quorate;
})();

export {
  $root as default
};
