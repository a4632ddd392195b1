import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace quorate. */
export namespace quorate {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of an Envelope.
         * @deprecated Use quorate.v1.Envelope.$Properties instead.
         */
        interface IEnvelope extends quorate.v1.Envelope.$Properties {
        }

        /** Represents an Envelope. */
        class Envelope {

            /**
             * Constructs a new Envelope.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Envelope.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Envelope body. */
            body: Uint8Array;

            /** Envelope signature. */
            signature: Uint8Array;

            /**
             * Creates a new Envelope instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Envelope instance
             */
            static create(properties: quorate.v1.Envelope.$Shape): quorate.v1.Envelope & quorate.v1.Envelope.$Shape;
            static create(properties?: quorate.v1.Envelope.$Properties): quorate.v1.Envelope;

            /**
             * Encodes the specified Envelope message. Does not implicitly {@link quorate.v1.Envelope.verify|verify} messages.
             * @param message Envelope message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Envelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Envelope message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Envelope & quorate.v1.Envelope.$Shape} Envelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Envelope & quorate.v1.Envelope.$Shape;
        }

        namespace Envelope {

            /** Properties of an Envelope. */
            interface $Properties {

                /** Envelope body */
                body?: (Uint8Array|null);

                /** Envelope signature */
                signature?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Envelope. */
            type $Shape = quorate.v1.Envelope.$Properties;
        }

        /**
         * Properties of a Value.
         * @deprecated Use quorate.v1.Value.$Properties instead.
         */
        interface IValue extends quorate.v1.Value.$Properties {
        }

        /** Represents a Value. */
        class Value {

            /**
             * Constructs a new Value.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Value.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Value number. */
            number?: (number|null);

            /** Value flag. */
            flag?: (boolean|null);

            /** Value text. */
            text?: (string|null);

            /** Value kind. */
            kind?: ("number"|"flag"|"text");

            /**
             * Creates a new Value instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Value instance
             */
            static create(properties: quorate.v1.Value.$Shape): quorate.v1.Value & quorate.v1.Value.$Shape;
            static create(properties?: quorate.v1.Value.$Properties): quorate.v1.Value;

            /**
             * Encodes the specified Value message. Does not implicitly {@link quorate.v1.Value.verify|verify} messages.
             * @param message Value message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Value.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Value message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Value & quorate.v1.Value.$Shape} Value
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Value & quorate.v1.Value.$Shape;
        }

        namespace Value {

            /** Properties of a Value. */
            interface $Properties {

                /** Value number */
                number?: (number|null);

                /** Value flag */
                flag?: (boolean|null);

                /** Value text */
                text?: (string|null);

                /** Value kind */
                kind?: ("number"|"flag"|"text");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Value. */
            type $Shape = {
              number?: number|null;
              flag?: boolean|null;
              text?: string|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; number?: null; flag?: null; text?: null }|{ kind?: "number"; number: number; flag?: null; text?: null }|{ kind?: "flag"; number?: null; flag: boolean; text?: null }|{ kind?: "text"; number?: null; flag?: null; text: string })
            );
        }

        /**
         * Properties of a PointWrite.
         * @deprecated Use quorate.v1.PointWrite.$Properties instead.
         */
        interface IPointWrite extends quorate.v1.PointWrite.$Properties {
        }

        /** Represents a PointWrite. */
        class PointWrite {

            /**
             * Constructs a new PointWrite.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.PointWrite.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PointWrite point. */
            point: string;

            /** PointWrite value. */
            value?: (quorate.v1.Value.$Properties|null);

            /**
             * Creates a new PointWrite instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PointWrite instance
             */
            static create(properties: quorate.v1.PointWrite.$Shape): quorate.v1.PointWrite & quorate.v1.PointWrite.$Shape;
            static create(properties?: quorate.v1.PointWrite.$Properties): quorate.v1.PointWrite;

            /**
             * Encodes the specified PointWrite message. Does not implicitly {@link quorate.v1.PointWrite.verify|verify} messages.
             * @param message PointWrite message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.PointWrite.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PointWrite message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.PointWrite & quorate.v1.PointWrite.$Shape} PointWrite
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.PointWrite & quorate.v1.PointWrite.$Shape;
        }

        namespace PointWrite {

            /** Properties of a PointWrite. */
            interface $Properties {

                /** PointWrite point */
                point?: (string|null);

                /** PointWrite value */
                value?: (quorate.v1.Value.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PointWrite. */
            type $Shape = {
              point?: string|null;
              value?: quorate.v1.Value.$Shape|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a Command.
         * @deprecated Use quorate.v1.Command.$Properties instead.
         */
        interface ICommand extends quorate.v1.Command.$Properties {
        }

        /** Represents a Command. */
        class Command {

            /**
             * Constructs a new Command.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Command.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Command operator. */
            operator: Uint8Array;

            /** Command device. */
            device: string;

            /** Command writes. */
            writes: quorate.v1.PointWrite.$Properties[];

            /** Command expect. */
            expect: quorate.v1.PointWrite.$Properties[];

            /** Command notAfterMs. */
            notAfterMs: number;

            /** Command nonce. */
            nonce: Uint8Array;

            /** Command reason. */
            reason: string;

            /**
             * Creates a new Command instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Command instance
             */
            static create(properties: quorate.v1.Command.$Shape): quorate.v1.Command & quorate.v1.Command.$Shape;
            static create(properties?: quorate.v1.Command.$Properties): quorate.v1.Command;

            /**
             * Encodes the specified Command message. Does not implicitly {@link quorate.v1.Command.verify|verify} messages.
             * @param message Command message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Command.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Command message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Command & quorate.v1.Command.$Shape} Command
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Command & quorate.v1.Command.$Shape;
        }

        namespace Command {

            /** Properties of a Command. */
            interface $Properties {

                /** Command operator */
                operator?: (Uint8Array|null);

                /** Command device */
                device?: (string|null);

                /** Command writes */
                writes?: (quorate.v1.PointWrite.$Properties[]|null);

                /** Command expect */
                expect?: (quorate.v1.PointWrite.$Properties[]|null);

                /** Command notAfterMs */
                notAfterMs?: (number|null);

                /** Command nonce */
                nonce?: (Uint8Array|null);

                /** Command reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Command. */
            type $Shape = {
              operator?: Uint8Array|null;
              device?: string|null;
              writes?: quorate.v1.PointWrite.$Shape[]|null;
              expect?: quorate.v1.PointWrite.$Shape[]|null;
              notAfterMs?: number|null;
              nonce?: Uint8Array|null;
              reason?: string|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of an Approval.
         * @deprecated Use quorate.v1.Approval.$Properties instead.
         */
        interface IApproval extends quorate.v1.Approval.$Properties {
        }

        /** Represents an Approval. */
        class Approval {

            /**
             * Constructs a new Approval.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Approval.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Approval operator. */
            operator: Uint8Array;

            /** Approval command. */
            command: Uint8Array;

            /**
             * Creates a new Approval instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Approval instance
             */
            static create(properties: quorate.v1.Approval.$Shape): quorate.v1.Approval & quorate.v1.Approval.$Shape;
            static create(properties?: quorate.v1.Approval.$Properties): quorate.v1.Approval;

            /**
             * Encodes the specified Approval message. Does not implicitly {@link quorate.v1.Approval.verify|verify} messages.
             * @param message Approval message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Approval.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Approval message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Approval & quorate.v1.Approval.$Shape} Approval
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Approval & quorate.v1.Approval.$Shape;
        }

        namespace Approval {

            /** Properties of an Approval. */
            interface $Properties {

                /** Approval operator */
                operator?: (Uint8Array|null);

                /** Approval command */
                command?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Approval. */
            type $Shape = quorate.v1.Approval.$Properties;
        }

        /**
         * Properties of an AlarmAction.
         * @deprecated Use quorate.v1.AlarmAction.$Properties instead.
         */
        interface IAlarmAction extends quorate.v1.AlarmAction.$Properties {
        }

        /** Represents an AlarmAction. */
        class AlarmAction {

            /**
             * Constructs a new AlarmAction.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.AlarmAction.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AlarmAction operator. */
            operator: Uint8Array;

            /** AlarmAction alarm. */
            alarm: string;

            /** AlarmAction action. */
            action: string;

            /** AlarmAction raisedMs. */
            raisedMs: number;

            /** AlarmAction untilMs. */
            untilMs: number;

            /** AlarmAction reason. */
            reason: string;

            /** AlarmAction notAfterMs. */
            notAfterMs: number;

            /** AlarmAction nonce. */
            nonce: Uint8Array;

            /**
             * Creates a new AlarmAction instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AlarmAction instance
             */
            static create(properties: quorate.v1.AlarmAction.$Shape): quorate.v1.AlarmAction & quorate.v1.AlarmAction.$Shape;
            static create(properties?: quorate.v1.AlarmAction.$Properties): quorate.v1.AlarmAction;

            /**
             * Encodes the specified AlarmAction message. Does not implicitly {@link quorate.v1.AlarmAction.verify|verify} messages.
             * @param message AlarmAction message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.AlarmAction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AlarmAction message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.AlarmAction & quorate.v1.AlarmAction.$Shape} AlarmAction
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.AlarmAction & quorate.v1.AlarmAction.$Shape;
        }

        namespace AlarmAction {

            /** Properties of an AlarmAction. */
            interface $Properties {

                /** AlarmAction operator */
                operator?: (Uint8Array|null);

                /** AlarmAction alarm */
                alarm?: (string|null);

                /** AlarmAction action */
                action?: (string|null);

                /** AlarmAction raisedMs */
                raisedMs?: (number|null);

                /** AlarmAction untilMs */
                untilMs?: (number|null);

                /** AlarmAction reason */
                reason?: (string|null);

                /** AlarmAction notAfterMs */
                notAfterMs?: (number|null);

                /** AlarmAction nonce */
                nonce?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AlarmAction. */
            type $Shape = quorate.v1.AlarmAction.$Properties;
        }

        /**
         * Properties of a Parent.
         * @deprecated Use quorate.v1.Parent.$Properties instead.
         */
        interface IParent extends quorate.v1.Parent.$Properties {
        }

        /** Represents a Parent. */
        class Parent {

            /**
             * Constructs a new Parent.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Parent.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Parent hash. */
            hash: Uint8Array;

            /** Parent creator. */
            creator: number;

            /** Parent sequence. */
            sequence: number;

            /** Parent birthRound. */
            birthRound: number;

            /**
             * Creates a new Parent instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Parent instance
             */
            static create(properties: quorate.v1.Parent.$Shape): quorate.v1.Parent & quorate.v1.Parent.$Shape;
            static create(properties?: quorate.v1.Parent.$Properties): quorate.v1.Parent;

            /**
             * Encodes the specified Parent message. Does not implicitly {@link quorate.v1.Parent.verify|verify} messages.
             * @param message Parent message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Parent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Parent message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Parent & quorate.v1.Parent.$Shape} Parent
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Parent & quorate.v1.Parent.$Shape;
        }

        namespace Parent {

            /** Properties of a Parent. */
            interface $Properties {

                /** Parent hash */
                hash?: (Uint8Array|null);

                /** Parent creator */
                creator?: (number|null);

                /** Parent sequence */
                sequence?: (number|null);

                /** Parent birthRound */
                birthRound?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Parent. */
            type $Shape = quorate.v1.Parent.$Properties;
        }

        /**
         * Properties of a Transaction.
         * @deprecated Use quorate.v1.Transaction.$Properties instead.
         */
        interface ITransaction extends quorate.v1.Transaction.$Properties {
        }

        /** Represents a Transaction. */
        class Transaction {

            /**
             * Constructs a new Transaction.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Transaction.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Transaction command. */
            command?: (quorate.v1.Envelope.$Properties|null);

            /** Transaction approval. */
            approval?: (quorate.v1.Envelope.$Properties|null);

            /** Transaction report. */
            report?: (quorate.v1.Envelope.$Properties|null);

            /** Transaction ballot. */
            ballot?: (quorate.v1.Envelope.$Properties|null);

            /** Transaction alarm. */
            alarm?: (quorate.v1.Envelope.$Properties|null);

            /** Transaction kind. */
            kind?: ("command"|"approval"|"report"|"ballot"|"alarm");

            /**
             * Creates a new Transaction instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Transaction instance
             */
            static create(properties: quorate.v1.Transaction.$Shape): quorate.v1.Transaction & quorate.v1.Transaction.$Shape;
            static create(properties?: quorate.v1.Transaction.$Properties): quorate.v1.Transaction;

            /**
             * Encodes the specified Transaction message. Does not implicitly {@link quorate.v1.Transaction.verify|verify} messages.
             * @param message Transaction message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Transaction.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Transaction message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Transaction & quorate.v1.Transaction.$Shape} Transaction
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Transaction & quorate.v1.Transaction.$Shape;
        }

        namespace Transaction {

            /** Properties of a Transaction. */
            interface $Properties {

                /** Transaction command */
                command?: (quorate.v1.Envelope.$Properties|null);

                /** Transaction approval */
                approval?: (quorate.v1.Envelope.$Properties|null);

                /** Transaction report */
                report?: (quorate.v1.Envelope.$Properties|null);

                /** Transaction ballot */
                ballot?: (quorate.v1.Envelope.$Properties|null);

                /** Transaction alarm */
                alarm?: (quorate.v1.Envelope.$Properties|null);

                /** Transaction kind */
                kind?: ("command"|"approval"|"report"|"ballot"|"alarm");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Transaction. */
            type $Shape = {
              command?: quorate.v1.Envelope.$Shape|null;
              approval?: quorate.v1.Envelope.$Shape|null;
              report?: quorate.v1.Envelope.$Shape|null;
              ballot?: quorate.v1.Envelope.$Shape|null;
              alarm?: quorate.v1.Envelope.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; command?: null; approval?: null; report?: null; ballot?: null; alarm?: null }|{ kind?: "command"; command: quorate.v1.Envelope.$Shape; approval?: null; report?: null; ballot?: null; alarm?: null }|{ kind?: "approval"; command?: null; approval: quorate.v1.Envelope.$Shape; report?: null; ballot?: null; alarm?: null }|{ kind?: "report"; command?: null; approval?: null; report: quorate.v1.Envelope.$Shape; ballot?: null; alarm?: null }|{ kind?: "ballot"; command?: null; approval?: null; report?: null; ballot: quorate.v1.Envelope.$Shape; alarm?: null }|{ kind?: "alarm"; command?: null; approval?: null; report?: null; ballot?: null; alarm: quorate.v1.Envelope.$Shape })
            );
        }

        /**
         * Properties of an Event.
         * @deprecated Use quorate.v1.Event.$Properties instead.
         */
        interface IEvent extends quorate.v1.Event.$Properties {
        }

        /** Represents an Event. */
        class Event {

            /**
             * Constructs a new Event.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Event.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Event creator. */
            creator: number;

            /** Event sequence. */
            sequence: number;

            /** Event birthRound. */
            birthRound: number;

            /** Event timeUs. */
            timeUs: number;

            /** Event coin. */
            coin: number;

            /** Event parents. */
            parents: quorate.v1.Parent.$Properties[];

            /** Event transactions. */
            transactions: quorate.v1.Transaction.$Properties[];

            /**
             * Creates a new Event instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Event instance
             */
            static create(properties: quorate.v1.Event.$Shape): quorate.v1.Event & quorate.v1.Event.$Shape;
            static create(properties?: quorate.v1.Event.$Properties): quorate.v1.Event;

            /**
             * Encodes the specified Event message. Does not implicitly {@link quorate.v1.Event.verify|verify} messages.
             * @param message Event message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Event.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Event message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Event & quorate.v1.Event.$Shape} Event
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Event & quorate.v1.Event.$Shape;
        }

        namespace Event {

            /** Properties of an Event. */
            interface $Properties {

                /** Event creator */
                creator?: (number|null);

                /** Event sequence */
                sequence?: (number|null);

                /** Event birthRound */
                birthRound?: (number|null);

                /** Event timeUs */
                timeUs?: (number|null);

                /** Event coin */
                coin?: (number|null);

                /** Event parents */
                parents?: (quorate.v1.Parent.$Properties[]|null);

                /** Event transactions */
                transactions?: (quorate.v1.Transaction.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Event. */
            type $Shape = {
              creator?: number|null;
              sequence?: number|null;
              birthRound?: number|null;
              timeUs?: number|null;
              coin?: number|null;
              parents?: quorate.v1.Parent.$Shape[]|null;
              transactions?: quorate.v1.Transaction.$Shape[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a BlockHeader.
         * @deprecated Use quorate.v1.BlockHeader.$Properties instead.
         */
        interface IBlockHeader extends quorate.v1.BlockHeader.$Properties {
        }

        /** Represents a BlockHeader. */
        class BlockHeader {

            /**
             * Constructs a new BlockHeader.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.BlockHeader.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BlockHeader chain. */
            chain: Uint8Array;

            /** BlockHeader number. */
            number: number;

            /** BlockHeader previous. */
            previous: Uint8Array;

            /** BlockHeader round. */
            round: number;

            /** BlockHeader timeUs. */
            timeUs: number;

            /** BlockHeader firstSequence. */
            firstSequence: number;

            /** BlockHeader entries. */
            entries: number;

            /** BlockHeader root. */
            root: Uint8Array;

            /** BlockHeader stateRoot. */
            stateRoot: Uint8Array;

            /**
             * Creates a new BlockHeader instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BlockHeader instance
             */
            static create(properties: quorate.v1.BlockHeader.$Shape): quorate.v1.BlockHeader & quorate.v1.BlockHeader.$Shape;
            static create(properties?: quorate.v1.BlockHeader.$Properties): quorate.v1.BlockHeader;

            /**
             * Encodes the specified BlockHeader message. Does not implicitly {@link quorate.v1.BlockHeader.verify|verify} messages.
             * @param message BlockHeader message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.BlockHeader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BlockHeader message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.BlockHeader & quorate.v1.BlockHeader.$Shape} BlockHeader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.BlockHeader & quorate.v1.BlockHeader.$Shape;
        }

        namespace BlockHeader {

            /** Properties of a BlockHeader. */
            interface $Properties {

                /** BlockHeader chain */
                chain?: (Uint8Array|null);

                /** BlockHeader number */
                number?: (number|null);

                /** BlockHeader previous */
                previous?: (Uint8Array|null);

                /** BlockHeader round */
                round?: (number|null);

                /** BlockHeader timeUs */
                timeUs?: (number|null);

                /** BlockHeader firstSequence */
                firstSequence?: (number|null);

                /** BlockHeader entries */
                entries?: (number|null);

                /** BlockHeader root */
                root?: (Uint8Array|null);

                /** BlockHeader stateRoot */
                stateRoot?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BlockHeader. */
            type $Shape = quorate.v1.BlockHeader.$Properties;
        }

        /** Decision enum. */
        enum Decision {

            /** DECISION_UNSPECIFIED value */
            DECISION_UNSPECIFIED = 0,

            /** PERMIT value */
            PERMIT = 1,

            /** DENY value */
            DENY = 2,

            /** WAIT value */
            WAIT = 3
        }

        /**
         * Properties of a Verdict.
         * @deprecated Use quorate.v1.Verdict.$Properties instead.
         */
        interface IVerdict extends quorate.v1.Verdict.$Properties {
        }

        /** Represents a Verdict. */
        class Verdict {

            /**
             * Constructs a new Verdict.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Verdict.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Verdict id. */
            id: Uint8Array;

            /** Verdict decision. */
            decision: quorate.v1.Decision;

            /** Verdict code. */
            code: string;

            /** Verdict detail. */
            detail: string;

            /** Verdict deviceSequence. */
            deviceSequence: number;

            /** Verdict previous. */
            previous: Uint8Array;

            /** Verdict command. */
            command?: (quorate.v1.Envelope.$Properties|null);

            /**
             * Creates a new Verdict instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Verdict instance
             */
            static create(properties: quorate.v1.Verdict.$Shape): quorate.v1.Verdict & quorate.v1.Verdict.$Shape;
            static create(properties?: quorate.v1.Verdict.$Properties): quorate.v1.Verdict;

            /**
             * Encodes the specified Verdict message. Does not implicitly {@link quorate.v1.Verdict.verify|verify} messages.
             * @param message Verdict message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Verdict.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Verdict message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Verdict & quorate.v1.Verdict.$Shape} Verdict
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Verdict & quorate.v1.Verdict.$Shape;
        }

        namespace Verdict {

            /** Properties of a Verdict. */
            interface $Properties {

                /** Verdict id */
                id?: (Uint8Array|null);

                /** Verdict decision */
                decision?: (quorate.v1.Decision|null);

                /** Verdict code */
                code?: (string|null);

                /** Verdict detail */
                detail?: (string|null);

                /** Verdict deviceSequence */
                deviceSequence?: (number|null);

                /** Verdict previous */
                previous?: (Uint8Array|null);

                /** Verdict command */
                command?: (quorate.v1.Envelope.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Verdict. */
            type $Shape = quorate.v1.Verdict.$Properties;
        }

        /**
         * Properties of a Closing.
         * @deprecated Use quorate.v1.Closing.$Properties instead.
         */
        interface IClosing extends quorate.v1.Closing.$Properties {
        }

        /** Represents a Closing. */
        class Closing {

            /**
             * Constructs a new Closing.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Closing.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Closing id. */
            id: Uint8Array;

            /** Closing code. */
            code: string;

            /** Closing device. */
            device: string;

            /** Closing deviceSequence. */
            deviceSequence: number;

            /** Closing previous. */
            previous: Uint8Array;

            /** Closing detail. */
            detail: string;

            /**
             * Creates a new Closing instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Closing instance
             */
            static create(properties: quorate.v1.Closing.$Shape): quorate.v1.Closing & quorate.v1.Closing.$Shape;
            static create(properties?: quorate.v1.Closing.$Properties): quorate.v1.Closing;

            /**
             * Encodes the specified Closing message. Does not implicitly {@link quorate.v1.Closing.verify|verify} messages.
             * @param message Closing message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Closing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Closing message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Closing & quorate.v1.Closing.$Shape} Closing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Closing & quorate.v1.Closing.$Shape;
        }

        namespace Closing {

            /** Properties of a Closing. */
            interface $Properties {

                /** Closing id */
                id?: (Uint8Array|null);

                /** Closing code */
                code?: (string|null);

                /** Closing device */
                device?: (string|null);

                /** Closing deviceSequence */
                deviceSequence?: (number|null);

                /** Closing previous */
                previous?: (Uint8Array|null);

                /** Closing detail */
                detail?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Closing. */
            type $Shape = quorate.v1.Closing.$Properties;
        }

        /**
         * Properties of an AlarmVerdict.
         * @deprecated Use quorate.v1.AlarmVerdict.$Properties instead.
         */
        interface IAlarmVerdict extends quorate.v1.AlarmVerdict.$Properties {
        }

        /** Represents an AlarmVerdict. */
        class AlarmVerdict {

            /**
             * Constructs a new AlarmVerdict.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.AlarmVerdict.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AlarmVerdict id. */
            id: Uint8Array;

            /** AlarmVerdict decision. */
            decision: quorate.v1.Decision;

            /** AlarmVerdict code. */
            code: string;

            /** AlarmVerdict detail. */
            detail: string;

            /** AlarmVerdict action. */
            action?: (quorate.v1.Envelope.$Properties|null);

            /**
             * Creates a new AlarmVerdict instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AlarmVerdict instance
             */
            static create(properties: quorate.v1.AlarmVerdict.$Shape): quorate.v1.AlarmVerdict & quorate.v1.AlarmVerdict.$Shape;
            static create(properties?: quorate.v1.AlarmVerdict.$Properties): quorate.v1.AlarmVerdict;

            /**
             * Encodes the specified AlarmVerdict message. Does not implicitly {@link quorate.v1.AlarmVerdict.verify|verify} messages.
             * @param message AlarmVerdict message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.AlarmVerdict.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AlarmVerdict message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.AlarmVerdict & quorate.v1.AlarmVerdict.$Shape} AlarmVerdict
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.AlarmVerdict & quorate.v1.AlarmVerdict.$Shape;
        }

        namespace AlarmVerdict {

            /** Properties of an AlarmVerdict. */
            interface $Properties {

                /** AlarmVerdict id */
                id?: (Uint8Array|null);

                /** AlarmVerdict decision */
                decision?: (quorate.v1.Decision|null);

                /** AlarmVerdict code */
                code?: (string|null);

                /** AlarmVerdict detail */
                detail?: (string|null);

                /** AlarmVerdict action */
                action?: (quorate.v1.Envelope.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AlarmVerdict. */
            type $Shape = quorate.v1.AlarmVerdict.$Properties;
        }

        /**
         * Properties of an Entry.
         * @deprecated Use quorate.v1.Entry.$Properties instead.
         */
        interface IEntry extends quorate.v1.Entry.$Properties {
        }

        /** Represents an Entry. */
        class Entry {

            /**
             * Constructs a new Entry.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Entry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Entry sequence. */
            sequence: number;

            /** Entry timeUs. */
            timeUs: number;

            /** Entry verdict. */
            verdict?: (quorate.v1.Verdict.$Properties|null);

            /** Entry closing. */
            closing?: (quorate.v1.Closing.$Properties|null);

            /** Entry report. */
            report?: (quorate.v1.Envelope.$Properties|null);

            /** Entry approval. */
            approval?: (quorate.v1.Envelope.$Properties|null);

            /** Entry alarm. */
            alarm?: (quorate.v1.AlarmVerdict.$Properties|null);

            /** Entry kind. */
            kind?: ("verdict"|"closing"|"report"|"approval"|"alarm");

            /**
             * Creates a new Entry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Entry instance
             */
            static create(properties: quorate.v1.Entry.$Shape): quorate.v1.Entry & quorate.v1.Entry.$Shape;
            static create(properties?: quorate.v1.Entry.$Properties): quorate.v1.Entry;

            /**
             * Encodes the specified Entry message. Does not implicitly {@link quorate.v1.Entry.verify|verify} messages.
             * @param message Entry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Entry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Entry & quorate.v1.Entry.$Shape} Entry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Entry & quorate.v1.Entry.$Shape;
        }

        namespace Entry {

            /** Properties of an Entry. */
            interface $Properties {

                /** Entry sequence */
                sequence?: (number|null);

                /** Entry timeUs */
                timeUs?: (number|null);

                /** Entry verdict */
                verdict?: (quorate.v1.Verdict.$Properties|null);

                /** Entry closing */
                closing?: (quorate.v1.Closing.$Properties|null);

                /** Entry report */
                report?: (quorate.v1.Envelope.$Properties|null);

                /** Entry approval */
                approval?: (quorate.v1.Envelope.$Properties|null);

                /** Entry alarm */
                alarm?: (quorate.v1.AlarmVerdict.$Properties|null);

                /** Entry kind */
                kind?: ("verdict"|"closing"|"report"|"approval"|"alarm");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an Entry. */
            type $Shape = {
              sequence?: number|null;
              timeUs?: number|null;
              verdict?: quorate.v1.Verdict.$Shape|null;
              closing?: quorate.v1.Closing.$Shape|null;
              report?: quorate.v1.Envelope.$Shape|null;
              approval?: quorate.v1.Envelope.$Shape|null;
              alarm?: quorate.v1.AlarmVerdict.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; verdict?: null; closing?: null; report?: null; approval?: null; alarm?: null }|{ kind?: "verdict"; verdict: quorate.v1.Verdict.$Shape; closing?: null; report?: null; approval?: null; alarm?: null }|{ kind?: "closing"; verdict?: null; closing: quorate.v1.Closing.$Shape; report?: null; approval?: null; alarm?: null }|{ kind?: "report"; verdict?: null; closing?: null; report: quorate.v1.Envelope.$Shape; approval?: null; alarm?: null }|{ kind?: "approval"; verdict?: null; closing?: null; report?: null; approval: quorate.v1.Envelope.$Shape; alarm?: null }|{ kind?: "alarm"; verdict?: null; closing?: null; report?: null; approval?: null; alarm: quorate.v1.AlarmVerdict.$Shape })
            );
        }

        /**
         * Properties of a Veto.
         * @deprecated Use quorate.v1.Veto.$Properties instead.
         */
        interface IVeto extends quorate.v1.Veto.$Properties {
        }

        /** Represents a Veto. */
        class Veto {

            /**
             * Constructs a new Veto.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Veto.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Veto sequence. */
            sequence: number;

            /** Veto code. */
            code: string;

            /** Veto detail. */
            detail: string;

            /**
             * Creates a new Veto instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Veto instance
             */
            static create(properties: quorate.v1.Veto.$Shape): quorate.v1.Veto & quorate.v1.Veto.$Shape;
            static create(properties?: quorate.v1.Veto.$Properties): quorate.v1.Veto;

            /**
             * Encodes the specified Veto message. Does not implicitly {@link quorate.v1.Veto.verify|verify} messages.
             * @param message Veto message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Veto.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Veto message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Veto & quorate.v1.Veto.$Shape} Veto
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Veto & quorate.v1.Veto.$Shape;
        }

        namespace Veto {

            /** Properties of a Veto. */
            interface $Properties {

                /** Veto sequence */
                sequence?: (number|null);

                /** Veto code */
                code?: (string|null);

                /** Veto detail */
                detail?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Veto. */
            type $Shape = quorate.v1.Veto.$Properties;
        }

        /**
         * Properties of a Ballot.
         * @deprecated Use quorate.v1.Ballot.$Properties instead.
         */
        interface IBallot extends quorate.v1.Ballot.$Properties {
        }

        /** Represents a Ballot. */
        class Ballot {

            /**
             * Constructs a new Ballot.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Ballot.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ballot agent. */
            agent: number;

            /** Ballot header. */
            header: Uint8Array;

            /** Ballot clockUs. */
            clockUs: number;

            /** Ballot vetoes. */
            vetoes: quorate.v1.Veto.$Properties[];

            /**
             * Creates a new Ballot instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Ballot instance
             */
            static create(properties: quorate.v1.Ballot.$Shape): quorate.v1.Ballot & quorate.v1.Ballot.$Shape;
            static create(properties?: quorate.v1.Ballot.$Properties): quorate.v1.Ballot;

            /**
             * Encodes the specified Ballot message. Does not implicitly {@link quorate.v1.Ballot.verify|verify} messages.
             * @param message Ballot message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Ballot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Ballot message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Ballot & quorate.v1.Ballot.$Shape} Ballot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Ballot & quorate.v1.Ballot.$Shape;
        }

        namespace Ballot {

            /** Properties of a Ballot. */
            interface $Properties {

                /** Ballot agent */
                agent?: (number|null);

                /** Ballot header */
                header?: (Uint8Array|null);

                /** Ballot clockUs */
                clockUs?: (number|null);

                /** Ballot vetoes */
                vetoes?: (quorate.v1.Veto.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Ballot. */
            type $Shape = quorate.v1.Ballot.$Properties;
        }

        /**
         * Properties of a Certificate.
         * @deprecated Use quorate.v1.Certificate.$Properties instead.
         */
        interface ICertificate extends quorate.v1.Certificate.$Properties {
        }

        /** Represents a Certificate. */
        class Certificate {

            /**
             * Constructs a new Certificate.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Certificate.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Certificate entry. */
            entry: Uint8Array;

            /** Certificate index. */
            index: number;

            /** Certificate path. */
            path: Uint8Array[];

            /** Certificate ballots. */
            ballots: quorate.v1.Envelope.$Properties[];

            /**
             * Creates a new Certificate instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Certificate instance
             */
            static create(properties: quorate.v1.Certificate.$Shape): quorate.v1.Certificate & quorate.v1.Certificate.$Shape;
            static create(properties?: quorate.v1.Certificate.$Properties): quorate.v1.Certificate;

            /**
             * Encodes the specified Certificate message. Does not implicitly {@link quorate.v1.Certificate.verify|verify} messages.
             * @param message Certificate message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Certificate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Certificate message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Certificate & quorate.v1.Certificate.$Shape} Certificate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Certificate & quorate.v1.Certificate.$Shape;
        }

        namespace Certificate {

            /** Properties of a Certificate. */
            interface $Properties {

                /** Certificate entry */
                entry?: (Uint8Array|null);

                /** Certificate index */
                index?: (number|null);

                /** Certificate path */
                path?: (Uint8Array[]|null);

                /** Certificate ballots */
                ballots?: (quorate.v1.Envelope.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Certificate. */
            type $Shape = quorate.v1.Certificate.$Properties;
        }

        /**
         * Properties of a Block.
         * @deprecated Use quorate.v1.Block.$Properties instead.
         */
        interface IBlock extends quorate.v1.Block.$Properties {
        }

        /** Represents a Block. */
        class Block {

            /**
             * Constructs a new Block.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Block.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Block header. */
            header: Uint8Array;

            /** Block entries. */
            entries: Uint8Array[];

            /** Block ballots. */
            ballots: quorate.v1.Envelope.$Properties[];

            /**
             * Creates a new Block instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Block instance
             */
            static create(properties: quorate.v1.Block.$Shape): quorate.v1.Block & quorate.v1.Block.$Shape;
            static create(properties?: quorate.v1.Block.$Properties): quorate.v1.Block;

            /**
             * Encodes the specified Block message. Does not implicitly {@link quorate.v1.Block.verify|verify} messages.
             * @param message Block message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Block.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Block message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Block & quorate.v1.Block.$Shape} Block
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Block & quorate.v1.Block.$Shape;
        }

        namespace Block {

            /** Properties of a Block. */
            interface $Properties {

                /** Block header */
                header?: (Uint8Array|null);

                /** Block entries */
                entries?: (Uint8Array[]|null);

                /** Block ballots */
                ballots?: (quorate.v1.Envelope.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Block. */
            type $Shape = quorate.v1.Block.$Properties;
        }

        /**
         * Properties of a PointOutcome.
         * @deprecated Use quorate.v1.PointOutcome.$Properties instead.
         */
        interface IPointOutcome extends quorate.v1.PointOutcome.$Properties {
        }

        /** Represents a PointOutcome. */
        class PointOutcome {

            /**
             * Constructs a new PointOutcome.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.PointOutcome.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PointOutcome point. */
            point: string;

            /** PointOutcome asked. */
            asked?: (quorate.v1.Value.$Properties|null);

            /** PointOutcome before. */
            before?: (quorate.v1.Value.$Properties|null);

            /** PointOutcome after. */
            after?: (quorate.v1.Value.$Properties|null);

            /** PointOutcome code. */
            code: string;

            /**
             * Creates a new PointOutcome instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PointOutcome instance
             */
            static create(properties: quorate.v1.PointOutcome.$Shape): quorate.v1.PointOutcome & quorate.v1.PointOutcome.$Shape;
            static create(properties?: quorate.v1.PointOutcome.$Properties): quorate.v1.PointOutcome;

            /**
             * Encodes the specified PointOutcome message. Does not implicitly {@link quorate.v1.PointOutcome.verify|verify} messages.
             * @param message PointOutcome message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.PointOutcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PointOutcome message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.PointOutcome & quorate.v1.PointOutcome.$Shape} PointOutcome
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.PointOutcome & quorate.v1.PointOutcome.$Shape;
        }

        namespace PointOutcome {

            /** Properties of a PointOutcome. */
            interface $Properties {

                /** PointOutcome point */
                point?: (string|null);

                /** PointOutcome asked */
                asked?: (quorate.v1.Value.$Properties|null);

                /** PointOutcome before */
                before?: (quorate.v1.Value.$Properties|null);

                /** PointOutcome after */
                after?: (quorate.v1.Value.$Properties|null);

                /** PointOutcome code */
                code?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PointOutcome. */
            type $Shape = {
              point?: string|null;
              asked?: quorate.v1.Value.$Shape|null;
              before?: quorate.v1.Value.$Shape|null;
              after?: quorate.v1.Value.$Shape|null;
              code?: string|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a Report.
         * @deprecated Use quorate.v1.Report.$Properties instead.
         */
        interface IReport extends quorate.v1.Report.$Properties {
        }

        /** Represents a Report. */
        class Report {

            /**
             * Constructs a new Report.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Report.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Report guard. */
            guard: Uint8Array;

            /** Report device. */
            device: string;

            /** Report deviceSequence. */
            deviceSequence: number;

            /** Report id. */
            id: Uint8Array;

            /** Report outcome. */
            outcome: string;

            /** Report code. */
            code: string;

            /** Report detail. */
            detail: string;

            /** Report points. */
            points: quorate.v1.PointOutcome.$Properties[];

            /** Report writtenMs. */
            writtenMs: number;

            /** Report finishedMs. */
            finishedMs: number;

            /** Report closing. */
            closing: string;

            /**
             * Creates a new Report instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Report instance
             */
            static create(properties: quorate.v1.Report.$Shape): quorate.v1.Report & quorate.v1.Report.$Shape;
            static create(properties?: quorate.v1.Report.$Properties): quorate.v1.Report;

            /**
             * Encodes the specified Report message. Does not implicitly {@link quorate.v1.Report.verify|verify} messages.
             * @param message Report message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Report.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Report message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Report & quorate.v1.Report.$Shape} Report
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Report & quorate.v1.Report.$Shape;
        }

        namespace Report {

            /** Properties of a Report. */
            interface $Properties {

                /** Report guard */
                guard?: (Uint8Array|null);

                /** Report device */
                device?: (string|null);

                /** Report deviceSequence */
                deviceSequence?: (number|null);

                /** Report id */
                id?: (Uint8Array|null);

                /** Report outcome */
                outcome?: (string|null);

                /** Report code */
                code?: (string|null);

                /** Report detail */
                detail?: (string|null);

                /** Report points */
                points?: (quorate.v1.PointOutcome.$Properties[]|null);

                /** Report writtenMs */
                writtenMs?: (number|null);

                /** Report finishedMs */
                finishedMs?: (number|null);

                /** Report closing */
                closing?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Report. */
            type $Shape = {
              guard?: Uint8Array|null;
              device?: string|null;
              deviceSequence?: number|null;
              id?: Uint8Array|null;
              outcome?: string|null;
              code?: string|null;
              detail?: string|null;
              points?: quorate.v1.PointOutcome.$Shape[]|null;
              writtenMs?: number|null;
              finishedMs?: number|null;
              closing?: string|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a PointReading.
         * @deprecated Use quorate.v1.PointReading.$Properties instead.
         */
        interface IPointReading extends quorate.v1.PointReading.$Properties {
        }

        /** Represents a PointReading. */
        class PointReading {

            /**
             * Constructs a new PointReading.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.PointReading.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PointReading point. */
            point: string;

            /** PointReading value. */
            value?: (quorate.v1.Value.$Properties|null);

            /** PointReading quality. */
            quality: number;

            /** PointReading reason. */
            reason: string;

            /** PointReading sourceTimeMs. */
            sourceTimeMs: number;

            /**
             * Creates a new PointReading instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PointReading instance
             */
            static create(properties: quorate.v1.PointReading.$Shape): quorate.v1.PointReading & quorate.v1.PointReading.$Shape;
            static create(properties?: quorate.v1.PointReading.$Properties): quorate.v1.PointReading;

            /**
             * Encodes the specified PointReading message. Does not implicitly {@link quorate.v1.PointReading.verify|verify} messages.
             * @param message PointReading message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.PointReading.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PointReading message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.PointReading & quorate.v1.PointReading.$Shape} PointReading
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.PointReading & quorate.v1.PointReading.$Shape;
        }

        namespace PointReading {

            /** Properties of a PointReading. */
            interface $Properties {

                /** PointReading point */
                point?: (string|null);

                /** PointReading value */
                value?: (quorate.v1.Value.$Properties|null);

                /** PointReading quality */
                quality?: (number|null);

                /** PointReading reason */
                reason?: (string|null);

                /** PointReading sourceTimeMs */
                sourceTimeMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PointReading. */
            type $Shape = {
              point?: string|null;
              value?: quorate.v1.Value.$Shape|null;
              quality?: number|null;
              reason?: string|null;
              sourceTimeMs?: number|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of an AlarmCondition.
         * @deprecated Use quorate.v1.AlarmCondition.$Properties instead.
         */
        interface IAlarmCondition extends quorate.v1.AlarmCondition.$Properties {
        }

        /** Represents an AlarmCondition. */
        class AlarmCondition {

            /**
             * Constructs a new AlarmCondition.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.AlarmCondition.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AlarmCondition point. */
            point: string;

            /** AlarmCondition limit. */
            limit: string;

            /** AlarmCondition active. */
            active: boolean;

            /** AlarmCondition raisedMs. */
            raisedMs: number;

            /** AlarmCondition clearedMs. */
            clearedMs: number;

            /** AlarmCondition held. */
            held: boolean;

            /**
             * Creates a new AlarmCondition instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AlarmCondition instance
             */
            static create(properties: quorate.v1.AlarmCondition.$Shape): quorate.v1.AlarmCondition & quorate.v1.AlarmCondition.$Shape;
            static create(properties?: quorate.v1.AlarmCondition.$Properties): quorate.v1.AlarmCondition;

            /**
             * Encodes the specified AlarmCondition message. Does not implicitly {@link quorate.v1.AlarmCondition.verify|verify} messages.
             * @param message AlarmCondition message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.AlarmCondition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AlarmCondition message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.AlarmCondition & quorate.v1.AlarmCondition.$Shape} AlarmCondition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.AlarmCondition & quorate.v1.AlarmCondition.$Shape;
        }

        namespace AlarmCondition {

            /** Properties of an AlarmCondition. */
            interface $Properties {

                /** AlarmCondition point */
                point?: (string|null);

                /** AlarmCondition limit */
                limit?: (string|null);

                /** AlarmCondition active */
                active?: (boolean|null);

                /** AlarmCondition raisedMs */
                raisedMs?: (number|null);

                /** AlarmCondition clearedMs */
                clearedMs?: (number|null);

                /** AlarmCondition held */
                held?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AlarmCondition. */
            type $Shape = quorate.v1.AlarmCondition.$Properties;
        }

        /**
         * Properties of a Reading.
         * @deprecated Use quorate.v1.Reading.$Properties instead.
         */
        interface IReading extends quorate.v1.Reading.$Properties {
        }

        /** Represents a Reading. */
        class Reading {

            /**
             * Constructs a new Reading.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Reading.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Reading guard. */
            guard: Uint8Array;

            /** Reading device. */
            device: string;

            /** Reading timeMs. */
            timeMs: number;

            /** Reading up. */
            up: boolean;

            /** Reading points. */
            points: quorate.v1.PointReading.$Properties[];

            /** Reading alarms. */
            alarms: quorate.v1.AlarmCondition.$Properties[];

            /**
             * Creates a new Reading instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Reading instance
             */
            static create(properties: quorate.v1.Reading.$Shape): quorate.v1.Reading & quorate.v1.Reading.$Shape;
            static create(properties?: quorate.v1.Reading.$Properties): quorate.v1.Reading;

            /**
             * Encodes the specified Reading message. Does not implicitly {@link quorate.v1.Reading.verify|verify} messages.
             * @param message Reading message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Reading.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Reading message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Reading & quorate.v1.Reading.$Shape} Reading
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Reading & quorate.v1.Reading.$Shape;
        }

        namespace Reading {

            /** Properties of a Reading. */
            interface $Properties {

                /** Reading guard */
                guard?: (Uint8Array|null);

                /** Reading device */
                device?: (string|null);

                /** Reading timeMs */
                timeMs?: (number|null);

                /** Reading up */
                up?: (boolean|null);

                /** Reading points */
                points?: (quorate.v1.PointReading.$Properties[]|null);

                /** Reading alarms */
                alarms?: (quorate.v1.AlarmCondition.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Reading. */
            type $Shape = {
              guard?: Uint8Array|null;
              device?: string|null;
              timeMs?: number|null;
              up?: boolean|null;
              points?: quorate.v1.PointReading.$Shape[]|null;
              alarms?: quorate.v1.AlarmCondition.$Shape[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a Tip.
         * @deprecated Use quorate.v1.Tip.$Properties instead.
         */
        interface ITip extends quorate.v1.Tip.$Properties {
        }

        /** Represents a Tip. */
        class Tip {

            /**
             * Constructs a new Tip.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Tip.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Tip hash. */
            hash: Uint8Array;

            /** Tip sequence. */
            sequence: number;

            /**
             * Creates a new Tip instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Tip instance
             */
            static create(properties: quorate.v1.Tip.$Shape): quorate.v1.Tip & quorate.v1.Tip.$Shape;
            static create(properties?: quorate.v1.Tip.$Properties): quorate.v1.Tip;

            /**
             * Encodes the specified Tip message. Does not implicitly {@link quorate.v1.Tip.verify|verify} messages.
             * @param message Tip message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Tip.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Tip message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Tip & quorate.v1.Tip.$Shape} Tip
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Tip & quorate.v1.Tip.$Shape;
        }

        namespace Tip {

            /** Properties of a Tip. */
            interface $Properties {

                /** Tip hash */
                hash?: (Uint8Array|null);

                /** Tip sequence */
                sequence?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Tip. */
            type $Shape = quorate.v1.Tip.$Properties;
        }

        /**
         * Properties of a Tips.
         * @deprecated Use quorate.v1.Tips.$Properties instead.
         */
        interface ITips extends quorate.v1.Tips.$Properties {
        }

        /** Represents a Tips. */
        class Tips {

            /**
             * Constructs a new Tips.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Tips.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Tips tips. */
            tips: quorate.v1.Tip.$Properties[];

            /** Tips decidedRound. */
            decidedRound: number;

            /** Tips block. */
            block: number;

            /** Tips clockUs. */
            clockUs: number;

            /** Tips reply. */
            reply: boolean;

            /** Tips keptFrom. */
            keptFrom: number;

            /** Tips snapshot. */
            snapshot: number;

            /** Tips neededFrom. */
            neededFrom: number;

            /**
             * Creates a new Tips instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Tips instance
             */
            static create(properties: quorate.v1.Tips.$Shape): quorate.v1.Tips & quorate.v1.Tips.$Shape;
            static create(properties?: quorate.v1.Tips.$Properties): quorate.v1.Tips;

            /**
             * Encodes the specified Tips message. Does not implicitly {@link quorate.v1.Tips.verify|verify} messages.
             * @param message Tips message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Tips.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Tips message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Tips & quorate.v1.Tips.$Shape} Tips
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Tips & quorate.v1.Tips.$Shape;
        }

        namespace Tips {

            /** Properties of a Tips. */
            interface $Properties {

                /** Tips tips */
                tips?: (quorate.v1.Tip.$Properties[]|null);

                /** Tips decidedRound */
                decidedRound?: (number|null);

                /** Tips block */
                block?: (number|null);

                /** Tips clockUs */
                clockUs?: (number|null);

                /** Tips reply */
                reply?: (boolean|null);

                /** Tips keptFrom */
                keptFrom?: (number|null);

                /** Tips snapshot */
                snapshot?: (number|null);

                /** Tips neededFrom */
                neededFrom?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Tips. */
            type $Shape = quorate.v1.Tips.$Properties;
        }

        /**
         * Properties of an Events.
         * @deprecated Use quorate.v1.Events.$Properties instead.
         */
        interface IEvents extends quorate.v1.Events.$Properties {
        }

        /** Represents an Events. */
        class Events {

            /**
             * Constructs a new Events.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Events.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Events events. */
            events: quorate.v1.Envelope.$Properties[];

            /** Events more. */
            more: boolean;

            /**
             * Creates a new Events instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Events instance
             */
            static create(properties: quorate.v1.Events.$Shape): quorate.v1.Events & quorate.v1.Events.$Shape;
            static create(properties?: quorate.v1.Events.$Properties): quorate.v1.Events;

            /**
             * Encodes the specified Events message. Does not implicitly {@link quorate.v1.Events.verify|verify} messages.
             * @param message Events message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Events.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Events message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Events & quorate.v1.Events.$Shape} Events
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Events & quorate.v1.Events.$Shape;
        }

        namespace Events {

            /** Properties of an Events. */
            interface $Properties {

                /** Events events */
                events?: (quorate.v1.Envelope.$Properties[]|null);

                /** Events more */
                more?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Events. */
            type $Shape = quorate.v1.Events.$Properties;
        }

        /**
         * Properties of a Want.
         * @deprecated Use quorate.v1.Want.$Properties instead.
         */
        interface IWant extends quorate.v1.Want.$Properties {
        }

        /** Represents a Want. */
        class Want {

            /**
             * Constructs a new Want.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Want.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Want hashes. */
            hashes: Uint8Array[];

            /**
             * Creates a new Want instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Want instance
             */
            static create(properties: quorate.v1.Want.$Shape): quorate.v1.Want & quorate.v1.Want.$Shape;
            static create(properties?: quorate.v1.Want.$Properties): quorate.v1.Want;

            /**
             * Encodes the specified Want message. Does not implicitly {@link quorate.v1.Want.verify|verify} messages.
             * @param message Want message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Want.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Want message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Want & quorate.v1.Want.$Shape} Want
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Want & quorate.v1.Want.$Shape;
        }

        namespace Want {

            /** Properties of a Want. */
            interface $Properties {

                /** Want hashes */
                hashes?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Want. */
            type $Shape = quorate.v1.Want.$Properties;
        }

        /**
         * Properties of a Ballots.
         * @deprecated Use quorate.v1.Ballots.$Properties instead.
         */
        interface IBallots extends quorate.v1.Ballots.$Properties {
        }

        /** Represents a Ballots. */
        class Ballots {

            /**
             * Constructs a new Ballots.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Ballots.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ballots ballots. */
            ballots: quorate.v1.Envelope.$Properties[];

            /**
             * Creates a new Ballots instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Ballots instance
             */
            static create(properties: quorate.v1.Ballots.$Shape): quorate.v1.Ballots & quorate.v1.Ballots.$Shape;
            static create(properties?: quorate.v1.Ballots.$Properties): quorate.v1.Ballots;

            /**
             * Encodes the specified Ballots message. Does not implicitly {@link quorate.v1.Ballots.verify|verify} messages.
             * @param message Ballots message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Ballots.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Ballots message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Ballots & quorate.v1.Ballots.$Shape} Ballots
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Ballots & quorate.v1.Ballots.$Shape;
        }

        namespace Ballots {

            /** Properties of a Ballots. */
            interface $Properties {

                /** Ballots ballots */
                ballots?: (quorate.v1.Envelope.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Ballots. */
            type $Shape = quorate.v1.Ballots.$Properties;
        }

        /**
         * Properties of a WantSnapshot.
         * @deprecated Use quorate.v1.WantSnapshot.$Properties instead.
         */
        interface IWantSnapshot extends quorate.v1.WantSnapshot.$Properties {
        }

        /** Represents a WantSnapshot. */
        class WantSnapshot {

            /**
             * Constructs a new WantSnapshot.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.WantSnapshot.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WantSnapshot block. */
            block: number;

            /** WantSnapshot part. */
            part: number;

            /**
             * Creates a new WantSnapshot instance using the specified properties.
             * @param [properties] Properties to set
             * @returns WantSnapshot instance
             */
            static create(properties: quorate.v1.WantSnapshot.$Shape): quorate.v1.WantSnapshot & quorate.v1.WantSnapshot.$Shape;
            static create(properties?: quorate.v1.WantSnapshot.$Properties): quorate.v1.WantSnapshot;

            /**
             * Encodes the specified WantSnapshot message. Does not implicitly {@link quorate.v1.WantSnapshot.verify|verify} messages.
             * @param message WantSnapshot message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.WantSnapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WantSnapshot message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.WantSnapshot & quorate.v1.WantSnapshot.$Shape} WantSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.WantSnapshot & quorate.v1.WantSnapshot.$Shape;
        }

        namespace WantSnapshot {

            /** Properties of a WantSnapshot. */
            interface $Properties {

                /** WantSnapshot block */
                block?: (number|null);

                /** WantSnapshot part */
                part?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WantSnapshot. */
            type $Shape = quorate.v1.WantSnapshot.$Properties;
        }

        /**
         * Properties of a SnapshotBytes.
         * @deprecated Use quorate.v1.SnapshotBytes.$Properties instead.
         */
        interface ISnapshotBytes extends quorate.v1.SnapshotBytes.$Properties {
        }

        /** Represents a SnapshotBytes. */
        class SnapshotBytes {

            /**
             * Constructs a new SnapshotBytes.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.SnapshotBytes.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotBytes block. */
            block: number;

            /** SnapshotBytes part. */
            part: number;

            /** SnapshotBytes bytes. */
            bytes: Uint8Array;

            /**
             * Creates a new SnapshotBytes instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotBytes instance
             */
            static create(properties: quorate.v1.SnapshotBytes.$Shape): quorate.v1.SnapshotBytes & quorate.v1.SnapshotBytes.$Shape;
            static create(properties?: quorate.v1.SnapshotBytes.$Properties): quorate.v1.SnapshotBytes;

            /**
             * Encodes the specified SnapshotBytes message. Does not implicitly {@link quorate.v1.SnapshotBytes.verify|verify} messages.
             * @param message SnapshotBytes message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.SnapshotBytes.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotBytes message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.SnapshotBytes & quorate.v1.SnapshotBytes.$Shape} SnapshotBytes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.SnapshotBytes & quorate.v1.SnapshotBytes.$Shape;
        }

        namespace SnapshotBytes {

            /** Properties of a SnapshotBytes. */
            interface $Properties {

                /** SnapshotBytes block */
                block?: (number|null);

                /** SnapshotBytes part */
                part?: (number|null);

                /** SnapshotBytes bytes */
                bytes?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotBytes. */
            type $Shape = quorate.v1.SnapshotBytes.$Properties;
        }

        /**
         * Properties of a WantBlocks.
         * @deprecated Use quorate.v1.WantBlocks.$Properties instead.
         */
        interface IWantBlocks extends quorate.v1.WantBlocks.$Properties {
        }

        /** Represents a WantBlocks. */
        class WantBlocks {

            /**
             * Constructs a new WantBlocks.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.WantBlocks.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** WantBlocks from. */
            from: number;

            /**
             * Creates a new WantBlocks instance using the specified properties.
             * @param [properties] Properties to set
             * @returns WantBlocks instance
             */
            static create(properties: quorate.v1.WantBlocks.$Shape): quorate.v1.WantBlocks & quorate.v1.WantBlocks.$Shape;
            static create(properties?: quorate.v1.WantBlocks.$Properties): quorate.v1.WantBlocks;

            /**
             * Encodes the specified WantBlocks message. Does not implicitly {@link quorate.v1.WantBlocks.verify|verify} messages.
             * @param message WantBlocks message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.WantBlocks.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WantBlocks message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.WantBlocks & quorate.v1.WantBlocks.$Shape} WantBlocks
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.WantBlocks & quorate.v1.WantBlocks.$Shape;
        }

        namespace WantBlocks {

            /** Properties of a WantBlocks. */
            interface $Properties {

                /** WantBlocks from */
                from?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WantBlocks. */
            type $Shape = quorate.v1.WantBlocks.$Properties;
        }

        /**
         * Properties of a Blocks.
         * @deprecated Use quorate.v1.Blocks.$Properties instead.
         */
        interface IBlocks extends quorate.v1.Blocks.$Properties {
        }

        /** Represents a Blocks. */
        class Blocks {

            /**
             * Constructs a new Blocks.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Blocks.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Blocks blocks. */
            blocks: quorate.v1.Block.$Properties[];

            /**
             * Creates a new Blocks instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Blocks instance
             */
            static create(properties: quorate.v1.Blocks.$Shape): quorate.v1.Blocks & quorate.v1.Blocks.$Shape;
            static create(properties?: quorate.v1.Blocks.$Properties): quorate.v1.Blocks;

            /**
             * Encodes the specified Blocks message. Does not implicitly {@link quorate.v1.Blocks.verify|verify} messages.
             * @param message Blocks message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Blocks.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Blocks message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Blocks & quorate.v1.Blocks.$Shape} Blocks
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Blocks & quorate.v1.Blocks.$Shape;
        }

        namespace Blocks {

            /** Properties of a Blocks. */
            interface $Properties {

                /** Blocks blocks */
                blocks?: (quorate.v1.Block.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Blocks. */
            type $Shape = quorate.v1.Blocks.$Properties;
        }

        /**
         * Properties of a WantOwn.
         * @deprecated Use quorate.v1.WantOwn.$Properties instead.
         */
        interface IWantOwn extends quorate.v1.WantOwn.$Properties {
        }

        /** Represents a WantOwn. */
        class WantOwn {

            /**
             * Constructs a new WantOwn.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.WantOwn.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /**
             * Creates a new WantOwn instance using the specified properties.
             * @param [properties] Properties to set
             * @returns WantOwn instance
             */
            static create(properties: quorate.v1.WantOwn.$Shape): quorate.v1.WantOwn & quorate.v1.WantOwn.$Shape;
            static create(properties?: quorate.v1.WantOwn.$Properties): quorate.v1.WantOwn;

            /**
             * Encodes the specified WantOwn message. Does not implicitly {@link quorate.v1.WantOwn.verify|verify} messages.
             * @param message WantOwn message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.WantOwn.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a WantOwn message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.WantOwn & quorate.v1.WantOwn.$Shape} WantOwn
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.WantOwn & quorate.v1.WantOwn.$Shape;
        }

        namespace WantOwn {

            /** Properties of a WantOwn. */
            interface $Properties {

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a WantOwn. */
            type $Shape = quorate.v1.WantOwn.$Properties;
        }

        /**
         * Properties of an Own.
         * @deprecated Use quorate.v1.Own.$Properties instead.
         */
        interface IOwn extends quorate.v1.Own.$Properties {
        }

        /** Represents an Own. */
        class Own {

            /**
             * Constructs a new Own.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Own.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Own event. */
            event?: (quorate.v1.Envelope.$Properties|null);

            /**
             * Creates a new Own instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Own instance
             */
            static create(properties: quorate.v1.Own.$Shape): quorate.v1.Own & quorate.v1.Own.$Shape;
            static create(properties?: quorate.v1.Own.$Properties): quorate.v1.Own;

            /**
             * Encodes the specified Own message. Does not implicitly {@link quorate.v1.Own.verify|verify} messages.
             * @param message Own message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Own.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Own message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Own & quorate.v1.Own.$Shape} Own
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Own & quorate.v1.Own.$Shape;
        }

        namespace Own {

            /** Properties of an Own. */
            interface $Properties {

                /** Own event */
                event?: (quorate.v1.Envelope.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Own. */
            type $Shape = quorate.v1.Own.$Properties;
        }

        /**
         * Properties of a ClockRequest.
         * @deprecated Use quorate.v1.ClockRequest.$Properties instead.
         */
        interface IClockRequest extends quorate.v1.ClockRequest.$Properties {
        }

        /** Represents a ClockRequest. */
        class ClockRequest {

            /**
             * Constructs a new ClockRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.ClockRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClockRequest nonce. */
            nonce: Uint8Array;

            /**
             * Creates a new ClockRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ClockRequest instance
             */
            static create(properties: quorate.v1.ClockRequest.$Shape): quorate.v1.ClockRequest & quorate.v1.ClockRequest.$Shape;
            static create(properties?: quorate.v1.ClockRequest.$Properties): quorate.v1.ClockRequest;

            /**
             * Encodes the specified ClockRequest message. Does not implicitly {@link quorate.v1.ClockRequest.verify|verify} messages.
             * @param message ClockRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.ClockRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClockRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.ClockRequest & quorate.v1.ClockRequest.$Shape} ClockRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.ClockRequest & quorate.v1.ClockRequest.$Shape;
        }

        namespace ClockRequest {

            /** Properties of a ClockRequest. */
            interface $Properties {

                /** ClockRequest nonce */
                nonce?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ClockRequest. */
            type $Shape = quorate.v1.ClockRequest.$Properties;
        }

        /**
         * Properties of a ClockAnswer.
         * @deprecated Use quorate.v1.ClockAnswer.$Properties instead.
         */
        interface IClockAnswer extends quorate.v1.ClockAnswer.$Properties {
        }

        /** Represents a ClockAnswer. */
        class ClockAnswer {

            /**
             * Constructs a new ClockAnswer.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.ClockAnswer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClockAnswer nonce. */
            nonce: Uint8Array;

            /** ClockAnswer clockUs. */
            clockUs: number;

            /**
             * Creates a new ClockAnswer instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ClockAnswer instance
             */
            static create(properties: quorate.v1.ClockAnswer.$Shape): quorate.v1.ClockAnswer & quorate.v1.ClockAnswer.$Shape;
            static create(properties?: quorate.v1.ClockAnswer.$Properties): quorate.v1.ClockAnswer;

            /**
             * Encodes the specified ClockAnswer message. Does not implicitly {@link quorate.v1.ClockAnswer.verify|verify} messages.
             * @param message ClockAnswer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.ClockAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClockAnswer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.ClockAnswer & quorate.v1.ClockAnswer.$Shape} ClockAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.ClockAnswer & quorate.v1.ClockAnswer.$Shape;
        }

        namespace ClockAnswer {

            /** Properties of a ClockAnswer. */
            interface $Properties {

                /** ClockAnswer nonce */
                nonce?: (Uint8Array|null);

                /** ClockAnswer clockUs */
                clockUs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ClockAnswer. */
            type $Shape = quorate.v1.ClockAnswer.$Properties;
        }

        /**
         * Properties of a Certificates.
         * @deprecated Use quorate.v1.Certificates.$Properties instead.
         */
        interface ICertificates extends quorate.v1.Certificates.$Properties {
        }

        /** Represents a Certificates. */
        class Certificates {

            /**
             * Constructs a new Certificates.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Certificates.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Certificates certificates. */
            certificates: quorate.v1.Certificate.$Properties[];

            /** Certificates ballots. */
            ballots: quorate.v1.Envelope.$Properties[];

            /**
             * Creates a new Certificates instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Certificates instance
             */
            static create(properties: quorate.v1.Certificates.$Shape): quorate.v1.Certificates & quorate.v1.Certificates.$Shape;
            static create(properties?: quorate.v1.Certificates.$Properties): quorate.v1.Certificates;

            /**
             * Encodes the specified Certificates message. Does not implicitly {@link quorate.v1.Certificates.verify|verify} messages.
             * @param message Certificates message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Certificates.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Certificates message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Certificates & quorate.v1.Certificates.$Shape} Certificates
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Certificates & quorate.v1.Certificates.$Shape;
        }

        namespace Certificates {

            /** Properties of a Certificates. */
            interface $Properties {

                /** Certificates certificates */
                certificates?: (quorate.v1.Certificate.$Properties[]|null);

                /** Certificates ballots */
                ballots?: (quorate.v1.Envelope.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Certificates. */
            type $Shape = quorate.v1.Certificates.$Properties;
        }

        /**
         * Properties of a Fence.
         * @deprecated Use quorate.v1.Fence.$Properties instead.
         */
        interface IFence extends quorate.v1.Fence.$Properties {
        }

        /** Represents a Fence. */
        class Fence {

            /**
             * Constructs a new Fence.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Fence.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Fence device. */
            device: string;

            /** Fence deviceSequence. */
            deviceSequence: number;

            /** Fence id. */
            id: Uint8Array;

            /** Fence catchUp. */
            catchUp: boolean;

            /** Fence last. */
            last?: (quorate.v1.FencePlace.$Properties|null);

            /**
             * Creates a new Fence instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Fence instance
             */
            static create(properties: quorate.v1.Fence.$Shape): quorate.v1.Fence & quorate.v1.Fence.$Shape;
            static create(properties?: quorate.v1.Fence.$Properties): quorate.v1.Fence;

            /**
             * Encodes the specified Fence message. Does not implicitly {@link quorate.v1.Fence.verify|verify} messages.
             * @param message Fence message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Fence.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Fence message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Fence & quorate.v1.Fence.$Shape} Fence
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Fence & quorate.v1.Fence.$Shape;
        }

        namespace Fence {

            /** Properties of a Fence. */
            interface $Properties {

                /** Fence device */
                device?: (string|null);

                /** Fence deviceSequence */
                deviceSequence?: (number|null);

                /** Fence id */
                id?: (Uint8Array|null);

                /** Fence catchUp */
                catchUp?: (boolean|null);

                /** Fence last */
                last?: (quorate.v1.FencePlace.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Fence. */
            type $Shape = quorate.v1.Fence.$Properties;
        }

        /**
         * Properties of a FencePlace.
         * @deprecated Use quorate.v1.FencePlace.$Properties instead.
         */
        interface IFencePlace extends quorate.v1.FencePlace.$Properties {
        }

        /** Represents a FencePlace. */
        class FencePlace {

            /**
             * Constructs a new FencePlace.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.FencePlace.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FencePlace deviceSequence. */
            deviceSequence: number;

            /** FencePlace id. */
            id: Uint8Array;

            /**
             * Creates a new FencePlace instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FencePlace instance
             */
            static create(properties: quorate.v1.FencePlace.$Shape): quorate.v1.FencePlace & quorate.v1.FencePlace.$Shape;
            static create(properties?: quorate.v1.FencePlace.$Properties): quorate.v1.FencePlace;

            /**
             * Encodes the specified FencePlace message. Does not implicitly {@link quorate.v1.FencePlace.verify|verify} messages.
             * @param message FencePlace message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.FencePlace.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FencePlace message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.FencePlace & quorate.v1.FencePlace.$Shape} FencePlace
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.FencePlace & quorate.v1.FencePlace.$Shape;
        }

        namespace FencePlace {

            /** Properties of a FencePlace. */
            interface $Properties {

                /** FencePlace deviceSequence */
                deviceSequence?: (number|null);

                /** FencePlace id */
                id?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FencePlace. */
            type $Shape = quorate.v1.FencePlace.$Properties;
        }

        /**
         * Properties of an Ordered.
         * @deprecated Use quorate.v1.Ordered.$Properties instead.
         */
        interface IOrdered extends quorate.v1.Ordered.$Properties {
        }

        /** Represents an Ordered. */
        class Ordered {

            /**
             * Constructs a new Ordered.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Ordered.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ordered device. */
            device: string;

            /** Ordered deviceSequence. */
            deviceSequence: number;

            /**
             * Creates a new Ordered instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Ordered instance
             */
            static create(properties: quorate.v1.Ordered.$Shape): quorate.v1.Ordered & quorate.v1.Ordered.$Shape;
            static create(properties?: quorate.v1.Ordered.$Properties): quorate.v1.Ordered;

            /**
             * Encodes the specified Ordered message. Does not implicitly {@link quorate.v1.Ordered.verify|verify} messages.
             * @param message Ordered message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Ordered.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Ordered message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Ordered & quorate.v1.Ordered.$Shape} Ordered
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Ordered & quorate.v1.Ordered.$Shape;
        }

        namespace Ordered {

            /** Properties of an Ordered. */
            interface $Properties {

                /** Ordered device */
                device?: (string|null);

                /** Ordered deviceSequence */
                deviceSequence?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Ordered. */
            type $Shape = quorate.v1.Ordered.$Properties;
        }

        /**
         * Properties of a Submit.
         * @deprecated Use quorate.v1.Submit.$Properties instead.
         */
        interface ISubmit extends quorate.v1.Submit.$Properties {
        }

        /** Represents a Submit. */
        class Submit {

            /**
             * Constructs a new Submit.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Submit.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Submit command. */
            command?: (quorate.v1.Envelope.$Properties|null);

            /** Submit approval. */
            approval?: (quorate.v1.Envelope.$Properties|null);

            /** Submit alarm. */
            alarm?: (quorate.v1.Envelope.$Properties|null);

            /** Submit place. */
            place: number;

            /** Submit kind. */
            kind?: ("command"|"approval"|"alarm");

            /**
             * Creates a new Submit instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Submit instance
             */
            static create(properties: quorate.v1.Submit.$Shape): quorate.v1.Submit & quorate.v1.Submit.$Shape;
            static create(properties?: quorate.v1.Submit.$Properties): quorate.v1.Submit;

            /**
             * Encodes the specified Submit message. Does not implicitly {@link quorate.v1.Submit.verify|verify} messages.
             * @param message Submit message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Submit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Submit message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Submit & quorate.v1.Submit.$Shape} Submit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Submit & quorate.v1.Submit.$Shape;
        }

        namespace Submit {

            /** Properties of a Submit. */
            interface $Properties {

                /** Submit command */
                command?: (quorate.v1.Envelope.$Properties|null);

                /** Submit approval */
                approval?: (quorate.v1.Envelope.$Properties|null);

                /** Submit alarm */
                alarm?: (quorate.v1.Envelope.$Properties|null);

                /** Submit place */
                place?: (number|null);

                /** Submit kind */
                kind?: ("command"|"approval"|"alarm");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Submit. */
            type $Shape = {
              command?: quorate.v1.Envelope.$Shape|null;
              approval?: quorate.v1.Envelope.$Shape|null;
              alarm?: quorate.v1.Envelope.$Shape|null;
              place?: number|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; command?: null; approval?: null; alarm?: null }|{ kind?: "command"; command: quorate.v1.Envelope.$Shape; approval?: null; alarm?: null }|{ kind?: "approval"; command?: null; approval: quorate.v1.Envelope.$Shape; alarm?: null }|{ kind?: "alarm"; command?: null; approval?: null; alarm: quorate.v1.Envelope.$Shape })
            );
        }

        /**
         * Properties of a Progress.
         * @deprecated Use quorate.v1.Progress.$Properties instead.
         */
        interface IProgress extends quorate.v1.Progress.$Properties {
        }

        /** Represents a Progress. */
        class Progress {

            /**
             * Constructs a new Progress.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Progress.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Progress id. */
            id: Uint8Array;

            /** Progress stage. */
            stage: string;

            /** Progress outcome. */
            outcome: string;

            /** Progress code. */
            code: string;

            /** Progress detail. */
            detail: string;

            /** Progress timeMs. */
            timeMs: number;

            /** Progress sequence. */
            sequence: number;

            /** Progress block. */
            block: number;

            /** Progress ballots. */
            ballots: number;

            /** Progress report. */
            report?: (quorate.v1.Envelope.$Properties|null);

            /**
             * Creates a new Progress instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Progress instance
             */
            static create(properties: quorate.v1.Progress.$Shape): quorate.v1.Progress & quorate.v1.Progress.$Shape;
            static create(properties?: quorate.v1.Progress.$Properties): quorate.v1.Progress;

            /**
             * Encodes the specified Progress message. Does not implicitly {@link quorate.v1.Progress.verify|verify} messages.
             * @param message Progress message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Progress.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Progress message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Progress & quorate.v1.Progress.$Shape} Progress
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Progress & quorate.v1.Progress.$Shape;
        }

        namespace Progress {

            /** Properties of a Progress. */
            interface $Properties {

                /** Progress id */
                id?: (Uint8Array|null);

                /** Progress stage */
                stage?: (string|null);

                /** Progress outcome */
                outcome?: (string|null);

                /** Progress code */
                code?: (string|null);

                /** Progress detail */
                detail?: (string|null);

                /** Progress timeMs */
                timeMs?: (number|null);

                /** Progress sequence */
                sequence?: (number|null);

                /** Progress block */
                block?: (number|null);

                /** Progress ballots */
                ballots?: (number|null);

                /** Progress report */
                report?: (quorate.v1.Envelope.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Progress. */
            type $Shape = quorate.v1.Progress.$Properties;
        }

        /**
         * Properties of a Watch.
         * @deprecated Use quorate.v1.Watch.$Properties instead.
         */
        interface IWatch extends quorate.v1.Watch.$Properties {
        }

        /** Represents a Watch. */
        class Watch {

            /**
             * Constructs a new Watch.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Watch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Watch id. */
            id: Uint8Array;

            /**
             * Creates a new Watch instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Watch instance
             */
            static create(properties: quorate.v1.Watch.$Shape): quorate.v1.Watch & quorate.v1.Watch.$Shape;
            static create(properties?: quorate.v1.Watch.$Properties): quorate.v1.Watch;

            /**
             * Encodes the specified Watch message. Does not implicitly {@link quorate.v1.Watch.verify|verify} messages.
             * @param message Watch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Watch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Watch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Watch & quorate.v1.Watch.$Shape} Watch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Watch & quorate.v1.Watch.$Shape;
        }

        namespace Watch {

            /** Properties of a Watch. */
            interface $Properties {

                /** Watch id */
                id?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Watch. */
            type $Shape = quorate.v1.Watch.$Properties;
        }

        /**
         * Properties of a Query.
         * @deprecated Use quorate.v1.Query.$Properties instead.
         */
        interface IQuery extends quorate.v1.Query.$Properties {
        }

        /** Represents a Query. */
        class Query {

            /**
             * Constructs a new Query.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Query.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Query status. */
            status?: (boolean|null);

            /** Query readings. */
            readings?: (boolean|null);

            /** Query blocks. */
            blocks?: (quorate.v1.BlockRange.$Properties|null);

            /** Query evidence. */
            evidence?: (boolean|null);

            /** Query alarms. */
            alarms?: (boolean|null);

            /** Query samples. */
            samples?: (quorate.v1.SampleRange.$Properties|null);

            /** Query graph. */
            graph?: (quorate.v1.GraphRange.$Properties|null);

            /** Query commands. */
            commands?: (boolean|null);

            /** Query interlocks. */
            interlocks?: (boolean|null);

            /** Query own. */
            own?: (quorate.v1.OwnRange.$Properties|null);

            /** Query kind. */
            kind?: ("status"|"readings"|"blocks"|"evidence"|"alarms"|"samples"|"graph"|"commands"|"interlocks"|"own");

            /**
             * Creates a new Query instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Query instance
             */
            static create(properties: quorate.v1.Query.$Shape): quorate.v1.Query & quorate.v1.Query.$Shape;
            static create(properties?: quorate.v1.Query.$Properties): quorate.v1.Query;

            /**
             * Encodes the specified Query message. Does not implicitly {@link quorate.v1.Query.verify|verify} messages.
             * @param message Query message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Query.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Query message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Query & quorate.v1.Query.$Shape} Query
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Query & quorate.v1.Query.$Shape;
        }

        namespace Query {

            /** Properties of a Query. */
            interface $Properties {

                /** Query status */
                status?: (boolean|null);

                /** Query readings */
                readings?: (boolean|null);

                /** Query blocks */
                blocks?: (quorate.v1.BlockRange.$Properties|null);

                /** Query evidence */
                evidence?: (boolean|null);

                /** Query alarms */
                alarms?: (boolean|null);

                /** Query samples */
                samples?: (quorate.v1.SampleRange.$Properties|null);

                /** Query graph */
                graph?: (quorate.v1.GraphRange.$Properties|null);

                /** Query commands */
                commands?: (boolean|null);

                /** Query interlocks */
                interlocks?: (boolean|null);

                /** Query own */
                own?: (quorate.v1.OwnRange.$Properties|null);

                /** Query kind */
                kind?: ("status"|"readings"|"blocks"|"evidence"|"alarms"|"samples"|"graph"|"commands"|"interlocks"|"own");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Query. */
            type $Shape = {
              status?: boolean|null;
              readings?: boolean|null;
              blocks?: quorate.v1.BlockRange.$Shape|null;
              evidence?: boolean|null;
              alarms?: boolean|null;
              samples?: quorate.v1.SampleRange.$Shape|null;
              graph?: quorate.v1.GraphRange.$Shape|null;
              commands?: boolean|null;
              interlocks?: boolean|null;
              own?: quorate.v1.OwnRange.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; status?: null; readings?: null; blocks?: null; evidence?: null; alarms?: null; samples?: null; graph?: null; commands?: null; interlocks?: null; own?: null }|{ kind?: "status"; status: boolean; readings?: null; blocks?: null; evidence?: null; alarms?: null; samples?: null; graph?: null; commands?: null; interlocks?: null; own?: null }|{ kind?: "readings"; status?: null; readings: boolean; blocks?: null; evidence?: null; alarms?: null; samples?: null; graph?: null; commands?: null; interlocks?: null; own?: null }|{ kind?: "blocks"; status?: null; readings?: null; blocks: quorate.v1.BlockRange.$Shape; evidence?: null; alarms?: null; samples?: null; graph?: null; commands?: null; interlocks?: null; own?: null }|{ kind?: "evidence"; status?: null; readings?: null; blocks?: null; evidence: boolean; alarms?: null; samples?: null; graph?: null; commands?: null; interlocks?: null; own?: null }|{ kind?: "alarms"; status?: null; readings?: null; blocks?: null; evidence?: null; alarms: boolean; samples?: null; graph?: null; commands?: null; interlocks?: null; own?: null }|{ kind?: "samples"; status?: null; readings?: null; blocks?: null; evidence?: null; alarms?: null; samples: quorate.v1.SampleRange.$Shape; graph?: null; commands?: null; interlocks?: null; own?: null }|{ kind?: "graph"; status?: null; readings?: null; blocks?: null; evidence?: null; alarms?: null; samples?: null; graph: quorate.v1.GraphRange.$Shape; commands?: null; interlocks?: null; own?: null }|{ kind?: "commands"; status?: null; readings?: null; blocks?: null; evidence?: null; alarms?: null; samples?: null; graph?: null; commands: boolean; interlocks?: null; own?: null }|{ kind?: "interlocks"; status?: null; readings?: null; blocks?: null; evidence?: null; alarms?: null; samples?: null; graph?: null; commands?: null; interlocks: boolean; own?: null }|{ kind?: "own"; status?: null; readings?: null; blocks?: null; evidence?: null; alarms?: null; samples?: null; graph?: null; commands?: null; interlocks?: null; own: quorate.v1.OwnRange.$Shape })
            );
        }

        /**
         * Properties of an OwnRange.
         * @deprecated Use quorate.v1.OwnRange.$Properties instead.
         */
        interface IOwnRange extends quorate.v1.OwnRange.$Properties {
        }

        /** Represents an OwnRange. */
        class OwnRange {

            /**
             * Constructs a new OwnRange.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.OwnRange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OwnRange device. */
            device: string;

            /** OwnRange from. */
            from: number;

            /**
             * Creates a new OwnRange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OwnRange instance
             */
            static create(properties: quorate.v1.OwnRange.$Shape): quorate.v1.OwnRange & quorate.v1.OwnRange.$Shape;
            static create(properties?: quorate.v1.OwnRange.$Properties): quorate.v1.OwnRange;

            /**
             * Encodes the specified OwnRange message. Does not implicitly {@link quorate.v1.OwnRange.verify|verify} messages.
             * @param message OwnRange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.OwnRange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OwnRange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.OwnRange & quorate.v1.OwnRange.$Shape} OwnRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.OwnRange & quorate.v1.OwnRange.$Shape;
        }

        namespace OwnRange {

            /** Properties of an OwnRange. */
            interface $Properties {

                /** OwnRange device */
                device?: (string|null);

                /** OwnRange from */
                from?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OwnRange. */
            type $Shape = quorate.v1.OwnRange.$Properties;
        }

        /**
         * Properties of an OwnSample.
         * @deprecated Use quorate.v1.OwnSample.$Properties instead.
         */
        interface IOwnSample extends quorate.v1.OwnSample.$Properties {
        }

        /** Represents an OwnSample. */
        class OwnSample {

            /**
             * Constructs a new OwnSample.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.OwnSample.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OwnSample point. */
            point: number;

            /** OwnSample value. */
            value?: (quorate.v1.Value.$Properties|null);

            /** OwnSample quality. */
            quality: number;

            /** OwnSample reason. */
            reason: string;

            /** OwnSample ageMs. */
            ageMs: number;

            /**
             * Creates a new OwnSample instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OwnSample instance
             */
            static create(properties: quorate.v1.OwnSample.$Shape): quorate.v1.OwnSample & quorate.v1.OwnSample.$Shape;
            static create(properties?: quorate.v1.OwnSample.$Properties): quorate.v1.OwnSample;

            /**
             * Encodes the specified OwnSample message. Does not implicitly {@link quorate.v1.OwnSample.verify|verify} messages.
             * @param message OwnSample message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.OwnSample.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OwnSample message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.OwnSample & quorate.v1.OwnSample.$Shape} OwnSample
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.OwnSample & quorate.v1.OwnSample.$Shape;
        }

        namespace OwnSample {

            /** Properties of an OwnSample. */
            interface $Properties {

                /** OwnSample point */
                point?: (number|null);

                /** OwnSample value */
                value?: (quorate.v1.Value.$Properties|null);

                /** OwnSample quality */
                quality?: (number|null);

                /** OwnSample reason */
                reason?: (string|null);

                /** OwnSample ageMs */
                ageMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OwnSample. */
            type $Shape = {
              point?: number|null;
              value?: quorate.v1.Value.$Shape|null;
              quality?: number|null;
              reason?: string|null;
              ageMs?: number|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of an OwnSamples.
         * @deprecated Use quorate.v1.OwnSamples.$Properties instead.
         */
        interface IOwnSamples extends quorate.v1.OwnSamples.$Properties {
        }

        /** Represents an OwnSamples. */
        class OwnSamples {

            /**
             * Constructs a new OwnSamples.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.OwnSamples.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OwnSamples device. */
            device: string;

            /** OwnSamples timeMs. */
            timeMs: number;

            /** OwnSamples samples. */
            samples: quorate.v1.OwnSample.$Properties[];

            /** OwnSamples next. */
            next: number;

            /**
             * Creates a new OwnSamples instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OwnSamples instance
             */
            static create(properties: quorate.v1.OwnSamples.$Shape): quorate.v1.OwnSamples & quorate.v1.OwnSamples.$Shape;
            static create(properties?: quorate.v1.OwnSamples.$Properties): quorate.v1.OwnSamples;

            /**
             * Encodes the specified OwnSamples message. Does not implicitly {@link quorate.v1.OwnSamples.verify|verify} messages.
             * @param message OwnSamples message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.OwnSamples.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OwnSamples message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.OwnSamples & quorate.v1.OwnSamples.$Shape} OwnSamples
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.OwnSamples & quorate.v1.OwnSamples.$Shape;
        }

        namespace OwnSamples {

            /** Properties of an OwnSamples. */
            interface $Properties {

                /** OwnSamples device */
                device?: (string|null);

                /** OwnSamples timeMs */
                timeMs?: (number|null);

                /** OwnSamples samples */
                samples?: (quorate.v1.OwnSample.$Properties[]|null);

                /** OwnSamples next */
                next?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OwnSamples. */
            type $Shape = {
              device?: string|null;
              timeMs?: number|null;
              samples?: quorate.v1.OwnSample.$Shape[]|null;
              next?: number|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a SampleRange.
         * @deprecated Use quorate.v1.SampleRange.$Properties instead.
         */
        interface ISampleRange extends quorate.v1.SampleRange.$Properties {
        }

        /** Represents a SampleRange. */
        class SampleRange {

            /**
             * Constructs a new SampleRange.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.SampleRange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SampleRange fromMs. */
            fromMs: number;

            /** SampleRange limit. */
            limit: number;

            /** SampleRange fromPlace. */
            fromPlace: number;

            /**
             * Creates a new SampleRange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SampleRange instance
             */
            static create(properties: quorate.v1.SampleRange.$Shape): quorate.v1.SampleRange & quorate.v1.SampleRange.$Shape;
            static create(properties?: quorate.v1.SampleRange.$Properties): quorate.v1.SampleRange;

            /**
             * Encodes the specified SampleRange message. Does not implicitly {@link quorate.v1.SampleRange.verify|verify} messages.
             * @param message SampleRange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.SampleRange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SampleRange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.SampleRange & quorate.v1.SampleRange.$Shape} SampleRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.SampleRange & quorate.v1.SampleRange.$Shape;
        }

        namespace SampleRange {

            /** Properties of a SampleRange. */
            interface $Properties {

                /** SampleRange fromMs */
                fromMs?: (number|null);

                /** SampleRange limit */
                limit?: (number|null);

                /** SampleRange fromPlace */
                fromPlace?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SampleRange. */
            type $Shape = quorate.v1.SampleRange.$Properties;
        }

        /**
         * Properties of a GraphRange.
         * @deprecated Use quorate.v1.GraphRange.$Properties instead.
         */
        interface IGraphRange extends quorate.v1.GraphRange.$Properties {
        }

        /** Represents a GraphRange. */
        class GraphRange {

            /**
             * Constructs a new GraphRange.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.GraphRange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GraphRange fromRound. */
            fromRound: number;

            /** GraphRange limit. */
            limit: number;

            /**
             * Creates a new GraphRange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GraphRange instance
             */
            static create(properties: quorate.v1.GraphRange.$Shape): quorate.v1.GraphRange & quorate.v1.GraphRange.$Shape;
            static create(properties?: quorate.v1.GraphRange.$Properties): quorate.v1.GraphRange;

            /**
             * Encodes the specified GraphRange message. Does not implicitly {@link quorate.v1.GraphRange.verify|verify} messages.
             * @param message GraphRange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.GraphRange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GraphRange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.GraphRange & quorate.v1.GraphRange.$Shape} GraphRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.GraphRange & quorate.v1.GraphRange.$Shape;
        }

        namespace GraphRange {

            /** Properties of a GraphRange. */
            interface $Properties {

                /** GraphRange fromRound */
                fromRound?: (number|null);

                /** GraphRange limit */
                limit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GraphRange. */
            type $Shape = quorate.v1.GraphRange.$Properties;
        }

        /**
         * Properties of an Equivocation.
         * @deprecated Use quorate.v1.Equivocation.$Properties instead.
         */
        interface IEquivocation extends quorate.v1.Equivocation.$Properties {
        }

        /** Represents an Equivocation. */
        class Equivocation {

            /**
             * Constructs a new Equivocation.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Equivocation.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Equivocation first. */
            first?: (quorate.v1.Envelope.$Properties|null);

            /** Equivocation second. */
            second?: (quorate.v1.Envelope.$Properties|null);

            /**
             * Creates a new Equivocation instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Equivocation instance
             */
            static create(properties: quorate.v1.Equivocation.$Shape): quorate.v1.Equivocation & quorate.v1.Equivocation.$Shape;
            static create(properties?: quorate.v1.Equivocation.$Properties): quorate.v1.Equivocation;

            /**
             * Encodes the specified Equivocation message. Does not implicitly {@link quorate.v1.Equivocation.verify|verify} messages.
             * @param message Equivocation message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Equivocation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Equivocation message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Equivocation & quorate.v1.Equivocation.$Shape} Equivocation
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Equivocation & quorate.v1.Equivocation.$Shape;
        }

        namespace Equivocation {

            /** Properties of an Equivocation. */
            interface $Properties {

                /** Equivocation first */
                first?: (quorate.v1.Envelope.$Properties|null);

                /** Equivocation second */
                second?: (quorate.v1.Envelope.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Equivocation. */
            type $Shape = quorate.v1.Equivocation.$Properties;
        }

        /**
         * Properties of a BlockRange.
         * @deprecated Use quorate.v1.BlockRange.$Properties instead.
         */
        interface IBlockRange extends quorate.v1.BlockRange.$Properties {
        }

        /** Represents a BlockRange. */
        class BlockRange {

            /**
             * Constructs a new BlockRange.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.BlockRange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BlockRange from. */
            from: number;

            /** BlockRange fromSequence. */
            fromSequence: number;

            /** BlockRange limit. */
            limit: number;

            /**
             * Creates a new BlockRange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BlockRange instance
             */
            static create(properties: quorate.v1.BlockRange.$Shape): quorate.v1.BlockRange & quorate.v1.BlockRange.$Shape;
            static create(properties?: quorate.v1.BlockRange.$Properties): quorate.v1.BlockRange;

            /**
             * Encodes the specified BlockRange message. Does not implicitly {@link quorate.v1.BlockRange.verify|verify} messages.
             * @param message BlockRange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.BlockRange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BlockRange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.BlockRange & quorate.v1.BlockRange.$Shape} BlockRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.BlockRange & quorate.v1.BlockRange.$Shape;
        }

        namespace BlockRange {

            /** Properties of a BlockRange. */
            interface $Properties {

                /** BlockRange from */
                from?: (number|null);

                /** BlockRange fromSequence */
                fromSequence?: (number|null);

                /** BlockRange limit */
                limit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BlockRange. */
            type $Shape = quorate.v1.BlockRange.$Properties;
        }

        /**
         * Properties of an Answer.
         * @deprecated Use quorate.v1.Answer.$Properties instead.
         */
        interface IAnswer extends quorate.v1.Answer.$Properties {
        }

        /** Represents an Answer. */
        class Answer {

            /**
             * Constructs a new Answer.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Answer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Answer json. */
            json: string;

            /** Answer readings. */
            readings: quorate.v1.Envelope.$Properties[];

            /** Answer blocks. */
            blocks: quorate.v1.Block.$Properties[];

            /** Answer lastBlock. */
            lastBlock: number;

            /** Answer code. */
            code: string;

            /** Answer detail. */
            detail: string;

            /** Answer equivocations. */
            equivocations: quorate.v1.Equivocation.$Properties[];

            /** Answer more. */
            more: boolean;

            /** Answer nextPlace. */
            nextPlace: number;

            /** Answer own. */
            own?: (quorate.v1.OwnSamples.$Properties|null);

            /** Answer unheard. */
            unheard: string[];

            /**
             * Creates a new Answer instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Answer instance
             */
            static create(properties: quorate.v1.Answer.$Shape): quorate.v1.Answer & quorate.v1.Answer.$Shape;
            static create(properties?: quorate.v1.Answer.$Properties): quorate.v1.Answer;

            /**
             * Encodes the specified Answer message. Does not implicitly {@link quorate.v1.Answer.verify|verify} messages.
             * @param message Answer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Answer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Answer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Answer & quorate.v1.Answer.$Shape} Answer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Answer & quorate.v1.Answer.$Shape;
        }

        namespace Answer {

            /** Properties of an Answer. */
            interface $Properties {

                /** Answer json */
                json?: (string|null);

                /** Answer readings */
                readings?: (quorate.v1.Envelope.$Properties[]|null);

                /** Answer blocks */
                blocks?: (quorate.v1.Block.$Properties[]|null);

                /** Answer lastBlock */
                lastBlock?: (number|null);

                /** Answer code */
                code?: (string|null);

                /** Answer detail */
                detail?: (string|null);

                /** Answer equivocations */
                equivocations?: (quorate.v1.Equivocation.$Properties[]|null);

                /** Answer more */
                more?: (boolean|null);

                /** Answer nextPlace */
                nextPlace?: (number|null);

                /** Answer own */
                own?: (quorate.v1.OwnSamples.$Properties|null);

                /** Answer unheard */
                unheard?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Answer. */
            type $Shape = {
              json?: string|null;
              readings?: quorate.v1.Envelope.$Shape[]|null;
              blocks?: quorate.v1.Block.$Shape[]|null;
              lastBlock?: number|null;
              code?: string|null;
              detail?: string|null;
              equivocations?: quorate.v1.Equivocation.$Shape[]|null;
              more?: boolean|null;
              nextPlace?: number|null;
              own?: quorate.v1.OwnSamples.$Shape|null;
              unheard?: string[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a Frame.
         * @deprecated Use quorate.v1.Frame.$Properties instead.
         */
        interface IFrame extends quorate.v1.Frame.$Properties {
        }

        /** Represents a Frame. */
        class Frame {

            /**
             * Constructs a new Frame.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Frame.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Frame request. */
            request: number;

            /** Frame tips. */
            tips?: (quorate.v1.Tips.$Properties|null);

            /** Frame events. */
            events?: (quorate.v1.Events.$Properties|null);

            /** Frame want. */
            want?: (quorate.v1.Want.$Properties|null);

            /** Frame ballots. */
            ballots?: (quorate.v1.Ballots.$Properties|null);

            /** Frame clockRequest. */
            clockRequest?: (quorate.v1.ClockRequest.$Properties|null);

            /** Frame clockAnswer. */
            clockAnswer?: (quorate.v1.ClockAnswer.$Properties|null);

            /** Frame certificates. */
            certificates?: (quorate.v1.Certificates.$Properties|null);

            /** Frame fence. */
            fence?: (quorate.v1.Fence.$Properties|null);

            /** Frame ordered. */
            ordered?: (quorate.v1.Ordered.$Properties|null);

            /** Frame report. */
            report?: (quorate.v1.Envelope.$Properties|null);

            /** Frame reading. */
            reading?: (quorate.v1.Envelope.$Properties|null);

            /** Frame submit. */
            submit?: (quorate.v1.Submit.$Properties|null);

            /** Frame progress. */
            progress?: (quorate.v1.Progress.$Properties|null);

            /** Frame watch. */
            watch?: (quorate.v1.Watch.$Properties|null);

            /** Frame query. */
            query?: (quorate.v1.Query.$Properties|null);

            /** Frame answer. */
            answer?: (quorate.v1.Answer.$Properties|null);

            /** Frame wantSnapshot. */
            wantSnapshot?: (quorate.v1.WantSnapshot.$Properties|null);

            /** Frame snapshot. */
            snapshot?: (quorate.v1.SnapshotBytes.$Properties|null);

            /** Frame wantBlocks. */
            wantBlocks?: (quorate.v1.WantBlocks.$Properties|null);

            /** Frame blocks. */
            blocks?: (quorate.v1.Blocks.$Properties|null);

            /** Frame wantOwn. */
            wantOwn?: (quorate.v1.WantOwn.$Properties|null);

            /** Frame own. */
            own?: (quorate.v1.Own.$Properties|null);

            /** Frame kind. */
            kind?: ("tips"|"events"|"want"|"ballots"|"clockRequest"|"clockAnswer"|"certificates"|"fence"|"ordered"|"report"|"reading"|"submit"|"progress"|"watch"|"query"|"answer"|"wantSnapshot"|"snapshot"|"wantBlocks"|"blocks"|"wantOwn"|"own");

            /**
             * Creates a new Frame instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Frame instance
             */
            static create(properties: quorate.v1.Frame.$Shape): quorate.v1.Frame & quorate.v1.Frame.$Shape;
            static create(properties?: quorate.v1.Frame.$Properties): quorate.v1.Frame;

            /**
             * Encodes the specified Frame message. Does not implicitly {@link quorate.v1.Frame.verify|verify} messages.
             * @param message Frame message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Frame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Frame message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Frame & quorate.v1.Frame.$Shape} Frame
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Frame & quorate.v1.Frame.$Shape;
        }

        namespace Frame {

            /** Properties of a Frame. */
            interface $Properties {

                /** Frame request */
                request?: (number|null);

                /** Frame tips */
                tips?: (quorate.v1.Tips.$Properties|null);

                /** Frame events */
                events?: (quorate.v1.Events.$Properties|null);

                /** Frame want */
                want?: (quorate.v1.Want.$Properties|null);

                /** Frame ballots */
                ballots?: (quorate.v1.Ballots.$Properties|null);

                /** Frame clockRequest */
                clockRequest?: (quorate.v1.ClockRequest.$Properties|null);

                /** Frame clockAnswer */
                clockAnswer?: (quorate.v1.ClockAnswer.$Properties|null);

                /** Frame certificates */
                certificates?: (quorate.v1.Certificates.$Properties|null);

                /** Frame fence */
                fence?: (quorate.v1.Fence.$Properties|null);

                /** Frame ordered */
                ordered?: (quorate.v1.Ordered.$Properties|null);

                /** Frame report */
                report?: (quorate.v1.Envelope.$Properties|null);

                /** Frame reading */
                reading?: (quorate.v1.Envelope.$Properties|null);

                /** Frame submit */
                submit?: (quorate.v1.Submit.$Properties|null);

                /** Frame progress */
                progress?: (quorate.v1.Progress.$Properties|null);

                /** Frame watch */
                watch?: (quorate.v1.Watch.$Properties|null);

                /** Frame query */
                query?: (quorate.v1.Query.$Properties|null);

                /** Frame answer */
                answer?: (quorate.v1.Answer.$Properties|null);

                /** Frame wantSnapshot */
                wantSnapshot?: (quorate.v1.WantSnapshot.$Properties|null);

                /** Frame snapshot */
                snapshot?: (quorate.v1.SnapshotBytes.$Properties|null);

                /** Frame wantBlocks */
                wantBlocks?: (quorate.v1.WantBlocks.$Properties|null);

                /** Frame blocks */
                blocks?: (quorate.v1.Blocks.$Properties|null);

                /** Frame wantOwn */
                wantOwn?: (quorate.v1.WantOwn.$Properties|null);

                /** Frame own */
                own?: (quorate.v1.Own.$Properties|null);

                /** Frame kind */
                kind?: ("tips"|"events"|"want"|"ballots"|"clockRequest"|"clockAnswer"|"certificates"|"fence"|"ordered"|"report"|"reading"|"submit"|"progress"|"watch"|"query"|"answer"|"wantSnapshot"|"snapshot"|"wantBlocks"|"blocks"|"wantOwn"|"own");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Frame. */
            type $Shape = {
              request?: number|null;
              tips?: quorate.v1.Tips.$Shape|null;
              events?: quorate.v1.Events.$Shape|null;
              want?: quorate.v1.Want.$Shape|null;
              ballots?: quorate.v1.Ballots.$Shape|null;
              clockRequest?: quorate.v1.ClockRequest.$Shape|null;
              clockAnswer?: quorate.v1.ClockAnswer.$Shape|null;
              certificates?: quorate.v1.Certificates.$Shape|null;
              fence?: quorate.v1.Fence.$Shape|null;
              ordered?: quorate.v1.Ordered.$Shape|null;
              report?: quorate.v1.Envelope.$Shape|null;
              reading?: quorate.v1.Envelope.$Shape|null;
              submit?: quorate.v1.Submit.$Shape|null;
              progress?: quorate.v1.Progress.$Shape|null;
              watch?: quorate.v1.Watch.$Shape|null;
              query?: quorate.v1.Query.$Shape|null;
              answer?: quorate.v1.Answer.$Shape|null;
              wantSnapshot?: quorate.v1.WantSnapshot.$Shape|null;
              snapshot?: quorate.v1.SnapshotBytes.$Shape|null;
              wantBlocks?: quorate.v1.WantBlocks.$Shape|null;
              blocks?: quorate.v1.Blocks.$Shape|null;
              wantOwn?: quorate.v1.WantOwn.$Shape|null;
              own?: quorate.v1.Own.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ kind?: undefined; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "tips"; tips: quorate.v1.Tips.$Shape; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "events"; tips?: null; events: quorate.v1.Events.$Shape; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "want"; tips?: null; events?: null; want: quorate.v1.Want.$Shape; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "ballots"; tips?: null; events?: null; want?: null; ballots: quorate.v1.Ballots.$Shape; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "clockRequest"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest: quorate.v1.ClockRequest.$Shape; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "clockAnswer"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer: quorate.v1.ClockAnswer.$Shape; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "certificates"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates: quorate.v1.Certificates.$Shape; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "fence"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence: quorate.v1.Fence.$Shape; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "ordered"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered: quorate.v1.Ordered.$Shape; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "report"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report: quorate.v1.Envelope.$Shape; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "reading"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading: quorate.v1.Envelope.$Shape; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "submit"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit: quorate.v1.Submit.$Shape; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "progress"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress: quorate.v1.Progress.$Shape; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "watch"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch: quorate.v1.Watch.$Shape; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "query"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query: quorate.v1.Query.$Shape; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "answer"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer: quorate.v1.Answer.$Shape; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "wantSnapshot"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot: quorate.v1.WantSnapshot.$Shape; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "snapshot"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot: quorate.v1.SnapshotBytes.$Shape; wantBlocks?: null; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "wantBlocks"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks: quorate.v1.WantBlocks.$Shape; blocks?: null; wantOwn?: null; own?: null }|{ kind?: "blocks"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks: quorate.v1.Blocks.$Shape; wantOwn?: null; own?: null }|{ kind?: "wantOwn"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn: quorate.v1.WantOwn.$Shape; own?: null }|{ kind?: "own"; tips?: null; events?: null; want?: null; ballots?: null; clockRequest?: null; clockAnswer?: null; certificates?: null; fence?: null; ordered?: null; report?: null; reading?: null; submit?: null; progress?: null; watch?: null; query?: null; answer?: null; wantSnapshot?: null; snapshot?: null; wantBlocks?: null; blocks?: null; wantOwn?: null; own: quorate.v1.Own.$Shape })
            );
        }

        /**
         * Properties of a StateClock.
         * @deprecated Use quorate.v1.StateClock.$Properties instead.
         */
        interface IStateClock extends quorate.v1.StateClock.$Properties {
        }

        /** Represents a StateClock. */
        class StateClock {

            /**
             * Constructs a new StateClock.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.StateClock.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StateClock round. */
            round: number;

            /** StateClock timeUs. */
            timeUs: number;

            /** StateClock block. */
            block: number;

            /** StateClock previous. */
            previous: Uint8Array;

            /** StateClock nextSequence. */
            nextSequence: number;

            /**
             * Creates a new StateClock instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StateClock instance
             */
            static create(properties: quorate.v1.StateClock.$Shape): quorate.v1.StateClock & quorate.v1.StateClock.$Shape;
            static create(properties?: quorate.v1.StateClock.$Properties): quorate.v1.StateClock;

            /**
             * Encodes the specified StateClock message. Does not implicitly {@link quorate.v1.StateClock.verify|verify} messages.
             * @param message StateClock message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.StateClock.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StateClock message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.StateClock & quorate.v1.StateClock.$Shape} StateClock
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.StateClock & quorate.v1.StateClock.$Shape;
        }

        namespace StateClock {

            /** Properties of a StateClock. */
            interface $Properties {

                /** StateClock round */
                round?: (number|null);

                /** StateClock timeUs */
                timeUs?: (number|null);

                /** StateClock block */
                block?: (number|null);

                /** StateClock previous */
                previous?: (Uint8Array|null);

                /** StateClock nextSequence */
                nextSequence?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StateClock. */
            type $Shape = quorate.v1.StateClock.$Properties;
        }

        /**
         * Properties of a StateDevice.
         * @deprecated Use quorate.v1.StateDevice.$Properties instead.
         */
        interface IStateDevice extends quorate.v1.StateDevice.$Properties {
        }

        /** Represents a StateDevice. */
        class StateDevice {

            /**
             * Constructs a new StateDevice.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.StateDevice.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StateDevice deviceSequence. */
            deviceSequence: number;

            /** StateDevice last. */
            last: Uint8Array;

            /** StateDevice open. */
            open: number;

            /**
             * Creates a new StateDevice instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StateDevice instance
             */
            static create(properties: quorate.v1.StateDevice.$Shape): quorate.v1.StateDevice & quorate.v1.StateDevice.$Shape;
            static create(properties?: quorate.v1.StateDevice.$Properties): quorate.v1.StateDevice;

            /**
             * Encodes the specified StateDevice message. Does not implicitly {@link quorate.v1.StateDevice.verify|verify} messages.
             * @param message StateDevice message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.StateDevice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StateDevice message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.StateDevice & quorate.v1.StateDevice.$Shape} StateDevice
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.StateDevice & quorate.v1.StateDevice.$Shape;
        }

        namespace StateDevice {

            /** Properties of a StateDevice. */
            interface $Properties {

                /** StateDevice deviceSequence */
                deviceSequence?: (number|null);

                /** StateDevice last */
                last?: (Uint8Array|null);

                /** StateDevice open */
                open?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StateDevice. */
            type $Shape = quorate.v1.StateDevice.$Properties;
        }

        /**
         * Properties of a StateCommand.
         * @deprecated Use quorate.v1.StateCommand.$Properties instead.
         */
        interface IStateCommand extends quorate.v1.StateCommand.$Properties {
        }

        /** Represents a StateCommand. */
        class StateCommand {

            /**
             * Constructs a new StateCommand.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.StateCommand.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StateCommand device. */
            device: string;

            /** StateCommand deviceSequence. */
            deviceSequence: number;

            /** StateCommand notAfterMs. */
            notAfterMs: number;

            /** StateCommand orderedUs. */
            orderedUs: number;

            /** StateCommand block. */
            block: number;

            /** StateCommand sequence. */
            sequence: number;

            /** StateCommand previous. */
            previous: Uint8Array;

            /** StateCommand vetoes. */
            vetoes: number;

            /** StateCommand closing. */
            closing: string;

            /** StateCommand closingBlock. */
            closingBlock: number;

            /** StateCommand closingSequence. */
            closingSequence: number;

            /** StateCommand command. */
            command?: (quorate.v1.Envelope.$Properties|null);

            /** StateCommand approvals. */
            approvals: Uint8Array[];

            /** StateCommand orderedRound. */
            orderedRound: number;

            /** StateCommand reasons. */
            reasons: string[];

            /**
             * Creates a new StateCommand instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StateCommand instance
             */
            static create(properties: quorate.v1.StateCommand.$Shape): quorate.v1.StateCommand & quorate.v1.StateCommand.$Shape;
            static create(properties?: quorate.v1.StateCommand.$Properties): quorate.v1.StateCommand;

            /**
             * Encodes the specified StateCommand message. Does not implicitly {@link quorate.v1.StateCommand.verify|verify} messages.
             * @param message StateCommand message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.StateCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StateCommand message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.StateCommand & quorate.v1.StateCommand.$Shape} StateCommand
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.StateCommand & quorate.v1.StateCommand.$Shape;
        }

        namespace StateCommand {

            /** Properties of a StateCommand. */
            interface $Properties {

                /** StateCommand device */
                device?: (string|null);

                /** StateCommand deviceSequence */
                deviceSequence?: (number|null);

                /** StateCommand notAfterMs */
                notAfterMs?: (number|null);

                /** StateCommand orderedUs */
                orderedUs?: (number|null);

                /** StateCommand block */
                block?: (number|null);

                /** StateCommand sequence */
                sequence?: (number|null);

                /** StateCommand previous */
                previous?: (Uint8Array|null);

                /** StateCommand vetoes */
                vetoes?: (number|null);

                /** StateCommand closing */
                closing?: (string|null);

                /** StateCommand closingBlock */
                closingBlock?: (number|null);

                /** StateCommand closingSequence */
                closingSequence?: (number|null);

                /** StateCommand command */
                command?: (quorate.v1.Envelope.$Properties|null);

                /** StateCommand approvals */
                approvals?: (Uint8Array[]|null);

                /** StateCommand orderedRound */
                orderedRound?: (number|null);

                /** StateCommand reasons */
                reasons?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StateCommand. */
            type $Shape = quorate.v1.StateCommand.$Properties;
        }

        /**
         * Properties of a StateSeen.
         * @deprecated Use quorate.v1.StateSeen.$Properties instead.
         */
        interface IStateSeen extends quorate.v1.StateSeen.$Properties {
        }

        /** Represents a StateSeen. */
        class StateSeen {

            /**
             * Constructs a new StateSeen.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.StateSeen.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StateSeen untilUs. */
            untilUs: number;

            /**
             * Creates a new StateSeen instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StateSeen instance
             */
            static create(properties: quorate.v1.StateSeen.$Shape): quorate.v1.StateSeen & quorate.v1.StateSeen.$Shape;
            static create(properties?: quorate.v1.StateSeen.$Properties): quorate.v1.StateSeen;

            /**
             * Encodes the specified StateSeen message. Does not implicitly {@link quorate.v1.StateSeen.verify|verify} messages.
             * @param message StateSeen message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.StateSeen.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StateSeen message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.StateSeen & quorate.v1.StateSeen.$Shape} StateSeen
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.StateSeen & quorate.v1.StateSeen.$Shape;
        }

        namespace StateSeen {

            /** Properties of a StateSeen. */
            interface $Properties {

                /** StateSeen untilUs */
                untilUs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StateSeen. */
            type $Shape = quorate.v1.StateSeen.$Properties;
        }

        /**
         * Properties of a StateRate.
         * @deprecated Use quorate.v1.StateRate.$Properties instead.
         */
        interface IStateRate extends quorate.v1.StateRate.$Properties {
        }

        /** Represents a StateRate. */
        class StateRate {

            /**
             * Constructs a new StateRate.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.StateRate.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StateRate timesUs. */
            timesUs: number[];

            /**
             * Creates a new StateRate instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StateRate instance
             */
            static create(properties: quorate.v1.StateRate.$Shape): quorate.v1.StateRate & quorate.v1.StateRate.$Shape;
            static create(properties?: quorate.v1.StateRate.$Properties): quorate.v1.StateRate;

            /**
             * Encodes the specified StateRate message. Does not implicitly {@link quorate.v1.StateRate.verify|verify} messages.
             * @param message StateRate message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.StateRate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StateRate message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.StateRate & quorate.v1.StateRate.$Shape} StateRate
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.StateRate & quorate.v1.StateRate.$Shape;
        }

        namespace StateRate {

            /** Properties of a StateRate. */
            interface $Properties {

                /** StateRate timesUs */
                timesUs?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StateRate. */
            type $Shape = quorate.v1.StateRate.$Properties;
        }

        /**
         * Properties of a StateDenials.
         * @deprecated Use quorate.v1.StateDenials.$Properties instead.
         */
        interface IStateDenials extends quorate.v1.StateDenials.$Properties {
        }

        /** Represents a StateDenials. */
        class StateDenials {

            /**
             * Constructs a new StateDenials.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.StateDenials.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StateDenials untilUs. */
            untilUs: number;

            /**
             * Creates a new StateDenials instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StateDenials instance
             */
            static create(properties: quorate.v1.StateDenials.$Shape): quorate.v1.StateDenials & quorate.v1.StateDenials.$Shape;
            static create(properties?: quorate.v1.StateDenials.$Properties): quorate.v1.StateDenials;

            /**
             * Encodes the specified StateDenials message. Does not implicitly {@link quorate.v1.StateDenials.verify|verify} messages.
             * @param message StateDenials message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.StateDenials.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StateDenials message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.StateDenials & quorate.v1.StateDenials.$Shape} StateDenials
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.StateDenials & quorate.v1.StateDenials.$Shape;
        }

        namespace StateDenials {

            /** Properties of a StateDenials. */
            interface $Properties {

                /** StateDenials untilUs */
                untilUs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StateDenials. */
            type $Shape = quorate.v1.StateDenials.$Properties;
        }

        /**
         * Properties of a StateAlarm.
         * @deprecated Use quorate.v1.StateAlarm.$Properties instead.
         */
        interface IStateAlarm extends quorate.v1.StateAlarm.$Properties {
        }

        /** Represents a StateAlarm. */
        class StateAlarm {

            /**
             * Constructs a new StateAlarm.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.StateAlarm.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StateAlarm acknowledgedMs. */
            acknowledgedMs: number;

            /** StateAlarm acknowledgedBy. */
            acknowledgedBy: Uint8Array;

            /** StateAlarm acknowledgedUs. */
            acknowledgedUs: number;

            /** StateAlarm shelvedUntilMs. */
            shelvedUntilMs: number;

            /** StateAlarm shelvedBy. */
            shelvedBy: Uint8Array;

            /** StateAlarm shelvedReason. */
            shelvedReason: string;

            /** StateAlarm outOfServiceBy. */
            outOfServiceBy: Uint8Array;

            /** StateAlarm outOfServiceReason. */
            outOfServiceReason: string;

            /** StateAlarm outOfServiceUs. */
            outOfServiceUs: number;

            /**
             * Creates a new StateAlarm instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StateAlarm instance
             */
            static create(properties: quorate.v1.StateAlarm.$Shape): quorate.v1.StateAlarm & quorate.v1.StateAlarm.$Shape;
            static create(properties?: quorate.v1.StateAlarm.$Properties): quorate.v1.StateAlarm;

            /**
             * Encodes the specified StateAlarm message. Does not implicitly {@link quorate.v1.StateAlarm.verify|verify} messages.
             * @param message StateAlarm message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.StateAlarm.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StateAlarm message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.StateAlarm & quorate.v1.StateAlarm.$Shape} StateAlarm
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.StateAlarm & quorate.v1.StateAlarm.$Shape;
        }

        namespace StateAlarm {

            /** Properties of a StateAlarm. */
            interface $Properties {

                /** StateAlarm acknowledgedMs */
                acknowledgedMs?: (number|null);

                /** StateAlarm acknowledgedBy */
                acknowledgedBy?: (Uint8Array|null);

                /** StateAlarm acknowledgedUs */
                acknowledgedUs?: (number|null);

                /** StateAlarm shelvedUntilMs */
                shelvedUntilMs?: (number|null);

                /** StateAlarm shelvedBy */
                shelvedBy?: (Uint8Array|null);

                /** StateAlarm shelvedReason */
                shelvedReason?: (string|null);

                /** StateAlarm outOfServiceBy */
                outOfServiceBy?: (Uint8Array|null);

                /** StateAlarm outOfServiceReason */
                outOfServiceReason?: (string|null);

                /** StateAlarm outOfServiceUs */
                outOfServiceUs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StateAlarm. */
            type $Shape = quorate.v1.StateAlarm.$Properties;
        }

        /**
         * Properties of a StateBlock.
         * @deprecated Use quorate.v1.StateBlock.$Properties instead.
         */
        interface IStateBlock extends quorate.v1.StateBlock.$Properties {
        }

        /** Represents a StateBlock. */
        class StateBlock {

            /**
             * Constructs a new StateBlock.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.StateBlock.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StateBlock header. */
            header: Uint8Array;

            /** StateBlock ballots. */
            ballots: number;

            /**
             * Creates a new StateBlock instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StateBlock instance
             */
            static create(properties: quorate.v1.StateBlock.$Shape): quorate.v1.StateBlock & quorate.v1.StateBlock.$Shape;
            static create(properties?: quorate.v1.StateBlock.$Properties): quorate.v1.StateBlock;

            /**
             * Encodes the specified StateBlock message. Does not implicitly {@link quorate.v1.StateBlock.verify|verify} messages.
             * @param message StateBlock message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.StateBlock.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StateBlock message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.StateBlock & quorate.v1.StateBlock.$Shape} StateBlock
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.StateBlock & quorate.v1.StateBlock.$Shape;
        }

        namespace StateBlock {

            /** Properties of a StateBlock. */
            interface $Properties {

                /** StateBlock header */
                header?: (Uint8Array|null);

                /** StateBlock ballots */
                ballots?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StateBlock. */
            type $Shape = quorate.v1.StateBlock.$Properties;
        }

        /**
         * Properties of a StateConsensus.
         * @deprecated Use quorate.v1.StateConsensus.$Properties instead.
         */
        interface IStateConsensus extends quorate.v1.StateConsensus.$Properties {
        }

        /** Represents a StateConsensus. */
        class StateConsensus {

            /**
             * Constructs a new StateConsensus.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.StateConsensus.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StateConsensus orderedEvents. */
            orderedEvents: number;

            /** StateConsensus timeUs. */
            timeUs: number;

            /** StateConsensus judges. */
            judges: Uint8Array[];

            /** StateConsensus minimumBirthRounds. */
            minimumBirthRounds: number[];

            /** StateConsensus sequences. */
            sequences: number[];

            /**
             * Creates a new StateConsensus instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StateConsensus instance
             */
            static create(properties: quorate.v1.StateConsensus.$Shape): quorate.v1.StateConsensus & quorate.v1.StateConsensus.$Shape;
            static create(properties?: quorate.v1.StateConsensus.$Properties): quorate.v1.StateConsensus;

            /**
             * Encodes the specified StateConsensus message. Does not implicitly {@link quorate.v1.StateConsensus.verify|verify} messages.
             * @param message StateConsensus message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.StateConsensus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StateConsensus message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.StateConsensus & quorate.v1.StateConsensus.$Shape} StateConsensus
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.StateConsensus & quorate.v1.StateConsensus.$Shape;
        }

        namespace StateConsensus {

            /** Properties of a StateConsensus. */
            interface $Properties {

                /** StateConsensus orderedEvents */
                orderedEvents?: (number|null);

                /** StateConsensus timeUs */
                timeUs?: (number|null);

                /** StateConsensus judges */
                judges?: (Uint8Array[]|null);

                /** StateConsensus minimumBirthRounds */
                minimumBirthRounds?: (number[]|null);

                /** StateConsensus sequences */
                sequences?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StateConsensus. */
            type $Shape = quorate.v1.StateConsensus.$Properties;
        }

        /**
         * Properties of a StateEntry.
         * @deprecated Use quorate.v1.StateEntry.$Properties instead.
         */
        interface IStateEntry extends quorate.v1.StateEntry.$Properties {
        }

        /** Represents a StateEntry. */
        class StateEntry {

            /**
             * Constructs a new StateEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.StateEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StateEntry key. */
            key: string;

            /** StateEntry value. */
            value: Uint8Array;

            /**
             * Creates a new StateEntry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StateEntry instance
             */
            static create(properties: quorate.v1.StateEntry.$Shape): quorate.v1.StateEntry & quorate.v1.StateEntry.$Shape;
            static create(properties?: quorate.v1.StateEntry.$Properties): quorate.v1.StateEntry;

            /**
             * Encodes the specified StateEntry message. Does not implicitly {@link quorate.v1.StateEntry.verify|verify} messages.
             * @param message StateEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.StateEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StateEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.StateEntry & quorate.v1.StateEntry.$Shape} StateEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.StateEntry & quorate.v1.StateEntry.$Shape;
        }

        namespace StateEntry {

            /** Properties of a StateEntry. */
            interface $Properties {

                /** StateEntry key */
                key?: (string|null);

                /** StateEntry value */
                value?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StateEntry. */
            type $Shape = quorate.v1.StateEntry.$Properties;
        }

        /**
         * Properties of a SnapshotHead.
         * @deprecated Use quorate.v1.SnapshotHead.$Properties instead.
         */
        interface ISnapshotHead extends quorate.v1.SnapshotHead.$Properties {
        }

        /** Represents a SnapshotHead. */
        class SnapshotHead {

            /**
             * Constructs a new SnapshotHead.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.SnapshotHead.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotHead header. */
            header: Uint8Array;

            /** SnapshotHead ballots. */
            ballots: quorate.v1.Envelope.$Properties[];

            /** SnapshotHead parts. */
            parts: number;

            /**
             * Creates a new SnapshotHead instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotHead instance
             */
            static create(properties: quorate.v1.SnapshotHead.$Shape): quorate.v1.SnapshotHead & quorate.v1.SnapshotHead.$Shape;
            static create(properties?: quorate.v1.SnapshotHead.$Properties): quorate.v1.SnapshotHead;

            /**
             * Encodes the specified SnapshotHead message. Does not implicitly {@link quorate.v1.SnapshotHead.verify|verify} messages.
             * @param message SnapshotHead message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.SnapshotHead.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotHead message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.SnapshotHead & quorate.v1.SnapshotHead.$Shape} SnapshotHead
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.SnapshotHead & quorate.v1.SnapshotHead.$Shape;
        }

        namespace SnapshotHead {

            /** Properties of a SnapshotHead. */
            interface $Properties {

                /** SnapshotHead header */
                header?: (Uint8Array|null);

                /** SnapshotHead ballots */
                ballots?: (quorate.v1.Envelope.$Properties[]|null);

                /** SnapshotHead parts */
                parts?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotHead. */
            type $Shape = quorate.v1.SnapshotHead.$Properties;
        }

        /**
         * Properties of a SnapshotPart.
         * @deprecated Use quorate.v1.SnapshotPart.$Properties instead.
         */
        interface ISnapshotPart extends quorate.v1.SnapshotPart.$Properties {
        }

        /** Represents a SnapshotPart. */
        class SnapshotPart {

            /**
             * Constructs a new SnapshotPart.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.SnapshotPart.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotPart entries. */
            entries: quorate.v1.StateEntry.$Properties[];

            /** SnapshotPart blocks. */
            blocks: quorate.v1.Block.$Properties[];

            /**
             * Creates a new SnapshotPart instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotPart instance
             */
            static create(properties: quorate.v1.SnapshotPart.$Shape): quorate.v1.SnapshotPart & quorate.v1.SnapshotPart.$Shape;
            static create(properties?: quorate.v1.SnapshotPart.$Properties): quorate.v1.SnapshotPart;

            /**
             * Encodes the specified SnapshotPart message. Does not implicitly {@link quorate.v1.SnapshotPart.verify|verify} messages.
             * @param message SnapshotPart message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.SnapshotPart.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotPart message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.SnapshotPart & quorate.v1.SnapshotPart.$Shape} SnapshotPart
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.SnapshotPart & quorate.v1.SnapshotPart.$Shape;
        }

        namespace SnapshotPart {

            /** Properties of a SnapshotPart. */
            interface $Properties {

                /** SnapshotPart entries */
                entries?: (quorate.v1.StateEntry.$Properties[]|null);

                /** SnapshotPart blocks */
                blocks?: (quorate.v1.Block.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotPart. */
            type $Shape = quorate.v1.SnapshotPart.$Properties;
        }

        /**
         * Properties of a SnapshotOwn.
         * @deprecated Use quorate.v1.SnapshotOwn.$Properties instead.
         */
        interface ISnapshotOwn extends quorate.v1.SnapshotOwn.$Properties {
        }

        /** Represents a SnapshotOwn. */
        class SnapshotOwn {

            /**
             * Constructs a new SnapshotOwn.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.SnapshotOwn.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotOwn tip. */
            tip?: (quorate.v1.Parent.$Properties|null);

            /** SnapshotOwn tipTimeUs. */
            tipTimeUs: number;

            /** SnapshotOwn votedBlock. */
            votedBlock: number;

            /** SnapshotOwn loss. */
            loss?: (quorate.v1.Loss.$Properties|null);

            /** SnapshotOwn newest. */
            newest: quorate.v1.Envelope.$Properties[];

            /** SnapshotOwn agent. */
            agent: number;

            /**
             * Creates a new SnapshotOwn instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotOwn instance
             */
            static create(properties: quorate.v1.SnapshotOwn.$Shape): quorate.v1.SnapshotOwn & quorate.v1.SnapshotOwn.$Shape;
            static create(properties?: quorate.v1.SnapshotOwn.$Properties): quorate.v1.SnapshotOwn;

            /**
             * Encodes the specified SnapshotOwn message. Does not implicitly {@link quorate.v1.SnapshotOwn.verify|verify} messages.
             * @param message SnapshotOwn message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.SnapshotOwn.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotOwn message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.SnapshotOwn & quorate.v1.SnapshotOwn.$Shape} SnapshotOwn
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.SnapshotOwn & quorate.v1.SnapshotOwn.$Shape;
        }

        namespace SnapshotOwn {

            /** Properties of a SnapshotOwn. */
            interface $Properties {

                /** SnapshotOwn tip */
                tip?: (quorate.v1.Parent.$Properties|null);

                /** SnapshotOwn tipTimeUs */
                tipTimeUs?: (number|null);

                /** SnapshotOwn votedBlock */
                votedBlock?: (number|null);

                /** SnapshotOwn loss */
                loss?: (quorate.v1.Loss.$Properties|null);

                /** SnapshotOwn newest */
                newest?: (quorate.v1.Envelope.$Properties[]|null);

                /** SnapshotOwn agent */
                agent?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotOwn. */
            type $Shape = quorate.v1.SnapshotOwn.$Properties;
        }

        /**
         * Properties of a Loss.
         * @deprecated Use quorate.v1.Loss.$Properties instead.
         */
        interface ILoss extends quorate.v1.Loss.$Properties {
        }

        /** Represents a Loss. */
        class Loss {

            /**
             * Constructs a new Loss.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.Loss.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Loss resumed. */
            resumed: boolean;

            /** Loss after. */
            after: number;

            /** Loss over. */
            over: boolean;

            /** Loss votedBlock. */
            votedBlock: number;

            /**
             * Creates a new Loss instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Loss instance
             */
            static create(properties: quorate.v1.Loss.$Shape): quorate.v1.Loss & quorate.v1.Loss.$Shape;
            static create(properties?: quorate.v1.Loss.$Properties): quorate.v1.Loss;

            /**
             * Encodes the specified Loss message. Does not implicitly {@link quorate.v1.Loss.verify|verify} messages.
             * @param message Loss message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.Loss.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Loss message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.Loss & quorate.v1.Loss.$Shape} Loss
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.Loss & quorate.v1.Loss.$Shape;
        }

        namespace Loss {

            /** Properties of a Loss. */
            interface $Properties {

                /** Loss resumed */
                resumed?: (boolean|null);

                /** Loss after */
                after?: (number|null);

                /** Loss over */
                over?: (boolean|null);

                /** Loss votedBlock */
                votedBlock?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Loss. */
            type $Shape = quorate.v1.Loss.$Properties;
        }

        /**
         * Properties of a LogHead.
         * @deprecated Use quorate.v1.LogHead.$Properties instead.
         */
        interface ILogHead extends quorate.v1.LogHead.$Properties {
        }

        /** Represents a LogHead. */
        class LogHead {

            /**
             * Constructs a new LogHead.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.LogHead.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LogHead format. */
            format: string;

            /** LogHead chain. */
            chain: Uint8Array;

            /** LogHead site. */
            site: string;

            /**
             * Creates a new LogHead instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LogHead instance
             */
            static create(properties: quorate.v1.LogHead.$Shape): quorate.v1.LogHead & quorate.v1.LogHead.$Shape;
            static create(properties?: quorate.v1.LogHead.$Properties): quorate.v1.LogHead;

            /**
             * Encodes the specified LogHead message. Does not implicitly {@link quorate.v1.LogHead.verify|verify} messages.
             * @param message LogHead message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.LogHead.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LogHead message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.LogHead & quorate.v1.LogHead.$Shape} LogHead
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.LogHead & quorate.v1.LogHead.$Shape;
        }

        namespace LogHead {

            /** Properties of a LogHead. */
            interface $Properties {

                /** LogHead format */
                format?: (string|null);

                /** LogHead chain */
                chain?: (Uint8Array|null);

                /** LogHead site */
                site?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LogHead. */
            type $Shape = quorate.v1.LogHead.$Properties;
        }

        /**
         * Properties of a LogTail.
         * @deprecated Use quorate.v1.LogTail.$Properties instead.
         */
        interface ILogTail extends quorate.v1.LogTail.$Properties {
        }

        /** Represents a LogTail. */
        class LogTail {

            /**
             * Constructs a new LogTail.
             * @param [properties] Properties to set
             */
            constructor(properties?: quorate.v1.LogTail.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LogTail blocks. */
            blocks: number;

            /** LogTail sha256. */
            sha256: Uint8Array;

            /** LogTail equivocations. */
            equivocations: quorate.v1.Equivocation.$Properties[];

            /**
             * Creates a new LogTail instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LogTail instance
             */
            static create(properties: quorate.v1.LogTail.$Shape): quorate.v1.LogTail & quorate.v1.LogTail.$Shape;
            static create(properties?: quorate.v1.LogTail.$Properties): quorate.v1.LogTail;

            /**
             * Encodes the specified LogTail message. Does not implicitly {@link quorate.v1.LogTail.verify|verify} messages.
             * @param message LogTail message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: quorate.v1.LogTail.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LogTail message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {quorate.v1.LogTail & quorate.v1.LogTail.$Shape} LogTail
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): quorate.v1.LogTail & quorate.v1.LogTail.$Shape;
        }

        namespace LogTail {

            /** Properties of a LogTail. */
            interface $Properties {

                /** LogTail blocks */
                blocks?: (number|null);

                /** LogTail sha256 */
                sha256?: (Uint8Array|null);

                /** LogTail equivocations */
                equivocations?: (quorate.v1.Equivocation.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LogTail. */
            type $Shape = quorate.v1.LogTail.$Properties;
        }
    }
}
