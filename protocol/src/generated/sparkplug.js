/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["sparkplug"] || ($protobuf.roots["sparkplug"] = {});

export const quorate = $root.quorate = (() => {

    /**
     * Namespace quorate.
     * @exports quorate
     * @namespace
     */
    const quorate = {};

    quorate.sparkplug = (function() {

        /**
         * Namespace sparkplug.
         * @memberof quorate
         * @namespace
         */
        const sparkplug = {};

        sparkplug.PropertyValue = (function() {

            /**
             * Properties of a PropertyValue.
             * @typedef {Object} quorate.sparkplug.PropertyValue.$Properties
             * @property {number|null} [type] PropertyValue type
             * @property {boolean|null} [isNull] PropertyValue isNull
             * @property {number|null} [intValue] PropertyValue intValue
             * @property {number|null} [longValue] PropertyValue longValue
             * @property {number|null} [floatValue] PropertyValue floatValue
             * @property {number|null} [doubleValue] PropertyValue doubleValue
             * @property {boolean|null} [booleanValue] PropertyValue booleanValue
             * @property {string|null} [stringValue] PropertyValue stringValue
             * @property {"intValue"|"longValue"|"floatValue"|"doubleValue"|"booleanValue"|"stringValue"} [value] PropertyValue value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PropertyValue.
             * @memberof quorate.sparkplug
             * @interface IPropertyValue
             * @augments quorate.sparkplug.PropertyValue.$Properties
             * @deprecated Use quorate.sparkplug.PropertyValue.$Properties instead.
             */

            /**
             * Narrowed shape of a PropertyValue.
             * @typedef {{
             *   type?: number|null;
             *   isNull?: boolean|null;
             *   intValue?: number|null;
             *   longValue?: number|null;
             *   floatValue?: number|null;
             *   doubleValue?: number|null;
             *   booleanValue?: boolean|null;
             *   stringValue?: string|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ value?: undefined; intValue?: null; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "intValue"; intValue: number; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "longValue"; intValue?: null; longValue: number; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "floatValue"; intValue?: null; longValue?: null; floatValue: number; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "doubleValue"; intValue?: null; longValue?: null; floatValue?: null; doubleValue: number; booleanValue?: null; stringValue?: null }|{ value?: "booleanValue"; intValue?: null; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue: boolean; stringValue?: null }|{ value?: "stringValue"; intValue?: null; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue: string })
             * )} quorate.sparkplug.PropertyValue.$Shape
             */

            /**
             * Constructs a new PropertyValue.
             * @memberof quorate.sparkplug
             * @classdesc Represents a PropertyValue.
             * @constructor
             * @param {quorate.sparkplug.PropertyValue.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PropertyValue = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PropertyValue type.
             * @member {number|null|undefined} type
             * @memberof quorate.sparkplug.PropertyValue
             * @instance
             */
            PropertyValue.prototype.type = null;

            /**
             * PropertyValue isNull.
             * @member {boolean|null|undefined} isNull
             * @memberof quorate.sparkplug.PropertyValue
             * @instance
             */
            PropertyValue.prototype.isNull = null;

            /**
             * PropertyValue intValue.
             * @member {number|null|undefined} intValue
             * @memberof quorate.sparkplug.PropertyValue
             * @instance
             */
            PropertyValue.prototype.intValue = null;

            /**
             * PropertyValue longValue.
             * @member {number|null|undefined} longValue
             * @memberof quorate.sparkplug.PropertyValue
             * @instance
             */
            PropertyValue.prototype.longValue = null;

            /**
             * PropertyValue floatValue.
             * @member {number|null|undefined} floatValue
             * @memberof quorate.sparkplug.PropertyValue
             * @instance
             */
            PropertyValue.prototype.floatValue = null;

            /**
             * PropertyValue doubleValue.
             * @member {number|null|undefined} doubleValue
             * @memberof quorate.sparkplug.PropertyValue
             * @instance
             */
            PropertyValue.prototype.doubleValue = null;

            /**
             * PropertyValue booleanValue.
             * @member {boolean|null|undefined} booleanValue
             * @memberof quorate.sparkplug.PropertyValue
             * @instance
             */
            PropertyValue.prototype.booleanValue = null;

            /**
             * PropertyValue stringValue.
             * @member {string|null|undefined} stringValue
             * @memberof quorate.sparkplug.PropertyValue
             * @instance
             */
            PropertyValue.prototype.stringValue = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * PropertyValue value.
             * @member {"intValue"|"longValue"|"floatValue"|"doubleValue"|"booleanValue"|"stringValue"|undefined} value
             * @memberof quorate.sparkplug.PropertyValue
             * @instance
             */
            $Object.defineProperty(PropertyValue.prototype, "value", {
                get: $util.oneOfGetter($oneOfFields = ["intValue", "longValue", "floatValue", "doubleValue", "booleanValue", "stringValue"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new PropertyValue instance using the specified properties.
             * @function create
             * @memberof quorate.sparkplug.PropertyValue
             * @static
             * @param {quorate.sparkplug.PropertyValue.$Properties=} [properties] Properties to set
             * @returns {quorate.sparkplug.PropertyValue} PropertyValue instance
             * @type {{
             *   (properties: quorate.sparkplug.PropertyValue.$Shape): quorate.sparkplug.PropertyValue & quorate.sparkplug.PropertyValue.$Shape;
             *   (properties?: quorate.sparkplug.PropertyValue.$Properties): quorate.sparkplug.PropertyValue;
             * }}
             */
            PropertyValue.create = function(properties) {
                return new PropertyValue(properties);
            };

            /**
             * Encodes the specified PropertyValue message. Does not implicitly {@link quorate.sparkplug.PropertyValue.verify|verify} messages.
             * @function encode
             * @memberof quorate.sparkplug.PropertyValue
             * @static
             * @param {quorate.sparkplug.PropertyValue.$Properties} message PropertyValue message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PropertyValue.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.type);
                if (message.isNull != null && $Object.hasOwnProperty.call(message, "isNull"))
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.isNull);
                if (message.intValue != null && $Object.hasOwnProperty.call(message, "intValue"))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.intValue);
                if (message.longValue != null && $Object.hasOwnProperty.call(message, "longValue"))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.longValue);
                if (message.floatValue != null && $Object.hasOwnProperty.call(message, "floatValue"))
                    writer.uint32(/* id 5, wireType 5 =*/45).float(message.floatValue);
                if (message.doubleValue != null && $Object.hasOwnProperty.call(message, "doubleValue"))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.doubleValue);
                if (message.booleanValue != null && $Object.hasOwnProperty.call(message, "booleanValue"))
                    writer.uint32(/* id 7, wireType 0 =*/56).bool(message.booleanValue);
                if (message.stringValue != null && $Object.hasOwnProperty.call(message, "stringValue"))
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.stringValue);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PropertyValue message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.sparkplug.PropertyValue
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.sparkplug.PropertyValue & quorate.sparkplug.PropertyValue.$Shape} PropertyValue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PropertyValue.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.quorate.sparkplug.PropertyValue();
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
                            message.type = reader.uint32();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.isNull = reader.bool();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.intValue = reader.uint32();
                            message.value = "intValue";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.longValue = reader.uint64();
                            message.value = "longValue";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 5)
                                break;
                            message.floatValue = reader.float();
                            message.value = "floatValue";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            message.doubleValue = reader.double();
                            message.value = "doubleValue";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            message.booleanValue = reader.bool();
                            message.value = "booleanValue";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.stringValue = reader.string();
                            message.value = "stringValue";
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

            return PropertyValue;
        })();

        sparkplug.PropertySet = (function() {

            /**
             * Properties of a PropertySet.
             * @typedef {Object} quorate.sparkplug.PropertySet.$Properties
             * @property {Array.<string>|null} [keys] PropertySet keys
             * @property {Array.<quorate.sparkplug.PropertyValue.$Properties>|null} [values] PropertySet values
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PropertySet.
             * @memberof quorate.sparkplug
             * @interface IPropertySet
             * @augments quorate.sparkplug.PropertySet.$Properties
             * @deprecated Use quorate.sparkplug.PropertySet.$Properties instead.
             */

            /**
             * Shape of a PropertySet.
             * @typedef {{
             *   keys?: Array.<string>|null;
             *   values?: Array.<quorate.sparkplug.PropertyValue.$Shape>|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} quorate.sparkplug.PropertySet.$Shape
             */

            /**
             * Constructs a new PropertySet.
             * @memberof quorate.sparkplug
             * @classdesc Represents a PropertySet.
             * @constructor
             * @param {quorate.sparkplug.PropertySet.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PropertySet = function (properties) {
                this.keys = [];
                this.values = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PropertySet keys.
             * @member {Array.<string>} keys
             * @memberof quorate.sparkplug.PropertySet
             * @instance
             */
            PropertySet.prototype.keys = $util.emptyArray;

            /**
             * PropertySet values.
             * @member {Array.<quorate.sparkplug.PropertyValue.$Properties>} values
             * @memberof quorate.sparkplug.PropertySet
             * @instance
             */
            PropertySet.prototype.values = $util.emptyArray;

            /**
             * Creates a new PropertySet instance using the specified properties.
             * @function create
             * @memberof quorate.sparkplug.PropertySet
             * @static
             * @param {quorate.sparkplug.PropertySet.$Properties=} [properties] Properties to set
             * @returns {quorate.sparkplug.PropertySet} PropertySet instance
             * @type {{
             *   (properties: quorate.sparkplug.PropertySet.$Shape): quorate.sparkplug.PropertySet & quorate.sparkplug.PropertySet.$Shape;
             *   (properties?: quorate.sparkplug.PropertySet.$Properties): quorate.sparkplug.PropertySet;
             * }}
             */
            PropertySet.create = function(properties) {
                return new PropertySet(properties);
            };

            /**
             * Encodes the specified PropertySet message. Does not implicitly {@link quorate.sparkplug.PropertySet.verify|verify} messages.
             * @function encode
             * @memberof quorate.sparkplug.PropertySet
             * @static
             * @param {quorate.sparkplug.PropertySet.$Properties} message PropertySet message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PropertySet.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.keys != null && message.keys.length)
                    for (let i = 0; i < message.keys.length; ++i)
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.keys[i]);
                if (message.values != null && message.values.length)
                    for (let i = 0; i < message.values.length; ++i)
                        $root.quorate.sparkplug.PropertyValue.encode(message.values[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PropertySet message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.sparkplug.PropertySet
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.sparkplug.PropertySet & quorate.sparkplug.PropertySet.$Shape} PropertySet
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PropertySet.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.quorate.sparkplug.PropertySet();
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
                            if (!(message.keys && message.keys.length))
                                message.keys = [];
                            message.keys.push(reader.string());
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.values && message.values.length))
                                message.values = [];
                            message.values.push($root.quorate.sparkplug.PropertyValue.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return PropertySet;
        })();

        sparkplug.Metric = (function() {

            /**
             * Properties of a Metric.
             * @typedef {Object} quorate.sparkplug.Metric.$Properties
             * @property {string|null} [name] Metric name
             * @property {number|null} [alias] Metric alias
             * @property {number|null} [timestamp] Metric timestamp
             * @property {number|null} [datatype] Metric datatype
             * @property {boolean|null} [isHistorical] Metric isHistorical
             * @property {boolean|null} [isTransient] Metric isTransient
             * @property {boolean|null} [isNull] Metric isNull
             * @property {quorate.sparkplug.PropertySet.$Properties|null} [properties] Metric properties
             * @property {number|null} [intValue] Metric intValue
             * @property {number|null} [longValue] Metric longValue
             * @property {number|null} [floatValue] Metric floatValue
             * @property {number|null} [doubleValue] Metric doubleValue
             * @property {boolean|null} [booleanValue] Metric booleanValue
             * @property {string|null} [stringValue] Metric stringValue
             * @property {"intValue"|"longValue"|"floatValue"|"doubleValue"|"booleanValue"|"stringValue"} [value] Metric value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Metric.
             * @memberof quorate.sparkplug
             * @interface IMetric
             * @augments quorate.sparkplug.Metric.$Properties
             * @deprecated Use quorate.sparkplug.Metric.$Properties instead.
             */

            /**
             * Narrowed shape of a Metric.
             * @typedef {{
             *   name?: string|null;
             *   alias?: number|null;
             *   timestamp?: number|null;
             *   datatype?: number|null;
             *   isHistorical?: boolean|null;
             *   isTransient?: boolean|null;
             *   isNull?: boolean|null;
             *   properties?: quorate.sparkplug.PropertySet.$Shape|null;
             *   intValue?: number|null;
             *   longValue?: number|null;
             *   floatValue?: number|null;
             *   doubleValue?: number|null;
             *   booleanValue?: boolean|null;
             *   stringValue?: string|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ value?: undefined; intValue?: null; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "intValue"; intValue: number; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "longValue"; intValue?: null; longValue: number; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "floatValue"; intValue?: null; longValue?: null; floatValue: number; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "doubleValue"; intValue?: null; longValue?: null; floatValue?: null; doubleValue: number; booleanValue?: null; stringValue?: null }|{ value?: "booleanValue"; intValue?: null; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue: boolean; stringValue?: null }|{ value?: "stringValue"; intValue?: null; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue: string })
             * )} quorate.sparkplug.Metric.$Shape
             */

            /**
             * Constructs a new Metric.
             * @memberof quorate.sparkplug
             * @classdesc Represents a Metric.
             * @constructor
             * @param {quorate.sparkplug.Metric.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Metric = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Metric name.
             * @member {string|null|undefined} name
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            Metric.prototype.name = null;

            /**
             * Metric alias.
             * @member {number|null|undefined} alias
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            Metric.prototype.alias = null;

            /**
             * Metric timestamp.
             * @member {number|null|undefined} timestamp
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            Metric.prototype.timestamp = null;

            /**
             * Metric datatype.
             * @member {number|null|undefined} datatype
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            Metric.prototype.datatype = null;

            /**
             * Metric isHistorical.
             * @member {boolean|null|undefined} isHistorical
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            Metric.prototype.isHistorical = null;

            /**
             * Metric isTransient.
             * @member {boolean|null|undefined} isTransient
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            Metric.prototype.isTransient = null;

            /**
             * Metric isNull.
             * @member {boolean|null|undefined} isNull
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            Metric.prototype.isNull = null;

            /**
             * Metric properties.
             * @member {quorate.sparkplug.PropertySet.$Properties|null|undefined} properties
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            Metric.prototype.properties = null;

            /**
             * Metric intValue.
             * @member {number|null|undefined} intValue
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            Metric.prototype.intValue = null;

            /**
             * Metric longValue.
             * @member {number|null|undefined} longValue
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            Metric.prototype.longValue = null;

            /**
             * Metric floatValue.
             * @member {number|null|undefined} floatValue
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            Metric.prototype.floatValue = null;

            /**
             * Metric doubleValue.
             * @member {number|null|undefined} doubleValue
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            Metric.prototype.doubleValue = null;

            /**
             * Metric booleanValue.
             * @member {boolean|null|undefined} booleanValue
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            Metric.prototype.booleanValue = null;

            /**
             * Metric stringValue.
             * @member {string|null|undefined} stringValue
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            Metric.prototype.stringValue = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Metric value.
             * @member {"intValue"|"longValue"|"floatValue"|"doubleValue"|"booleanValue"|"stringValue"|undefined} value
             * @memberof quorate.sparkplug.Metric
             * @instance
             */
            $Object.defineProperty(Metric.prototype, "value", {
                get: $util.oneOfGetter($oneOfFields = ["intValue", "longValue", "floatValue", "doubleValue", "booleanValue", "stringValue"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Metric instance using the specified properties.
             * @function create
             * @memberof quorate.sparkplug.Metric
             * @static
             * @param {quorate.sparkplug.Metric.$Properties=} [properties] Properties to set
             * @returns {quorate.sparkplug.Metric} Metric instance
             * @type {{
             *   (properties: quorate.sparkplug.Metric.$Shape): quorate.sparkplug.Metric & quorate.sparkplug.Metric.$Shape;
             *   (properties?: quorate.sparkplug.Metric.$Properties): quorate.sparkplug.Metric;
             * }}
             */
            Metric.create = function(properties) {
                return new Metric(properties);
            };

            /**
             * Encodes the specified Metric message. Does not implicitly {@link quorate.sparkplug.Metric.verify|verify} messages.
             * @function encode
             * @memberof quorate.sparkplug.Metric
             * @static
             * @param {quorate.sparkplug.Metric.$Properties} message Metric message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Metric.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.alias != null && $Object.hasOwnProperty.call(message, "alias"))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.alias);
                if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp"))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.timestamp);
                if (message.datatype != null && $Object.hasOwnProperty.call(message, "datatype"))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.datatype);
                if (message.isHistorical != null && $Object.hasOwnProperty.call(message, "isHistorical"))
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.isHistorical);
                if (message.isTransient != null && $Object.hasOwnProperty.call(message, "isTransient"))
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.isTransient);
                if (message.isNull != null && $Object.hasOwnProperty.call(message, "isNull"))
                    writer.uint32(/* id 7, wireType 0 =*/56).bool(message.isNull);
                if (message.properties != null && $Object.hasOwnProperty.call(message, "properties"))
                    $root.quorate.sparkplug.PropertySet.encode(message.properties, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.intValue != null && $Object.hasOwnProperty.call(message, "intValue"))
                    writer.uint32(/* id 10, wireType 0 =*/80).uint32(message.intValue);
                if (message.longValue != null && $Object.hasOwnProperty.call(message, "longValue"))
                    writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.longValue);
                if (message.floatValue != null && $Object.hasOwnProperty.call(message, "floatValue"))
                    writer.uint32(/* id 12, wireType 5 =*/101).float(message.floatValue);
                if (message.doubleValue != null && $Object.hasOwnProperty.call(message, "doubleValue"))
                    writer.uint32(/* id 13, wireType 1 =*/105).double(message.doubleValue);
                if (message.booleanValue != null && $Object.hasOwnProperty.call(message, "booleanValue"))
                    writer.uint32(/* id 14, wireType 0 =*/112).bool(message.booleanValue);
                if (message.stringValue != null && $Object.hasOwnProperty.call(message, "stringValue"))
                    writer.uint32(/* id 15, wireType 2 =*/122).string(message.stringValue);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Metric message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.sparkplug.Metric
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.sparkplug.Metric & quorate.sparkplug.Metric.$Shape} Metric
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Metric.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.quorate.sparkplug.Metric();
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
                            message.name = reader.string();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.alias = reader.uint64();
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.timestamp = reader.uint64();
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.datatype = reader.uint32();
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.isHistorical = reader.bool();
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.isTransient = reader.bool();
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            message.isNull = reader.bool();
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.properties = $root.quorate.sparkplug.PropertySet.decode(reader, reader.size(), $undefined, _depth + 1, message.properties);
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            message.intValue = reader.uint32();
                            message.value = "intValue";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            message.longValue = reader.uint64();
                            message.value = "longValue";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 5)
                                break;
                            message.floatValue = reader.float();
                            message.value = "floatValue";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 1)
                                break;
                            message.doubleValue = reader.double();
                            message.value = "doubleValue";
                            continue;
                        }
                    case 14: {
                            if (wireType !== 0)
                                break;
                            message.booleanValue = reader.bool();
                            message.value = "booleanValue";
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.stringValue = reader.string();
                            message.value = "stringValue";
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

            return Metric;
        })();

        sparkplug.Payload = (function() {

            /**
             * Properties of a Payload.
             * @typedef {Object} quorate.sparkplug.Payload.$Properties
             * @property {number|null} [timestamp] Payload timestamp
             * @property {Array.<quorate.sparkplug.Metric.$Properties>|null} [metrics] Payload metrics
             * @property {number|null} [seq] Payload seq
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Payload.
             * @memberof quorate.sparkplug
             * @interface IPayload
             * @augments quorate.sparkplug.Payload.$Properties
             * @deprecated Use quorate.sparkplug.Payload.$Properties instead.
             */

            /**
             * Shape of a Payload.
             * @typedef {{
             *   timestamp?: number|null;
             *   metrics?: Array.<quorate.sparkplug.Metric.$Shape>|null;
             *   seq?: number|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} quorate.sparkplug.Payload.$Shape
             */

            /**
             * Constructs a new Payload.
             * @memberof quorate.sparkplug
             * @classdesc Represents a Payload.
             * @constructor
             * @param {quorate.sparkplug.Payload.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Payload = function (properties) {
                this.metrics = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Payload timestamp.
             * @member {number|null|undefined} timestamp
             * @memberof quorate.sparkplug.Payload
             * @instance
             */
            Payload.prototype.timestamp = null;

            /**
             * Payload metrics.
             * @member {Array.<quorate.sparkplug.Metric.$Properties>} metrics
             * @memberof quorate.sparkplug.Payload
             * @instance
             */
            Payload.prototype.metrics = $util.emptyArray;

            /**
             * Payload seq.
             * @member {number|null|undefined} seq
             * @memberof quorate.sparkplug.Payload
             * @instance
             */
            Payload.prototype.seq = null;

            /**
             * Creates a new Payload instance using the specified properties.
             * @function create
             * @memberof quorate.sparkplug.Payload
             * @static
             * @param {quorate.sparkplug.Payload.$Properties=} [properties] Properties to set
             * @returns {quorate.sparkplug.Payload} Payload instance
             * @type {{
             *   (properties: quorate.sparkplug.Payload.$Shape): quorate.sparkplug.Payload & quorate.sparkplug.Payload.$Shape;
             *   (properties?: quorate.sparkplug.Payload.$Properties): quorate.sparkplug.Payload;
             * }}
             */
            Payload.create = function(properties) {
                return new Payload(properties);
            };

            /**
             * Encodes the specified Payload message. Does not implicitly {@link quorate.sparkplug.Payload.verify|verify} messages.
             * @function encode
             * @memberof quorate.sparkplug.Payload
             * @static
             * @param {quorate.sparkplug.Payload.$Properties} message Payload message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Payload.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp"))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.timestamp);
                if (message.metrics != null && message.metrics.length)
                    for (let i = 0; i < message.metrics.length; ++i)
                        $root.quorate.sparkplug.Metric.encode(message.metrics[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.seq != null && $Object.hasOwnProperty.call(message, "seq"))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.seq);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Payload message from the specified reader or buffer.
             * @function decode
             * @memberof quorate.sparkplug.Payload
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {quorate.sparkplug.Payload & quorate.sparkplug.Payload.$Shape} Payload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Payload.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.quorate.sparkplug.Payload();
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
                            message.timestamp = reader.uint64();
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.metrics && message.metrics.length))
                                message.metrics = [];
                            message.metrics.push($root.quorate.sparkplug.Metric.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.seq = reader.uint64();
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

            return Payload;
        })();

        return sparkplug;
    })();

    return quorate;
})();

export {
  $root as default
};
