import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace quorate. */
export namespace quorate {

    /** Namespace sparkplug. */
    namespace sparkplug {

        /**
         * Properties of a PropertyValue.
         * @deprecated Use quorate.sparkplug.PropertyValue.$Properties instead.
         */
        interface IPropertyValue extends quorate.sparkplug.PropertyValue.$Properties {
        }

        /** Represents a PropertyValue. */
        class PropertyValue {

            /**
             * Constructs a new PropertyValue.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.sparkplug.PropertyValue.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PropertyValue type. */
            type?: (number|null);

            /** PropertyValue isNull. */
            isNull?: (boolean|null);

            /** PropertyValue intValue. */
            intValue?: (number|null);

            /** PropertyValue longValue. */
            longValue?: (number|null);

            /** PropertyValue floatValue. */
            floatValue?: (number|null);

            /** PropertyValue doubleValue. */
            doubleValue?: (number|null);

            /** PropertyValue booleanValue. */
            booleanValue?: (boolean|null);

            /** PropertyValue stringValue. */
            stringValue?: (string|null);

            /** PropertyValue value. */
            value?: ("intValue"|"longValue"|"floatValue"|"doubleValue"|"booleanValue"|"stringValue");

            /**
             * Creates a new PropertyValue instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PropertyValue instance
             */
            static create(properties: quorate.sparkplug.PropertyValue.$Shape): quorate.sparkplug.PropertyValue & quorate.sparkplug.PropertyValue.$Shape;
            static create(properties?: quorate.sparkplug.PropertyValue.$Properties): quorate.sparkplug.PropertyValue;

            /**
             * Encodes the specified PropertyValue message. Does not implicitly {@link quorate.sparkplug.PropertyValue.verify|verify} messages.
             * @param message PropertyValue message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.sparkplug.PropertyValue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PropertyValue message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.sparkplug.PropertyValue & quorate.sparkplug.PropertyValue.$Shape} PropertyValue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.sparkplug.PropertyValue & quorate.sparkplug.PropertyValue.$Shape;
        }

        namespace PropertyValue {

            /** Properties of a PropertyValue. */
            interface $Properties {

                /** PropertyValue type */
                type?: (number|null);

                /** PropertyValue isNull */
                isNull?: (boolean|null);

                /** PropertyValue intValue */
                intValue?: (number|null);

                /** PropertyValue longValue */
                longValue?: (number|null);

                /** PropertyValue floatValue */
                floatValue?: (number|null);

                /** PropertyValue doubleValue */
                doubleValue?: (number|null);

                /** PropertyValue booleanValue */
                booleanValue?: (boolean|null);

                /** PropertyValue stringValue */
                stringValue?: (string|null);

                /** PropertyValue value */
                value?: ("intValue"|"longValue"|"floatValue"|"doubleValue"|"booleanValue"|"stringValue");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a PropertyValue. */
            type $Shape = {
              type?: number|null;
              isNull?: boolean|null;
              intValue?: number|null;
              longValue?: number|null;
              floatValue?: number|null;
              doubleValue?: number|null;
              booleanValue?: boolean|null;
              stringValue?: string|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ value?: undefined; intValue?: null; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "intValue"; intValue: number; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "longValue"; intValue?: null; longValue: number; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "floatValue"; intValue?: null; longValue?: null; floatValue: number; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "doubleValue"; intValue?: null; longValue?: null; floatValue?: null; doubleValue: number; booleanValue?: null; stringValue?: null }|{ value?: "booleanValue"; intValue?: null; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue: boolean; stringValue?: null }|{ value?: "stringValue"; intValue?: null; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue: string })
            );
        }

        /**
         * Properties of a PropertySet.
         * @deprecated Use quorate.sparkplug.PropertySet.$Properties instead.
         */
        interface IPropertySet extends quorate.sparkplug.PropertySet.$Properties {
        }

        /** Represents a PropertySet. */
        class PropertySet {

            /**
             * Constructs a new PropertySet.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.sparkplug.PropertySet.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PropertySet keys. */
            keys: string[];

            /** PropertySet values. */
            values: quorate.sparkplug.PropertyValue.$Properties[];

            /**
             * Creates a new PropertySet instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PropertySet instance
             */
            static create(properties: quorate.sparkplug.PropertySet.$Shape): quorate.sparkplug.PropertySet & quorate.sparkplug.PropertySet.$Shape;
            static create(properties?: quorate.sparkplug.PropertySet.$Properties): quorate.sparkplug.PropertySet;

            /**
             * Encodes the specified PropertySet message. Does not implicitly {@link quorate.sparkplug.PropertySet.verify|verify} messages.
             * @param message PropertySet message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.sparkplug.PropertySet.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PropertySet message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.sparkplug.PropertySet & quorate.sparkplug.PropertySet.$Shape} PropertySet
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.sparkplug.PropertySet & quorate.sparkplug.PropertySet.$Shape;
        }

        namespace PropertySet {

            /** Properties of a PropertySet. */
            interface $Properties {

                /** PropertySet keys */
                keys?: (string[]|null);

                /** PropertySet values */
                values?: (quorate.sparkplug.PropertyValue.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PropertySet. */
            type $Shape = {
              keys?: string[]|null;
              values?: quorate.sparkplug.PropertyValue.$Shape[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a Metric.
         * @deprecated Use quorate.sparkplug.Metric.$Properties instead.
         */
        interface IMetric extends quorate.sparkplug.Metric.$Properties {
        }

        /** Represents a Metric. */
        class Metric {

            /**
             * Constructs a new Metric.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.sparkplug.Metric.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Metric name. */
            name?: (string|null);

            /** Metric alias. */
            alias?: (number|null);

            /** Metric timestamp. */
            timestamp?: (number|null);

            /** Metric datatype. */
            datatype?: (number|null);

            /** Metric isHistorical. */
            isHistorical?: (boolean|null);

            /** Metric isTransient. */
            isTransient?: (boolean|null);

            /** Metric isNull. */
            isNull?: (boolean|null);

            /** Metric properties. */
            properties?: (quorate.sparkplug.PropertySet.$Properties|null);

            /** Metric intValue. */
            intValue?: (number|null);

            /** Metric longValue. */
            longValue?: (number|null);

            /** Metric floatValue. */
            floatValue?: (number|null);

            /** Metric doubleValue. */
            doubleValue?: (number|null);

            /** Metric booleanValue. */
            booleanValue?: (boolean|null);

            /** Metric stringValue. */
            stringValue?: (string|null);

            /** Metric value. */
            value?: ("intValue"|"longValue"|"floatValue"|"doubleValue"|"booleanValue"|"stringValue");

            /**
             * Creates a new Metric instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Metric instance
             */
            static create(properties: quorate.sparkplug.Metric.$Shape): quorate.sparkplug.Metric & quorate.sparkplug.Metric.$Shape;
            static create(properties?: quorate.sparkplug.Metric.$Properties): quorate.sparkplug.Metric;

            /**
             * Encodes the specified Metric message. Does not implicitly {@link quorate.sparkplug.Metric.verify|verify} messages.
             * @param message Metric message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.sparkplug.Metric.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Metric message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.sparkplug.Metric & quorate.sparkplug.Metric.$Shape} Metric
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.sparkplug.Metric & quorate.sparkplug.Metric.$Shape;
        }

        namespace Metric {

            /** Properties of a Metric. */
            interface $Properties {

                /** Metric name */
                name?: (string|null);

                /** Metric alias */
                alias?: (number|null);

                /** Metric timestamp */
                timestamp?: (number|null);

                /** Metric datatype */
                datatype?: (number|null);

                /** Metric isHistorical */
                isHistorical?: (boolean|null);

                /** Metric isTransient */
                isTransient?: (boolean|null);

                /** Metric isNull */
                isNull?: (boolean|null);

                /** Metric properties */
                properties?: (quorate.sparkplug.PropertySet.$Properties|null);

                /** Metric intValue */
                intValue?: (number|null);

                /** Metric longValue */
                longValue?: (number|null);

                /** Metric floatValue */
                floatValue?: (number|null);

                /** Metric doubleValue */
                doubleValue?: (number|null);

                /** Metric booleanValue */
                booleanValue?: (boolean|null);

                /** Metric stringValue */
                stringValue?: (string|null);

                /** Metric value */
                value?: ("intValue"|"longValue"|"floatValue"|"doubleValue"|"booleanValue"|"stringValue");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Metric. */
            type $Shape = {
              name?: string|null;
              alias?: number|null;
              timestamp?: number|null;
              datatype?: number|null;
              isHistorical?: boolean|null;
              isTransient?: boolean|null;
              isNull?: boolean|null;
              properties?: quorate.sparkplug.PropertySet.$Shape|null;
              intValue?: number|null;
              longValue?: number|null;
              floatValue?: number|null;
              doubleValue?: number|null;
              booleanValue?: boolean|null;
              stringValue?: string|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ value?: undefined; intValue?: null; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "intValue"; intValue: number; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "longValue"; intValue?: null; longValue: number; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "floatValue"; intValue?: null; longValue?: null; floatValue: number; doubleValue?: null; booleanValue?: null; stringValue?: null }|{ value?: "doubleValue"; intValue?: null; longValue?: null; floatValue?: null; doubleValue: number; booleanValue?: null; stringValue?: null }|{ value?: "booleanValue"; intValue?: null; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue: boolean; stringValue?: null }|{ value?: "stringValue"; intValue?: null; longValue?: null; floatValue?: null; doubleValue?: null; booleanValue?: null; stringValue: string })
            );
        }

        /**
         * Properties of a Payload.
         * @deprecated Use quorate.sparkplug.Payload.$Properties instead.
         */
        interface IPayload extends quorate.sparkplug.Payload.$Properties {
        }

        /** Represents a Payload. */
        class Payload {

            /**
             * Constructs a new Payload.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.sparkplug.Payload.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Payload timestamp. */
            timestamp?: (number|null);

            /** Payload metrics. */
            metrics: quorate.sparkplug.Metric.$Properties[];

            /** Payload seq. */
            seq?: (number|null);

            /**
             * Creates a new Payload instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Payload instance
             */
            static create(properties: quorate.sparkplug.Payload.$Shape): quorate.sparkplug.Payload & quorate.sparkplug.Payload.$Shape;
            static create(properties?: quorate.sparkplug.Payload.$Properties): quorate.sparkplug.Payload;

            /**
             * Encodes the specified Payload message. Does not implicitly {@link quorate.sparkplug.Payload.verify|verify} messages.
             * @param message Payload message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.sparkplug.Payload.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Payload message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.sparkplug.Payload & quorate.sparkplug.Payload.$Shape} Payload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.sparkplug.Payload & quorate.sparkplug.Payload.$Shape;
        }

        namespace Payload {

            /** Properties of a Payload. */
            interface $Properties {

                /** Payload timestamp */
                timestamp?: (number|null);

                /** Payload metrics */
                metrics?: (quorate.sparkplug.Metric.$Properties[]|null);

                /** Payload seq */
                seq?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Payload. */
            type $Shape = {
              timestamp?: number|null;
              metrics?: quorate.sparkplug.Metric.$Shape[]|null;
              seq?: number|null;
              $unknowns?: Uint8Array[];
            };
        }
    }
}
