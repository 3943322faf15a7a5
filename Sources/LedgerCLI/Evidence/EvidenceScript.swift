/// `check.py` of a bag: checks all of it with Python alone, written from docs/FORMAT.md.
enum EvidenceScript {
    static let text = #"""
        #!/usr/bin/env python3
        """Checks this bag without the program that made it: python3 data/check.py VERIFIERKEY... [CA.pem]
        VERIFIERKEY: of the log, and of each witness that must have signed; get them from their owners, not from the bag.
        Needs the package `cryptography` or the openssl command, for a timestamp openssl. Exit 0 holds, 2 broken, 6 undecided."""
        import base64, hashlib, json, os, subprocess, sys, tempfile
        def read(path): return open(path, "rb").read()
        def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
        def stop(status, text): print({2: "BROKEN ", 6: "UNDECIDED "}.get(status, "OK ") + text); sys.exit(status)
        def need(holds, text): holds or stop(2, text)
        def signed(key, signature, text):
            with tempfile.TemporaryDirectory() as folder:
                for name, content in (("k", bytes.fromhex("302a300506032b6570032100") + key), ("s", signature), ("t", text)):
                    with open(os.path.join(folder, name), "wb") as file: file.write(content)
                try:
                    from cryptography.hazmat.primitives.serialization import load_der_public_key
                    return load_der_public_key(read(folder + "/k")).verify(signature, text) is None
                except ImportError:
                    command = "openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey k -sigfile s -in t".split()
                    return subprocess.run(command, cwd=folder, capture_output=True).returncode == 0
                except Exception: return False  # InvalidSignature
        def root(node, index, size, path):  # RFC 9162 section 2.1.3.2
            need(0 <= index < size and all(len(one) == 32 for one in path), "a path of another form")
            last = size - 1
            for other in path:
                need(last > 0, "a path that is too long")
                node = sha(b"\1", other, node) if index & 1 or index == last else sha(b"\1", node, other)
                while index == last and index and not index & 1: index, last = index >> 1, last >> 1
                index, last = index >> 1, last >> 1
            need(last == 0, "a path that is too short")
            return node
        def dumped(value): return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        def canonical(path):
            value = json.loads(read(path))
            need(dumped(value) == read(path), path + ": not canonical")
            return value
        def entry(line, proof):
            (head, _, note), data = read(proof).partition(b"\n\n"), json.loads(line)
            need(note == NOTE and head.split(b"\n")[1] == b"index " + data["id"].encode(), proof + ": of another checkpoint or entry")
            path = [base64.b64decode(one) for one in head.split(b"\n")[2:]]
            need(root(sha(b"\0", sha(line)), int(data["id"]), SIZE, path) == ROOT and data["source"] == ORIGIN, proof + ": another tree")
            return data
        def main(keys, authorities):
            global NOTE, ORIGIN, SIZE, ROOT
            listed = {path: digest for name in ("tagmanifest-sha256.txt", "manifest-sha256.txt")
                      for digest, _, path in (line.partition("  ") for line in read(name).decode().splitlines())}
            found = {os.path.relpath(os.path.join(top, name)) for top, _, names in os.walk(".") for name in names}
            need(found == set(listed) | {"tagmanifest-sha256.txt"}, "files missing or not listed: " + str(found ^ set(listed)))
            for path, digest in listed.items(): need(sha(read(path)).hex() == digest, path + ": not as listed")
            NOTE = read("data/proof/checkpoint")
            text, _, signatures = NOTE.rpartition(b"\n\n")
            text += b"\n"
            ORIGIN, SIZE, ROOT = text.decode().split("\n")[:3]
            SIZE, ROOT, logs = int(SIZE), base64.b64decode(ROOT), 0
            for name, short, rest in (key.split("+", 2) for key in keys):
                kind, *key = base64.b64decode(rest)
                if kind == 1 and name != ORIGIN: continue
                own = [base64.b64decode(line.split(" ")[2]) for line in signatures.decode().splitlines() if line.split(" ")[1] == name]
                own = [one for one in own if one[:4].hex() == short]
                own or stop(2 if kind == 1 else 6, name + " did not sign")
                for one in own:
                    time = b"cosignature/v1\ntime %d\n" % int.from_bytes(one[4:12], "big") if kind == 4 else b""
                    need(signed(bytes(key), one[12 if time else 4:], time + text), "signature of " + name)
                logs += kind == 1
            logs or stop(6, "no key for the log " + ORIGIN + " was given")
            seal, streams = entry(read("data/proof/seal.entry"), "data/proof/seal.tlog-proof"), canonical("data/proof/streams.json")
            leaves, own = streams["leaves"], "deal/" + streams["claim"]["deal"]
            said = [seal["type"], seal["subject"], seal["id"], seal["data"]["size"], seal["data"]["streams"]]
            need(said == ["ledger.sealed", "ledger", streams["seal"], streams["size"], streams["streams"]], "another seal")
            for leaf in leaves:
                path = [bytes.fromhex(one) for one in leaf["path"]]
                top = root(sha(b"\0", dumped(leaf["leaf"])), leaf["position"], streams["streams"], path)
                need(top.hex() == seal["data"]["root"], "a leaf of another seal")
            names = [leaf["leaf"]["subject"].encode() for leaf in leaves]  # from the neighbour before own/ to the one after it, without gap
            first, end = (sum(name < (own + after).encode() for name in names) for after in "/0")
            shown = [leaf["position"] for leaf in leaves[max(first - 1, 0):end + 1]]
            need(own.encode() in names and names == sorted(set(names)) and [p - shown[0] for p in shown] == list(range(len(shown)))
                 and (first or shown[0] == 0) and (end < len(names) or shown[-1] == streams["streams"] - 1), "leaves are missing")
            state = {leaf["leaf"]["subject"]: [0, 0, bytes(32)] for leaf in leaves[first:end] + [leaves[names.index(own.encode())]]}
            entries = {}
            for line in read("data/proof/entries.jsonl").split(b"\n")[:-1]:
                data = entry(line, "data/proof/proofs/%d.tlog-proof" % int(json.loads(line)["id"]))
                index, one = int(data["id"]), state.get(data["subject"]) or stop(2, "a line of another deal")
                need(data["revision"] == one[0] and index > max(entries, default=-1), "a line is missing or out of turn")
                one[:] = [one[0] + 1] + ([one[1] + 1, sha(b"\2", one[2], sha(line))] if index < streams["size"] else one[1:])
                entries[index] = data
            for leaf in leaves:
                one = state.get(leaf["leaf"]["subject"])
                need(not one or [one[1], one[2].hex()] == [leaf["leaf"]["count"], leaf["leaf"]["digest"]], "not the lines that were sealed")
            need(len(os.listdir("data/proof/proofs")) == len(entries), "a proof without its line")
            need(sorted(os.listdir("data/proof")) == "checkpoint entries.jsonl proofs seal.entry seal.tlog-proof streams.json".split(), "a file too many")
            told = canonical("data/evidence.json")
            need([told[m] for m in ("deal", "origin", "size", "root")] == [own[5:], ORIGIN, SIZE, ROOT.hex()], "another evidence.json")
            for field in told["fields"]:
                need(all(field[m] == entries.get(field["index"], {}).get(m) for m in ("actor", "role", "time", "type")), "a field without its entry")
            rest = {path[5:]: digest for path, digest in listed.items() if path.startswith("data/") and not path.startswith("data/proof/")}
            need(rest.pop("evidence.json") and rest == told["files"], "files of another bag")
            for ca in authorities:
                read(ca), read("data/checkpoint.tsr")  # what is not there decides nothing
                command = "openssl ts -verify -in data/checkpoint.tsr -data data/proof/checkpoint -CAfile".split() + [ca]
                need(subprocess.run(command, capture_output=True).returncode == 0, "the timestamp does not hold")
            stop(0, f"{own}: {len(entries)} entries of {ORIGIN}, all there were among the first {streams['size']}"
                 + (", timestamp holds" if authorities else ""))
        if __name__ == "__main__":
            given = [(one, os.path.abspath(one)) for one in sys.argv[1:]]
            os.chdir(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
            try: main([one for one, _ in given if "+" in one], [path for one, path in given if "+" not in one])
            except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error: stop(6, f"cannot be read: {error!r}")

        """#
}
