"""A pymodbus server whose registers are packed and unpacked by pymodbus itself.

Argument: the TCP port, or the serial line (then unit 7 of it, RTU). Standard input: one JSON object a line, answered by one JSON line.
  {"do": "put", "table": 3, "register": 10, "type": "float32", "order": "CDAB", "value": 1.5}
  {"do": "get", ...} the same without a value
Tables are function codes: 3 holding, 4 input.
"""

import json
import logging
import sys
import threading

from pymodbus.constants import Endian
from pymodbus.datastore import (
    ModbusSequentialDataBlock,
    ModbusServerContext,
    ModbusSlaveContext,
)
from pymodbus.payload import BinaryPayloadBuilder, BinaryPayloadDecoder
from pymodbus.server import StartSerialServer, StartTcpServer
from pymodbus.transaction import ModbusRtuFramer

ORDERS = {
    "ABCD": {"byteorder": Endian.Big, "wordorder": Endian.Big},
    "CDAB": {"byteorder": Endian.Big, "wordorder": Endian.Little},
    "BADC": {"byteorder": Endian.Little, "wordorder": Endian.Big},
    "DCBA": {"byteorder": Endian.Little, "wordorder": Endian.Little},
}
TYPES = {
    "int16": ("16bit_int", 1),
    "uint16": ("16bit_uint", 1),
    "int32": ("32bit_int", 2),
    "uint32": ("32bit_uint", 2),
    "int64": ("64bit_int", 4),
    "uint64": ("64bit_uint", 4),
    "float32": ("32bit_float", 2),
    "float64": ("64bit_float", 4),
}

slave = ModbusSlaveContext(
    di=ModbusSequentialDataBlock(0, [0] * 1000),
    co=ModbusSequentialDataBlock(0, [0] * 1000),
    hr=ModbusSequentialDataBlock(0, [0] * 1000),
    ir=ModbusSequentialDataBlock(0, [0] * 1000),
    zero_mode=True,
)


def obey(order):
    name, count = TYPES[order["type"]]
    if order["do"] == "put":
        builder = BinaryPayloadBuilder(**ORDERS[order["order"]])
        getattr(builder, "add_" + name)(order["value"])
        words = [(b[0] << 8) | b[1] for b in builder.build()]
        slave.setValues(order["table"], order["register"], words)
        return {"words": words}
    words = slave.getValues(order["table"], order["register"], count)
    decoder = BinaryPayloadDecoder.fromRegisters(words, **ORDERS[order["order"]])
    return {"value": getattr(decoder, "decode_" + name)()}


def serve_orders():
    for line in sys.stdin:
        print(json.dumps(obey(json.loads(line))), flush=True)


# It logs every disconnection and every exception answer as an error.
logging.disable(logging.ERROR)
threading.Thread(target=serve_orders, daemon=True).start()
if sys.argv[1].isdigit():
    StartTcpServer(
        context=ModbusServerContext(slaves=slave, single=True),
        address=("127.0.0.1", int(sys.argv[1])),
    )
else:
    StartSerialServer(
        context=ModbusServerContext(slaves={7: slave}, single=False),
        framer=ModbusRtuFramer,
        port=sys.argv[1],
        baudrate=115200,
    )
