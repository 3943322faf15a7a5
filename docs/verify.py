#!/usr/bin/env python3
"""Verifies a full export of a ledger, without the program that wrote it. 不用原程序，独立核验账本的完整导出。

    deedlog log --json | python3 docs/verify.py
    python3 docs/verify.py EXPORT --checkpoint NOTE --key VERIFIERKEY

Written from docs/FORMAT.md, for an auditor to read from top to bottom. Needs Python 3.8 and, only where a signature is to be
checked, the package `cryptography`. Exit 0: every check held. 2: proved broken. 6: could not decide. 64: wrong usage.
"""
import argparse
import base64
import bisect
import datetime
import functools
import hashlib
import json
import os
import re
import struct
import sys
from array import array

MAX_LINE, MAX_DEPTH, MAX_INTEGER, MAX_INT31 = 65_535, 32, 2**53 - 1, 2**31 - 1
LONGEST_READ = 1 << 20  # a line of a mebibyte is no line of an export
KEPT, SHOWN = 1000, 20  # faults kept with their text, and of these printed; all are counted

# In the order in which faults of one index are named.
KINDS = {
    "entry.link": ("prevhash is not the digest of the entry before", "prevhash 与上一条的摘要不符"),
    "entry.json": ("not canonical JSON", "不是规范 JSON"),
    "entry.grammar": ("an attribute is missing, unknown or not of its form", "属性缺失、未知或格式不对"),
    "entry.id": ("the id is not the position", "id 与位置不符"),
    "entry.source": ("the line is of another ledger", "属于另一账本"),
    "entry.time": ("recorded earlier than the entry before", "登记时间早于上一条"),
    "entry.occurred": ("occurred after it was recorded", "发生日期晚于登记日期"),
    "entry.cause": ("the cause is no earlier entry", "cause 不是更早的条目"),
    "entry.reserved": ("a name of the ledger's own where it may not be", "账本保留名称用在不该用之处"),
    "ledger.created": ("entry 0 is not what it must be, or occurs again", "第 0 条不合要求，或重复出现"),
    "entry.revision": ("not its position in its stream", "revision 与流内位置不符"),
    "entry.key": ("the key of an earlier entry of the stream", "与同一流中更早条目的 key 相同"),
    "entry.payload": ("an entry of the ledger's own is not of its form", "账本自身的条目格式不对"),
    "entry.signature": ("a signature is wrong, missing, or by a key or role not in force", "签名错误、缺失，或密钥、角色当时无效"),
    "actor.change": ("an actor, key, role or policy does not change as it says", "人员、密钥、角色或签名策略的变更不成立"),
    "key.change": ("the key does not change as it says", "换钥不成立"),
    "seal.size": ("a seal of a size that it cannot have", "封账的 size 不可能"),
    "seal.root": ("a seal that contradicts the streams", "封账与各流不符"),
    "ledger.continues": ("not the successor of the ledger that was given", "与所给旧账本不相承接"),
    "checkpoint.signature": ("the checkpoint's signature is wrong", "检查点签名错误"),
    "checkpoint.root": ("the log does not contain the checkpoint", "日志中没有该检查点"),
}
RANK = {kind: rank for rank, kind in enumerate(KINDS)}
LEVEL = {"seal.root": 1, "checkpoint.signature": 2, "checkpoint.root": 2, "ledger.continues": 2}  # lines 0, what follows from them, the end

def sha256(data):
    return hashlib.sha256(data).digest()

class Undecided(Exception):
    """Why there is no verdict: English, Chinese."""

# ---- Canonical JSON: a line must be its own canonical form.

def utf16(name):
    return name.encode("utf-16-be")  # as bytes these sort by UTF-16 code units

def ordered(pairs):
    members = dict(pairs)
    names = list(members)
    if len(names) != len(pairs) or names != sorted(names, key=None if "".join(names).isascii() else utf16):
        raise ValueError("member names out of order, or one twice")
    return members

def integer(text):
    value = int(text) if len(text) < 18 else MAX_INTEGER + 1
    if not -MAX_INTEGER <= value <= MAX_INTEGER:
        raise ValueError("an integer beyond ±(2^53-1)")
    return value

def no_integer(text):
    raise ValueError(f"{text[:20]} is no integer")

decode = json.JSONDecoder(object_pairs_hook=ordered, parse_int=integer, parse_float=no_integer, parse_constant=no_integer).decode
# Python's encoder has the escapes of RFC 8785 and keeps the order of members, which `ordered` has checked.
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

def depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)

def parse(line):
    """The object that a line is. ValueError tells why it is not one in canonical form."""
    text = line.decode("utf-8")
    try:
        value = decode(text)
        again = encode(value)
        deep = text.count("{") + text.count("[") > MAX_DEPTH and depth(value) > MAX_DEPTH
    except RecursionError:
        deep = True
    if deep:
        raise ValueError("nesting deeper than 32")
    if again != text:
        at = len(os.path.commonprefix([again, text]).encode("utf-8"))
        raise ValueError(f"not the canonical form from byte {at} on")
    if not isinstance(value, dict):
        raise ValueError("no object")
    return value

# ---- Grammar of the attributes.

NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
WORD = f"[^ \\x00-\\x1f\\x7f-\\x9f{NONCHARACTERS}]+"
HEX64, ID = "[0-9a-f]{64}", "0|[1-9][0-9]{0,18}"
SIGNATURE = "[0-9a-f]{16}:[A-Za-z0-9+/=]{88}"

@functools.lru_cache(maxsize=4096)
def is_date(text):
    try:
        return bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text)) and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False

@functools.lru_cache(maxsize=4096)
def recording_date(hour):
    """The date at UTC+8, fixed, in an hour YYYY-MM-DDTHH of UTC."""
    day = datetime.date.fromisoformat(hour[:10])
    later = int(hour[11:]) >= 16 and day < datetime.date.max  # nothing can occur after the last date there is
    return str(day + datetime.timedelta(days=1)) if later else hour[:10]

def from_base64(text, count):
    """So many bytes from strict base64, or None."""
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, TypeError):
        return None
    return data if len(data) == count and base64.b64encode(data).decode() == text else None

def form(pattern, limit=None, also=None):
    match = re.compile(pattern).fullmatch
    if limit:
        return lambda v: type(v) is str and match(v) is not None and len(v.encode("utf-8")) <= limit
    if also:
        return lambda v: type(v) is str and match(v) is not None and also(v)
    return lambda v: type(v) is str and match(v) is not None

def count31(value):
    return type(value) is int and 0 <= value <= MAX_INT31

is_hex16, is_hex64, is_id, is_word = form("[0-9a-f]{16}"), form(HEX64), form(ID), form(WORD, 128)
is_type = form(r"[a-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)+", 64)
is_subject = form(f"ledger|[a-z][a-z0-9-]{{0,31}}/{WORD}", 190)
is_origin = form(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*,;=%]{1,190}")
is_rule = form("[a-z][A-Za-z0-9.]{0,47}")
GRAMMAR = {
    "actor": is_word,
    "attestation": form("direct|relayed|declared|derived"),
    "cause": is_id,
    "data": lambda v: type(v) is dict,
    "id": is_id,
    "key": is_word,
    "occurred": form("[0-9-]{10}", also=is_date),
    "prevhash": is_hex64,
    "revision": count31,
    "role": form("[a-z][A-Za-z0-9]{0,31}"),
    "salt": form("[0-9a-f]{32}"),
    "schema": count31,
    "signature": form(f"{SIGNATURE}( {SIGNATURE})*", also=lambda v: all(from_base64(one[17:], 64) for one in v.split(" "))),
    "source": is_origin,
    "specversion": form(r"1\.0"),
    "subject": lambda v: is_subject(v) or type(v) is str and v.startswith("refusal/") and is_subject(v[8:]),
    "time": form(r"[0-9-]{10}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z", also=lambda v: is_date(v[:10])),
    "type": is_type,
}
REQUIRED = GRAMMAR.keys() - {"cause", "signature"}

def grammar_fault(entry, length):
    for name, value in entry.items():
        if name not in GRAMMAR or not GRAMMAR[name](value):
            return f"{name[:40]} is {'not of its form' if name in GRAMMAR else 'unknown'}"
    missing = REQUIRED - entry.keys()
    return "without " + ", ".join(sorted(missing)) if missing else f"{length} bytes" if length > MAX_LINE else None

# ---- Names and entries of the ledger's own.

# Where a stream begins so, or is called so: the first part of every type on it, which stands nowhere else.
OWN = {"ledger": "ledger", "refusal/": "step", "actor/": "actor", "access/": "access"}
FAMILIES = {*OWN.values(), "erasure"}

def reserved_fault(entry):
    family, system = entry["type"].partition(".")[0], entry["role"] == "system"
    owner = OWN.get("".join(entry["subject"].partition("/")[:2]))
    if system != (entry["attestation"] == "derived"):
        return "only one of role system, attestation derived"
    if family in FAMILIES and not system:
        return f"{entry['type']} by role {entry['role']}"
    if owner != family and (owner or family in OWN.values()):
        return f"{entry['type']} on {entry['subject']}"
    return None

def dollars_hold(value):
    """No member name begins with $ but that of a value sealed: {"$sealed":{"commitment":hex,"party":…}}."""
    if isinstance(value, list):
        return all(map(dollars_hold, value))
    if not isinstance(value, dict):
        return True
    sealed = value.get("$sealed")
    if len(value) == 1 and isinstance(sealed, dict) and sealed.keys() == {"commitment", "party"}:
        return is_hex64(sealed["commitment"]) and is_word(sealed["party"])
    return not any(name.startswith("$") for name in value) and all(map(dollars_hold, value.values()))

def verifier_key(text):
    """Name, key id and public key of a C2SP verifier key NAME+ID+BASE64 for Ed25519, or None."""
    name, _, rest = text.partition("+") if type(text) is str else ("", "", "")
    data = from_base64(rest[9:], 33)
    key_id = sha256(name.encode("utf-8") + b"\n" + data)[:4] if is_origin(name) and data and data[0] == 1 else None
    return (name, key_id, data[1:]) if key_id and rest[:9] == key_id.hex() + "+" else None

def created_holds(entry, data, index):
    key = verifier_key(data["verifierKey"])
    return (index == 0 and entry["actor"] == "operator" and entry["key"] == "created" and data["hash"] == "sha256"
            and data["format"] == 1 and data["origin"] == entry["source"] and key and key[0] == entry["source"]
            and ("continues" not in data or continues_holds(data["continues"], entry["source"])))

def continues_holds(old, source):
    """A successor names another ledger, and a state of it."""
    return (type(old) is dict and old.keys() == {"origin", "root", "size"} and is_origin(old["origin"])
            and old["origin"] != source and is_hex64(old["root"]) and type(old["size"]) is int and old["size"] > 0)

def key_change_holds(entry, data, index):
    new = verifier_key(data["to"])
    return from_base64(data["proof"], 64) and (not new or entry["key"] == f"keyChanged-{new[1].hex()}")

def refused_holds(entry, data, index):
    rule, key, rests = data["rule"], data["key"], data["rests"]
    if not (is_rule(rule) and is_word(key) and is_type(data["type"]) and isinstance(rests, list) and all(map(is_id, rests))
            and ("draft" not in data or is_hex64(data["draft"]))):
        return False
    rests = [*map(int, rests), index]
    whole = f"{rule}-{key}"
    whole = whole if len(whole.encode("utf-8")) <= 128 else f"{rule}-{sha256(key.encode('utf-8')).hex()}"
    return all(a < b for a, b in zip(rests, rests[1:])) and entry["key"] == whole and is_subject(entry["subject"][8:])

def is_role(text):
    return isinstance(text, str) and bool(re.fullmatch("[a-z][A-Za-z0-9]{0,31}", text))

def are_all(values, holds):
    return isinstance(values, list) and len(values) > 0 and all(holds(value) for value in values)

def is_reference(text):
    subject, colon, revision = text.rpartition(":") if isinstance(text, str) else ("", "", "")
    return bool(colon) and bool(re.fullmatch("0|[1-9][0-9]{0,9}", revision)) and int(revision) < 2 ** 31 and is_subject(subject)

def decided_holds(entry, data, index):
    allowed = data["allowed"]
    return (type(allowed) is bool and is_word(data["party"]) and are_all(data["fields"], is_word) and is_hex64(data["matrix"])
            and all(is_role(data[name]) for name in ("action", "purpose", "resource", "role"))
            and ("reason" in data) != allowed and (allowed or is_role(data["reason"]))
            and (data["basis"] != "none") == allowed and (is_role(data["basis"]) or is_reference(data["basis"]))
            and ("deal" not in data or is_reference(data["deal"]))
            and ("token" not in data or isinstance(data["token"], str) and bool(re.fullmatch("[0-9a-f]{16}", data["token"])))
            and entry["subject"] == f"access/{data['party']}")

def token_holds(word):
    def holds(entry, data, index):
        if not is_hex64(data["digest"]):
            return False
        name = data["digest"][:16]
        return entry["subject"] == f"access/token/{name}" and entry["key"] == f"{word}-{name}"
    return holds

def issued_holds(entry, data, index):
    return (token_holds("issued")(entry, data, index) and is_word(data["holder"]) and is_role(data["role"])
            and are_all(data["purposes"], is_role) and ("parties" not in data or are_all(data["parties"], is_word))
            and all(isinstance(data[name], str) and is_date(data[name]) for name in ("from", "until"))
            and data["from"] <= data["until"])

# ---- Actors: who had which key and role when, and who must sign.

ROLE = "[a-z][A-Za-z0-9]{0,31}"

def are_roles(value, least=1):
    return (type(value) is list and least <= len(value) <= 64 and all(type(one) is str and re.fullmatch(ROLE, one) for one in value)
            and "system" not in value and all(a < b for a, b in zip(value, value[1:])))

def grant_holds(data):
    until = data.get("until")
    return (are_roles(data["roles"]) and type(data["from"]) is str and is_date(data["from"])
            and ("until" not in data or type(until) is str and is_date(until) and until >= data["from"]))

def actor_key(data):
    """Algorithm and bytes of the public key that a payload names, or None."""
    length = {"ed25519": 32, "sm2": 65}.get(data["algorithm"]) if type(data["algorithm"]) is str else None
    key = from_base64(data["publicKey"], length) if length else None
    if not key or sha256(key).hex()[:16] != data["keyId"] or length == 65 and not sm2_point(key):
        return None
    return data["algorithm"], key

def actor_of(entry):
    """The actor whose stream an entry is on, or None."""
    kind, _, name = entry["subject"].partition("/")
    return name if kind == "actor" and is_word(name) else None

def key_id_holds(value):
    return type(value) is str and re.fullmatch("[0-9a-f]{16}", value) is not None

def registered_holds(entry, data, index):
    return actor_of(entry) and grant_holds(data) and actor_key(data) and entry["key"] == f"registered-{data['keyId']}"

def granted_holds(entry, data, index):
    return actor_of(entry) and grant_holds(data) and entry["key"] == f"granted-{entry['revision']}"

def ended_holds(entry, data, index):
    return actor_of(entry) and are_roles(data["roles"]) and entry["key"] == f"ended-{entry['revision']}"

def rotated_holds(entry, data, index):
    return actor_of(entry) and actor_key(data) and key_id_holds(data["replaces"]) and entry["key"] == f"rotated-{data['keyId']}"

def revoked_holds(entry, data, index):
    return (actor_of(entry) and key_id_holds(data["keyId"]) and data["reason"] in ("compromised", "lost", "left", "mistaken")
            and entry["key"] == f"revoked-{data['keyId']}")

def policy_holds(entry, data, index):
    rules = data["countersigned"]
    return (are_roles(data["roles"], 0) and type(rules) is list and entry["subject"] == "ledger" and entry["key"].startswith("policy-")
            and all(type(one) is dict and one.keys() == {"roles", "type"} and is_type(one["type"]) and are_roles(one["roles"])
                    and one["type"].partition(".")[0] not in FAMILIES for one in rules)
            and all(a["type"] < b["type"] for a, b in zip(rules, rules[1:])))

# The curve of SM2, GB/T 32918.5, and what a signature over it is, GB/T 32918.2.
P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
     0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)

def number(data):
    return int.from_bytes(data, "big")

def sm2_point(key):
    x, y = number(key[1:33]), number(key[33:])
    return (x, y) if key[0] == 4 and x < P and y < P and (y * y - x * x * x - A * x - B) % P == 0 else None

def sm2_add(a, b):
    if not a or not b:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % P == 0:
        return None
    slope = (3 * a[0] * a[0] + A) * pow(2 * a[1], -1, P) if a == b else (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P

def sm2_times(factor, point):
    total = None
    for bit in bin(factor)[2:]:
        total = sm2_add(total, total)
        if bit == "1":
            total = sm2_add(total, point)
    return total

def sm2_signed(key, signature, message):
    try:
        sm3 = lambda data: hashlib.new("sm3", data).digest()
        sm3(b"")
    except ValueError:
        raise Undecided("there is an SM2 signature to check, but no SM3 in this Python", "须核验 SM2 签名，但此 Python 不支持 SM3")
    name, width = b"1234567812345678", 32
    curve = b"".join(value.to_bytes(width, "big") for value in (A, B, *G))
    digest = number(sm3(sm3(struct.pack(">H", 8 * len(name)) + name + curve + key[1:]) + message))
    r, s = number(signature[:32]), number(signature[32:])
    if not (0 < r < N and 0 < s < N) or (r + s) % N == 0:
        return False
    point = sm2_add(sm2_times(s, G), sm2_times((r + s) % N, sm2_point(key)))
    return point is not None and (digest + point[0]) % N == r

class Actors:
    """A fold of what the log says of actors; each question is asked as of the entry that comes next."""

    def __init__(self):
        self.policy, self.policies, self.founders, self.revoked = None, 0, 0, set()
        self.keys = {}  # key id: algorithm, public key, actor, whether it is in force
        self.actors = {}  # name: key ids in order, and [role, from, until, whether it was ended]

    def privileged(self, role):
        return role in ("administrator", "privacyOfficer") or role in self.policy["roles"]

    def standing(self, name, role, date):
        """held, never, notYet or over."""
        found = "never"
        for held, first, last, ended in self.actors.get(name, ([], []))[1]:
            if held != role:
                continue
            if ended:
                found = "over" if found == "never" else found
            elif first > date:
                found = "notYet"
            elif last and last < date:
                found = found if found == "notYet" else "over"
            else:
                return "held"
        return found

    def approvals(self, entry):
        """How many administrators a change needs."""
        kind, data = entry["type"], entry["data"]
        if kind == "ledger.signingPolicySet":
            return 2
        grants = self.actors.get(actor_of(entry), ([], []))[1]
        roles = data["roles"] if "roles" in data else [role for role, _, _, ended in grants if not ended]
        return 2 if any(map(self.privileged, roles)) else 1

    def signature_fault(self, entry, message):
        """Why the signatures of an entry do not do, or None."""
        role, kind, actor, date = entry["role"], entry["type"], entry["actor"], recording_date(entry["time"][:13])
        of_actors = kind.startswith("actor.") or kind == "ledger.signingPolicySet"
        own = role == "system"
        any_role = own and kind.partition(".")[0] in ("access", "erasure")
        must = of_actors or any_role or not own and (entry["attestation"] == "direct" or role in self.policy["roles"])
        counter = [] if own else next((one["roles"] for one in self.policy["countersigned"] if one["type"] == kind), [])
        signatures = [one.split(":") for one in entry.get("signature", "").split(" ") if one]
        if not signatures:
            return "signature.missing" if must or counter else None
        signers = []
        for place, (key_id, signature) in enumerate(signatures):
            if key_id not in self.keys:
                return f"signature.unknownKey {key_id}"
            algorithm, public, name, in_force = self.keys[key_id]
            if place == 0 and name != actor:
                return f"signature.foreignActor {key_id} of {name}"
            check = sm2_signed if algorithm == "sm2" else signed
            if len(signatures) > 16 or not check(public, from_base64(signature, 64), message):
                return f"signature.broken {key_id} of {name}"
            if not in_force:
                return f"signature.keyRevoked {key_id} of {name}"
            if name not in signers:
                signers.append(name)
        wanted = "administrator" if of_actors else role
        if any_role:
            all_roles = {one[0] for one in self.actors[actor][1]}
            standing = "held" if any(self.standing(actor, one, date) == "held" for one in all_roles) else "over"
        else:
            standing = self.standing(actor, wanted, date) if must else "held"
        if standing != "held":
            return f"signature.role {wanted} of {actor}: {standing}"
        if of_actors and sum(self.standing(name, "administrator", date) == "held" for name in signers) < self.approvals(entry):
            return "signature.approval"
        taken = {}

        def place_role(wanted_role, seen):
            for number_, name in enumerate(signers):
                fits = (number_ > 0 or role == wanted_role) and self.standing(name, wanted_role, date) == "held"
                if fits and name not in seen:
                    seen.add(name)
                    if name not in taken or place_role(taken[name], seen):
                        taken[name] = wanted_role
                        return True
            return False

        missing = [one for one in counter if not place_role(one, set())]
        return f"signature.countersigner {', '.join(missing)}" if missing else None

    def change(self, entry, index):
        """Takes up a change, or tells why it cannot be: kind of fault, reason."""
        kind, data, name = entry["type"], entry["data"], actor_of(entry)
        if self.policy is None:
            founding = "signature" not in entry and index == self.founders + 1
            if founding and kind == "ledger.signingPolicySet" and self.founders >= 2 and entry["key"] == "policy-0":
                self.policy, self.policies = data, 1
                return None
            if not (founding and kind == "actor.registered" and "administrator" in data["roles"]):
                return "entry.signature", "signature.approval: nobody is there to make it"
            self.founders += 1
        if kind == "ledger.signingPolicySet":
            if entry["key"] != f"policy-{self.policies}":
                return "actor.change", "not the next policy"
            self.policy, self.policies = data, self.policies + 1
            return None
        if (kind == "actor.registered") == (name in self.actors):
            return "actor.change", f"{name} is {'' if name in self.actors else 'not '}registered"
        keys, grants = self.actors.get(name, ([], []))
        if kind in ("actor.registered", "actor.keyRotated") and data["keyId"] in self.keys:
            return "actor.change", f"{data['keyId']} was registered before"
        if kind == "actor.keyRotated" and keys[-1] != data["replaces"]:
            return "actor.change", f"{data['replaces']} is not the key in force"
        if kind == "actor.keyRevoked" and (data["keyId"] not in keys or data["keyId"] in self.revoked):
            return "actor.change", f"{data['keyId']} is not a key of the actor's"
        if kind == "actor.roleEnded" and any(all(one[0] != role or one[3] for one in grants) for role in data["roles"]):
            return "actor.change", "a role that is not held"
        if kind in ("actor.registered", "actor.keyRotated"):
            for old in keys:
                self.keys[old] = (*self.keys[old][:3], False)
            self.keys[data["keyId"]] = (*actor_key(data), name, True)
            self.actors[name] = ([*keys, data["keyId"]], grants)
        if kind in ("actor.registered", "actor.roleGranted"):
            grants += [[role, data["from"], data.get("until"), False] for role in data["roles"]]
        if kind == "actor.roleEnded":
            for one in grants:
                one[3] = one[3] or one[0] in data["roles"]
        if kind == "actor.keyRevoked":
            self.keys[data["keyId"]] = (*self.keys[data["keyId"]][:3], False)
            self.revoked.add(data["keyId"])
        return None

def erasure_holds(entry, data, index):
    kind, party = entry["type"].partition(".")[2], data["party"]
    if not is_word(party) or entry["subject"] != f"party/{party}":
        return False
    key = entry["type"]
    if kind == "deferred":
        if not is_rule(data["basis"]) or not GRAMMAR["occurred"](data["until"]):
            return False
        key += f"-{data['basis']}-{data['until']}"
    elif not (type(data["commitments"]) is int and data["commitments"] >= 0 and is_hex64(data["digest"])
              and (kind == "requested" or is_hex16(data["keyId"]))):
        return False
    return re.fullmatch(re.escape(key) + "(-[1-9][0-9]{0,8})?", entry["key"])

# Type: members of data, members that may be there too, what else must hold of entry, data and index.
OWN_ENTRIES = {
    "access.decided": ({"action", "allowed", "basis", "fields", "matrix", "party", "purpose", "resource", "role"},
                       {"deal", "reason", "token"}, decided_holds),
    "access.tokenIssued": ({"digest", "from", "holder", "purposes", "role", "until"}, {"parties"}, issued_holds),
    "access.tokenRevoked": ({"digest", "reason"}, set(), lambda entry, data, i: is_role(data["reason"])
                            and token_holds("revoked")(entry, data, i)),
    "ledger.created": ({"format", "hash", "origin", "verifierKey"}, {"continues"}, created_holds),
    "ledger.clockChecked": ({"lastTime", "wallClock"}, set(), lambda entry, data, i: entry["key"] == f"clockChecked-{i}"),
    "ledger.keyChanged": ({"from", "proof", "to"}, set(), key_change_holds),
    "ledger.sealed": ({"root", "size", "streams"}, set(), lambda entry, data, i: is_hex64(data["root"])
                      and type(data["size"]) is type(data["streams"]) is int
                      and min(data["size"], data["streams"]) >= 0 and entry["key"] == f"seal-{data['size']}"),
    "actor.registered": ({"algorithm", "from", "keyId", "publicKey", "roles"}, {"until"}, registered_holds),
    "actor.roleGranted": ({"from", "roles"}, {"until"}, granted_holds),
    "actor.roleEnded": ({"roles"}, set(), ended_holds),
    "actor.keyRotated": ({"algorithm", "keyId", "publicKey", "replaces"}, set(), rotated_holds),
    "actor.keyRevoked": ({"keyId", "reason"}, set(), revoked_holds),
    "ledger.signingPolicySet": ({"countersigned", "roles"}, set(), policy_holds),

    "ledger.vaultRotated": ({"from", "statement", "to"}, set(), lambda entry, data, i: is_hex16(data["from"])
                            and is_hex16(data["to"]) and data["from"] != data["to"]
                            and data["statement"] in ("destroyed", "kept") and entry["key"] == f"vaultRotated-{data['to']}"),
    "erasure.requested": ({"commitments", "digest", "party"}, set(), erasure_holds),
    "erasure.executed": ({"commitments", "digest", "keyId", "party"}, set(), erasure_holds),
    "erasure.deferred": ({"basis", "party", "until"}, set(), erasure_holds),
    "step.refused": ({"key", "rests", "rule", "type"}, {"draft"}, refused_holds),
    "step.refusalsDropped": ({"actor", "count"}, set(), lambda entry, data, i: is_word(data["actor"])
                             and count31(data["count"]) and entry["subject"] == "refusal/ledger"),
}

def own_entry_holds(entry, index):
    if entry["type"] not in OWN_ENTRIES:
        return not entry["type"].startswith(("actor.", "erasure."))

        return not entry["type"].startswith("erasure.")
    must, may, also = OWN_ENTRIES[entry["type"]]
    members = entry["data"].keys()
    return entry["schema"] == 1 and must <= members <= must | may and bool(also(entry, entry["data"], index))

# ---- Tree, streams, seals.

class Tree:
    """RFC 6962 over leaf contents, kept as the roots of its perfect subtrees, the largest first."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def add(self, content):
        node, self.size = sha256(b"\0" + content), self.size + 1
        for _ in range((self.size & -self.size).bit_length() - 1):
            node = sha256(b"\1" + self.peaks.pop() + node)
        self.peaks.append(node)

    def root(self):
        peaks = reversed(self.peaks)
        return functools.reduce(lambda right, left: sha256(b"\1" + left + right), peaks) if self.peaks else sha256(b"")

class Stream:
    """The indexes of its entries, the stream digest before and after each, and its keys with their indexes."""

    __slots__ = ("indexes", "digests", "keys")

    def __init__(self):
        self.indexes, self.digests, self.keys = array("Q"), bytearray(32), {}

    def add(self, index, digest):
        self.indexes.append(index)
        self.digests += sha256(b"\2" + self.digests[-32:] + digest)

def seal_of(streams, size):
    """Root and number of streams as they were at a size."""
    tree = Tree()
    for subject in sorted(streams, key=lambda name: name.encode("utf-8")):
        count = bisect.bisect_left(streams[subject].indexes, size)
        if count:
            digest = streams[subject].digests[32 * count : 32 * count + 32].hex()
            tree.add(encode({"count": count, "digest": digest, "subject": subject}).encode("utf-8"))
    return tree.root().hex(), tree.size

# ---- Signatures, checkpoints, policies.

def signed(public, signature, message):
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        raise Undecided("there is a signature to check, but no Python package cryptography", "须核验签名，但无 Python 包 cryptography")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        return True
    except (InvalidSignature, ValueError):
        return False

def read_checkpoint(path):
    """Origin, size, root, signed text, and name, key id, signature of each line of a C2SP checkpoint."""
    try:
        with open(path, "rb") as file:
            text, _, tail = file.read(LONGEST_READ).decode("utf-8").rpartition("\n\n")
        lines, root = text.split("\n"), from_base64(text.split("\n")[2], 32)
        if not is_id(lines[1]) or root is None or not all(lines) or re.search("[\0-\t\v-\x1f]", text) or not tail.endswith("\n"):
            raise ValueError
        found = [re.fullmatch("— ([^ +]+) ([A-Za-z0-9+/=]+)", line) for line in tail[:-1].split("\n")]
        data = [(one[1], base64.b64decode(one[2], validate=True)) for one in found]
        return lines[0], int(lines[1]), root, (text + "\n").encode("utf-8"), [(name, both[:4], both[4:]) for name, both in data]
    except (ValueError, IndexError, TypeError):  # nothing found is no subscript
        raise Undecided(f"{path} is no checkpoint, or cut off", f"{path} 不是检查点，或已被截断")

def read_policy(path):
    """The keys of a C2SP tlog-policy's log lines, and whether it asks for witnesses."""
    with open(path, encoding="utf-8", errors="replace") as file:
        lines = [words for words in map(str.split, file) if words and not words[0].startswith("#")]
    if not all(words[0] in ("log", "witness", "group", "quorum") and len(words) > 1 for words in lines):
        raise Undecided(f"{path} is no policy", f"{path} 不是信任策略")
    return [words[1] for words in lines if words[0] == "log"], any(words[0] == "quorum" and words[1] != "none" for words in lines)

# ---- The verification.

class Verifier:
    def __init__(self):
        self.keys, self.signers, self.checkpoint = [], {}, None
        self.faults, self.count, self.sound = [], 0, 0
        self.tree, self.streams, self.seals = Tree(), {}, []
        self.source, self.time, self.prevhash, self.checkpoint_root = None, "", "0" * 64, None
        self.log_keys, self.key_changes = [], []  # the first, and those it was changed to; where
        self.continues = None
        self.signatures, self.actors = {"checked": 0, "unchecked": 0}, Actors()
        self.automatic = 0

    def fault(self, kind, index, expected, found):
        self.count += 1
        if len(self.faults) < KEPT or kind in LEVEL:
            self.faults.append({"index": index, "kind": kind, "expected": expected, "found": found})

    def note_checkpoint_root(self):
        if self.checkpoint and self.checkpoint[1] == self.tree.size:
            self.checkpoint_root = self.tree.root()

    def line(self, line):
        """Takes the next line, without its line feed."""
        self.note_checkpoint_root()
        index, digest, before = self.tree.size, sha256(line), self.prevhash
        self.tree.add(digest)
        self.prevhash = digest.hex()
        try:
            entry = parse(line)
        except ValueError as reason:
            return self.fault("entry.json", index, "canonical JSON", str(reason))
        if is_hex64(entry.get("prevhash")) and entry["prevhash"] != before:
            self.fault("entry.link", index, before, entry["prevhash"])
        bad = grammar_fault(entry, len(line))
        if bad:
            self.fault("entry.grammar", index, "an entry", bad)
        else:
            self.sound += 1
            self.attributes(entry, index, line)
        if GRAMMAR["subject"](entry.get("subject")):  # also of a bad line, or all later ones of its stream were faults
            self.stream(entry, index, digest, bad)
        if not bad:
            self.contents(entry, index)

    def attributes(self, entry, index, line):
        self.source = self.source or entry["source"]
        for kind, holds, expected, found in (
            ("entry.id", entry["id"] == str(index), str(index), entry["id"]),
            ("entry.source", entry["source"] == self.source, self.source, entry["source"]),
            ("entry.time", entry["time"] >= self.time, f"not before {self.time}", entry["time"]),
            ("entry.occurred", entry["occurred"] <= recording_date(entry["time"][:13]), "not after time", entry["occurred"]),
            ("entry.cause", int(entry.get("cause", -1)) < index, "an earlier entry", entry.get("cause")),
            ("ledger.created", (entry["type"] == "ledger.created") == (index == 0), "only in entry 0", entry["type"]),
        ):
            if not holds:
                self.fault(kind, index, expected, found)
        self.time = entry["time"]
        bad = reserved_fault(entry)
        if not bad and b'"$' in line and not dollars_hold(entry["data"]):
            bad = "a member of data that begins with $"
        if bad:
            self.fault("entry.reserved", index, "the ledger's own names in their place", bad)

    def stream(self, entry, index, digest, bad):
        stream = self.streams.setdefault(entry["subject"], Stream())
        if not bad and entry["revision"] != len(stream.indexes):
            self.fault("entry.revision", index, len(stream.indexes), entry["revision"])
        stream.add(index, digest)
        first = index if bad else stream.keys.setdefault(entry["key"], index)
        if first != index:
            self.fault("entry.key", index, "a key of its own", f"the key of entry {first}")

    def contents(self, entry, index):
        kind, data = entry["type"], entry["data"]
        if index == 0 and type(data.get("format")) is int and data["format"] > 1:
            raise Undecided(f"format {data['format']} is newer than this verifier", f"格式 {data['format']} 比本程序新")
        is_sound = own_entry_holds(entry, index)
        if not is_sound:
            name = "ledger.created" if kind == "ledger.created" else "entry.payload"
            self.fault(name, index, "as the format says", encode(data)[:200])
        elif kind == "ledger.created":
            self.log_keys.append(verifier_key(data["verifierKey"]))
            self.continues = data.get("continues")
        elif kind == "ledger.keyChanged":
            self.key_change(index, data)
        elif kind == "ledger.sealed":
            last = self.seals[-1][1] if self.seals else 0
            if last < data["size"] <= index:
                self.seals.append((index, data["size"], data["root"], data["streams"]))
            else:
                self.fault("seal.size", index, f"{last + 1} to {index}", data["size"])
        self.automatic += entry["role"] == "system" and kind.partition(".")[0] not in FAMILIES
        self.signatures_of(entry, index, is_sound)

    def signatures_of(self, entry, index, is_sound):
        of_actors = entry["type"].startswith("actor.") or entry["type"] == "ledger.signingPolicySet"
        signatures = [one.split(":") for one in entry.get("signature", "").split(" ") if one]
        signed_part = {k: v for k, v in entry.items() if k not in ("id", "prevhash", "salt", "signature", "time")}
        message = b"deedlog entry v1\n" + encode(signed_part).encode("utf-8") if signatures else b""
        if self.actors.policy is not None:
            self.signatures["checked"] += len(signatures)
            reason = self.actors.signature_fault(entry, message) if is_sound or not of_actors else None
            if reason:
                self.fault("entry.signature", index, "signatures as the policy asks", reason)
        else:
            for key_id, signature in signatures:
                known = key_id in self.signers
                self.signatures["checked" if known else "unchecked"] += 1
                if known and not signed(self.signers[key_id], from_base64(signature, 64), message):
                    self.fault("entry.signature", index, f"a signature by {key_id}", signature)
            if self.actors.founders and index == self.actors.founders + 1 and not of_actors:
                self.fault("actor.change", index, "the signing policy behind the first administrators", entry["type"])
        if of_actors and is_sound:
            flaw = self.actors.change(entry, index)
            if flaw:
                self.fault(flaw[0], index, "a change that can be", flaw[1])

    def key_change(self, index, data):
        new, message = verifier_key(data["to"]), f"deedlog key v1\n{self.source}\n{data['from']}\n{data['to']}\n".encode("utf-8")
        if not self.log_keys or verifier_key(data["from"]) != self.log_keys[-1] or not new or new[0] != self.source:
            self.fault("key.change", index, "from the key in force to another of the ledger's", f"{data['from']} to {data['to']}")
        elif new in self.log_keys:
            self.fault("key.change", index, "a key that never was in force", data["to"])
        elif not signed(new[2], from_base64(data["proof"], 64), message):
            self.fault("key.change", index, "a proof by the new key", data["proof"])
        else:
            self.log_keys.append(new)
            self.key_changes.append(index)

    def finish(self):
        """What is known only after the last line."""
        self.note_checkpoint_root()
        for index, size, root, count in self.seals:
            expected = seal_of(self.streams, size)
            if expected != (root, count):
                self.fault("seal.root", index, "root {}, {} streams".format(*expected), f"root {root}, {count} streams")
        if self.checkpoint and self.checkpoint_root != self.checkpoint[2]:
            found = f"root {self.checkpoint_root.hex()}" if self.checkpoint_root else f"{self.tree.size} entries"
            self.fault("checkpoint.root", None, f"{self.checkpoint[1]} entries with root {self.checkpoint[2].hex()}", found)
        if not self.sound:
            raise Undecided("no line of the input is an entry", "输入中没有一行是账本条目")
        self.check_keys()

    def check_predecessor(self, lines):
        """Holds what entry 0 says of the ledger before this one against that ledger's lines."""
        stated, tree, name = self.continues or {"origin": None, "root": None, "size": 0}, Tree(), None
        for line in lines:
            if tree.size == 0:
                name = parse(line).get("source")
            if tree.size < stated["size"]:
                tree.add(sha256(line))
        found = {"origin": name, "root": tree.root().hex(), "size": tree.size}
        if found != stated:
            self.fault("ledger.continues", 0, encode(found), encode(self.continues))

    def check_keys(self):
        """Unknown keys are ignored; a wrong signature of a known one is a fault, however many right ones stand beside it."""
        own = [key for key in self.keys if key[0] == self.source]
        if (self.keys or self.checkpoint) and not own:
            raise Undecided(f"no key for {self.source}", f"没有 {self.source} 的公钥")
        if own and self.log_keys and not set(own) & set(self.log_keys):
            raise Undecided("the log names another key, and no change to the given one", "日志所载公钥不同，且没有换成所给公钥的记录")
        if self.checkpoint:
            origin, size, _, text, signatures = self.checkpoint
            if origin != self.source:
                raise Undecided(f"the checkpoint is of {origin}", f"检查点属于 {origin}")
            keys = self.log_keys or own  # who is given one key of the log has them all: each change is proved
            found = [(key, signature) for name, key_id, signature in signatures for key in keys if key[:2] == (name, key_id)]
            wrong = [(key, signature) for key, signature in found if not signed(key[2], signature, text)]
            for key, signature in wrong:
                self.fault("checkpoint.signature", None, f"a signature by {key[2].hex()}", signature.hex())
            if not wrong and not {key for key, _ in found} & set(self.keys_of_size(size) or own):
                raise Undecided("no key that is known, and was in force at that size, has signed the checkpoint",
                                "该检查点没有当时有效的已知公钥的签名")

    def keys_of_size(self, size):
        """The keys of which one must have signed a checkpoint of a size: two at the very size of a change."""
        passed, reached = (sum(index + more < size for index in self.key_changes) for more in (1, 0))
        return self.log_keys[passed : reached + 1]

def lines_of(file):
    while True:
        line = file.readline(LONGEST_READ)
        if not line:
            return
        if not line.endswith(b"\n"):
            raise Undecided("the input is cut off, or no export: a line does not end", "输入被截断，或不是导出文件：有一行没有结束")
        yield line[:-1]

def examine(options, state):
    """Shows `state` all there is. Undecided where the faults in it are not the whole story."""
    state.keys = [verifier_key(key) for key in options.key]
    if None in state.keys:
        raise Undecided("a key is no Ed25519 verifier key NAME+ID+BASE64", "公钥不是 Ed25519 的 NAME+ID+BASE64")
    named, witnesses = read_policy(options.policy) if options.policy else ([], False)
    state.keys += filter(None, map(verifier_key, named))  # of other logs there may be keys of other kinds
    state.signers = {sha256(key).hex()[:16]: key for key in options.signer}
    state.checkpoint = read_checkpoint(options.checkpoint) if options.checkpoint else None
    with sys.stdin.buffer if options.export == "-" else open(options.export, "rb") as file:
        for line in lines_of(file):
            state.line(line)
    if options.continues:
        with open(options.continues, "rb") as file:
            try:
                state.check_predecessor(lines_of(file))
            except ValueError as reason:
                raise Undecided(f"{options.continues} is no export: {reason}", f"{options.continues} 不是导出文件")
    state.finish()
    if witnesses and not state.count:
        raise Undecided("the policy asks for witnesses, whom this does not know", "策略要求见证者，本程序不核验见证者")

def verify(options):
    """Exit code, answer, and the faults kept, the first to be named in front."""
    state, reason = Verifier(), None
    try:
        examine(options, state)
    except Undecided as undecided:
        reason = undecided.args
    except OSError as error:
        reason = f"{error.filename} cannot be read: {error.strerror}", f"无法读取 {error.filename}：{error.strerror}"
    state.faults.sort(key=lambda fault: (LEVEL.get(fault["kind"], 0), fault["index"] or 0, RANK[fault["kind"]]))
    verdict, status = ("inconclusive", 6) if reason else ("broken", 2) if state.count else ("ok", 0)
    return status, {
        "verdict": verdict, "size": state.tree.size, "root": state.tree.root().hex(), "entries": state.tree.size,
        "firstFault": state.faults[0] if state.faults else None, "faults": state.count, "seals": len(state.seals),
        "streams": len(state.streams), "signatures": state.signatures, "automaticUnchecked": state.automatic,
        "reason": reason and reason[options.lang == "zh-CN"],
    }, state.faults

def public_key(text):
    key = bytes.fromhex(text) if re.fullmatch(HEX64, text) else from_base64(text, 32)
    if not key:
        raise argparse.ArgumentTypeError("32 bytes in hex or base64")
    return key

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.error = lambda message: (parser.print_usage(sys.stderr), parser.exit(64, f"verify.py: {message}\n"))
    parser.add_argument("export", nargs="?", default="-", help="the lines of `deedlog log --json`; - is standard input 导出文件")
    parser.add_argument("--checkpoint", help="a C2SP checkpoint that the log must contain 检查点")
    parser.add_argument("--key", action="append", default=[], help="the log's verifier key, as `deedlog init` printed it 日志公钥")
    parser.add_argument("--policy", help="a C2SP tlog-policy with such keys 信任策略")
    parser.add_argument("--continues", help="the export of the ledger that this one is the successor of 所承接旧账本的导出文件")
    parser.add_argument("--signer", action="append", default=[], type=public_key, help="public key of an actor 登记人公钥")
    parser.add_argument("--json", action="store_true", help="one JSON object 输出 JSON")
    chinese = os.environ.get("LANG", "").startswith("zh")
    parser.add_argument("--lang", choices=["en", "zh-CN"], default="zh-CN" if chinese else "en")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    chinese = options.lang == "zh-CN"
    status, answer, faults = verify(options)
    if options.json:
        print(json.dumps(answer, ensure_ascii=False))
        return status

    def say(*texts):  # what an export says may hold anything, also what a terminal would act on
        print("".join(c if c.isprintable() else "?" for c in texts[chinese]))

    verdict = {0: ("OK", "核验通过"), 2: ("BROKEN", "已损坏"), 6: ("UNDECIDED", "无法判定")}[status][chinese]
    say(f"{verdict}  {answer['size']} entries, root {answer['root']}", f"{verdict}  {answer['size']} 条，根 {answer['root']}")
    if answer["reason"]:
        say(*["  " + answer["reason"]] * 2)
    for fault in faults[:SHOWN]:
        kind, (en, zh), at = fault["kind"], KINDS[fault["kind"]], fault["index"]
        say(f"  {kind}: {en}" if at is None else f"  {kind} at {at}: {en}", f"  {kind}：{zh}" if at is None else f"  第 {at} 条 {kind}：{zh}")
        say(f"    expected {fault['expected']}, found {fault['found']}", f"    应为 {fault['expected']}，实为 {fault['found']}")
    if answer["faults"] > SHOWN:
        say(f"  {answer['faults']} faults in all", f"  共 {answer['faults']} 处")
    seals, streams, signatures, steps = answer["seals"], answer["streams"], answer["signatures"], answer["automaticUnchecked"]
    say(f"  checked too: {streams} streams, {seals} seals, {signatures['checked']} entry signatures",
        f"  另已核验：流 {streams}，封账 {seals}，条目签名 {signatures['checked']}")
    say(f"  not checked: {signatures['unchecked']} entry signatures, {steps} automatic steps, business rules",
        f"  未核验：条目签名 {signatures['unchecked']}，自动步骤 {steps}，业务规则")
    if not options.checkpoint:
        say("  no checkpoint was given: whether this is the ledger's own history, and all of it, is open",
            "  未给检查点：这是否就是该账本的历史、是否完整，无从得知")
    return status

if __name__ == "__main__":
    sys.exit(main())
