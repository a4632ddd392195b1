"""A pymodbus client that packs and unpacks registers by itself.

Arguments: tcp PORT, or rtu PATH. Standard input: one JSON object a line, answered by one JSON line.
  {"do": "read", "table": 3, "register": 10, "type": "float32", "order": "CDAB", "unit": 1}
  {"do": "write", ... the same with a value} writes holding registers (function code 16)
  {"do": "coil", "register": 3, "value": true, "unit": 1} writes a coil and reads it back
Tables are function codes: 3 holding, 4 input. An answer has "value", or the exception's "error".
"""

import json
import logging
import sys

from pymodbus.client import ModbusSerialClient, ModbusTcpClient
from pymodbus.constants import Endian
from pymodbus.payload import BinaryPayloadBuilder, BinaryPayloadDecoder

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


def connect(kind, where):
    if kind == "tcp":
        return ModbusTcpClient("127.0.0.1", port=int(where), timeout=5)
    # pyserial insists on the parity that it asked for, and a pseudo terminal carries none.
    return ModbusSerialClient(where, baudrate=19200, parity="N", timeout=5)


def read(order):
    name, count = TYPES[order["type"]]
    read_table = (
        client.read_holding_registers if order["table"] == 3 else client.read_input_registers
    )
    answer = read_table(order["register"], count, slave=order["unit"])
    if answer.isError():
        return {"error": str(answer)}
    decoder = BinaryPayloadDecoder.fromRegisters(answer.registers, **ORDERS[order["order"]])
    return {"value": getattr(decoder, "decode_" + name)()}


def write(order):
    name, _ = TYPES[order["type"]]
    builder = BinaryPayloadBuilder(**ORDERS[order["order"]])
    getattr(builder, "add_" + name)(order["value"])
    words = [(b[0] << 8) | b[1] for b in builder.build()]
    answer = client.write_registers(order["register"], words, slave=order["unit"])
    return {"error": str(answer)} if answer.isError() else {"value": order["value"]}


def coil(order):
    answer = client.write_coil(order["register"], order["value"], slave=order["unit"])
    if answer.isError():
        return {"error": str(answer)}
    answer = client.read_coils(order["register"], 1, slave=order["unit"])
    return {"error": str(answer)} if answer.isError() else {"value": answer.bits[0]}


# It logs every exception answer as an error.
logging.disable(logging.ERROR)
client = connect(sys.argv[1], sys.argv[2])
if not client.connect():
    sys.exit("cannot connect to " + sys.argv[2])
DO = {"read": read, "write": write, "coil": coil}
for line in sys.stdin:
    order = json.loads(line)
    print(json.dumps(DO[order["do"]](order)), flush=True)
