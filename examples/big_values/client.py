"""Send half a megabyte and get it back."""

from __future__ import annotations

import sys

from pictures import connect_pictures
from twisted.internet import task
from twisted.internet.interfaces import IReactorTCP
from twisted.protocols import amp


async def main(reactor: IReactorTCP, port: str) -> None:
    pictures = await connect_pictures(reactor, f"tcp:localhost:{port}")
    picture = bytes(range(256)) * 2000
    await pictures.put(name="noise", picture=picture)
    back = (await pictures.get(name="noise")).picture
    print(len(back), "bytes came back,", "the same" if back == picture else "others")
    try:
        await pictures.put(name="n" * 70_000, picture=b"")
    except amp.TooLong as error:
        print("not sent:", error)


task.react(main, sys.argv[1:])
