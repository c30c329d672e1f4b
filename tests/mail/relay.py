"""A real SMTP server (python3-aiosmtpd) for one test: says what it got as lines of JSON, read by Python's mail parser, and does what lines on its
standard input tell it: {"rcpt": "550 no"}, {"data": "451 later"}, {"data": "hang"}, {"data": "drop"}, {} (all is well again)."""

import asyncio
import email
import email.header
import email.policy
import email.utils
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

o = json.loads(sys.argv[1])
mode = {}


def say(**what):
    print(json.dumps(what), flush=True)


def person(raw, field):
    """Decoded after the address was split off; the newer parser of Python 3.11 keeps the space between two encoded words, against RFC 2047."""
    plain = email.message_from_bytes(raw)[field]
    name, address = email.utils.parseaddr(plain.replace("\r\n", ""))
    return {"name": str(email.header.make_header(email.header.decode_header(name))), "address": address}


def parsed(raw):
    m = email.message_from_bytes(raw, policy=email.policy.default)
    people = {name: [person(raw, name)] if len(m[name].addresses) == 1 else None for name in ("from", "to")}
    return {
        **people, "subject": str(m["subject"]), "id": m["message-id"].strip(), "date": m["date"].datetime.isoformat(), "fields": [k.lower() for k in m.keys()],
        "type": m.get_content_type(), "charset": m.get_content_charset(), "text": m.get_content(), "defects": [str(d) for d in m.defects],
        "raw": raw.decode("latin-1"),
    }


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if "rcpt" in mode:
            say(refused=address)
            return mode["rcpt"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        say(mail={**parsed(envelope.content), "sender": envelope.mail_from, "recipients": envelope.rcpt_tos, "tls": server.transport.get_extra_info("ssl_object") is not None,
                  "user": getattr(session.auth_data, "login", b"").decode() if session.authenticated else None})
        what = mode.get("data")
        if what == "hang":
            await asyncio.sleep(3600)
        if what == "drop":
            server.transport.abort()
            await asyncio.sleep(3600)
        return what or "250 OK"


def authenticator(server, session, envelope, mechanism, data):
    good = data.login.decode() == o["user"] and data.password.decode() == o["password"]
    say(sign_in=good)
    return AuthResult(success=good, handled=good, auth_data=data)


def context():
    c = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    c.load_cert_chain(o["certificate"], o["key"])
    return c


def protocol():
    tls = o.get("tls")
    return SMTP(Handler(), hostname="relay.example", tls_context=context() if tls == "starttls" else None, require_starttls=tls == "starttls", enable_SMTPUTF8=True,
                authenticator=authenticator if "user" in o else None, auth_required="user" in o, auth_require_tls=tls == "starttls")


async def follow():
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        mode.clear()
        mode.update(json.loads(line))
        say(mode=True)


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", o["port"], ssl=context() if o.get("tls") == "required" else None)
    say(port=server.sockets[0].getsockname()[1])
    await follow()

asyncio.run(main())
