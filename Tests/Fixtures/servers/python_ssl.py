# SPDX-License-Identifier: Apache-2.0
"""TLS by Python's standard library on 127.0.0.1.

  python_ssl.py PORT [ciphers=LIST] [oldest=TLSv1|…] [curve=NAME] certificate=CHAIN,KEY …
"""

import asyncio
import contextlib
import ssl
import sys


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        await reader.read(1)
        writer.close()


async def main() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    for word in sys.argv[2:]:
        name, _, value = word.partition("=")
        if name == "certificate":
            context.load_cert_chain(*value.split(","))
        elif name == "ciphers":
            context.set_ciphers(value)
        elif name == "oldest":
            context.minimum_version = ssl.TLSVersion[value]
        elif name == "curve":
            context.set_ecdh_curve(value)
        else:
            sys.exit(__doc__)
    server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]), ssl=context, backlog=512)
    await server.serve_forever()


asyncio.run(main())
