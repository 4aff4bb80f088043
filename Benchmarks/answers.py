# SPDX-License-Identifier: Apache-2.0
"""What each scanner's document says beside suites, as answers to the same questions; what it does not tell is left out."""

import base64
import hashlib
import re
import xml.etree.ElementTree as ElementTree
from typing import Iterator

Answers = "dict[str, object]"
# Elliptic curves that all of them look for, by their names here.
CURVES = (
    "secp192r1", "secp224r1", "secp256k1", "secp256r1", "secp384r1", "secp521r1",
    "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1", "x25519", "x448",
)  # fmt: skip
ALIASES = {"prime192v1": "secp192r1", "prime256v1": "secp256r1"}
FINITE = ("ffdhe2048", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192")
KINDS = {"ECPublicKey": "EC", "EllipticCurvePublicKey": "EC", "RSAPublicKey": "RSA", "DSAPublicKey": "DSA"}
LEGACY = ("ssl3", "tls1.0", "tls1.1", "tls1.2")


def curves(names: "set[str]") -> "Answers":
    plain = {ALIASES.get(name.lower(), name.lower()) for name in names}
    return {f"curve {curve}": curve.lower() in plain for curve in CURVES}


def signature(name: str) -> str:
    """`ecdsa-with-SHA256`, `ECDSA with SHA256`, `sha256WithRSAEncryption` as `ecdsa sha256` and `rsa sha256`."""
    lower = name.lower()
    kind = next((kind for kind in ("ecdsa", "rsa", "dsa", "ed25519", "ed448") if kind in lower), lower)
    digest = re.search(r"sha-?\d+|md5", lower)
    return f"{kind} {digest[0].replace('-', '')}" if digest else kind


def chancery(endpoint: dict) -> "Answers":
    tls = endpoint["tls"]
    legacy = [version for version in LEGACY if tls["protocols"][version]["offered"]]
    answers: "Answers" = {}
    if None not in (tls["groups"], tls["groups_legacy"]):
        answers |= curves({*tls["groups"], *tls["groups_legacy"]})
    if tls["groups"] is not None:
        answers |= {f"group {name} of TLS 1.3": name in tls["groups"] for name in FINITE}
    if tls["dh"]:
        answers["bits of the weakest Diffie-Hellman group"] = tls["dh"]["bits"]
    for version, protocol in tls["protocols"].items():
        if protocol["order"] == "server":
            answers[f"first suite of {version}"] = int(protocol["suites"][0]["id"], 16)
    if len(orders := {protocol["order"] for protocol in tls["protocols"].values()} - {None}) == 1:
        answers["order"] = orders.pop()
    answers["application protocols"] = frozenset(tls["alpn"] or ()) if tls["alpn"] is not None else None
    extensions = tls["extensions"]
    if legacy and extensions is not None:
        answers["secure renegotiation"] = "renegotiation_info" in extensions
        if legacy != ["ssl3"]:
            answers["extended master secret"] = "extended_master_secret" in extensions
    answers["compression"] = tls["compression"]
    answers["early data"] = tls["early_data"]
    fallback = {"safe": True, "vulnerable": False}
    answers["fallback protection"] = fallback.get(tls["vulnerabilities"]["fallback_scsv"])
    if resumption := tls["resumption"]["tls1.2"]:
        taken = {"resumed": True, "sometimes": True, "never": False, "not_issued": False}
        answers["resumption by ticket"] = taken.get(resumption["ticket"])
        answers["resumption by identifier"] = taken.get(resumption["session_id"])
    if request := tls["client_certificate"]:
        answers["client certificate asked for"] = request["requested"]
    answers["SSL 2.0"] = tls["protocols"]["ssl2"]["offered"]
    named = [chain for chain in endpoint["certificates"] if chain["which"] != "without_sni"]
    answers |= _leaves([_ours(chain) for chain in named])
    if endpoint["certificates"]:
        answers["staple"] = any(chain["staple"] and chain["staple"]["status"] != "absent" for chain in named)
    return {question: answer for question, answer in answers.items() if answer is not None}


def _ours(chain: dict) -> "dict[str, object]":
    leaf = chain["chain"][0]
    return {
        "leaf": leaf["sha256"], "subject": leaf["subject"], "key": f"{leaf['key_type'].split('-')[0]} {leaf['key_bits']}",
        "signature": signature(leaf["signature_algorithm"]), "length": len(chain["chain"]),
        "trusted": chain["trusted"], "name": chain["hostname_matches"], "order": (chain["order"] or {}).get("ordered"),
    }  # fmt: skip


def _leaves(chains: "list[dict[str, object]]") -> "Answers":
    """Facts of each leaf by the beginning of its SHA-256."""
    answers: "Answers" = {}
    if chains:
        answers["leaf certificates"] = frozenset(str(chain["leaf"])[:8] for chain in chains)
    for chain in chains:
        for fact, value in chain.items():
            if fact != "leaf" and value is not None:
                answers[f"certificate {str(chain['leaf'])[:8]}: {fact}"] = value
    return answers


def sslyze(document: dict) -> "Answers":
    server = document["server_scan_results"][0]
    results = {name: each["result"] for name, each in (server["scan_result"] or {}).items() if each["result"]}
    answers: "Answers" = {}
    if (found := results.get("elliptic_curves")) and found["supports_ecdh_key_exchange"]:
        known = {curve["name"] for curve in (found["supported_curves"] or []) + (found["rejected_curves"] or [])}
        tried = {ALIASES.get(name.lower(), name.lower()) for name in known}
        told = curves({curve["name"] for curve in found["supported_curves"] or []})
        answers |= {name: told[name] for name in told if name.split()[1].lower() in tried}
    suites = [
        suite for name, result in results.items() if name.endswith("_cipher_suites")
        for suite in result["accepted_cipher_suites"]
    ]  # fmt: skip
    keys = [suite["ephemeral_key"] for suite in suites if suite["ephemeral_key"]]
    if bits := [key["size"] for key in keys if key["type_name"] == "DH"]:
        answers["bits of the weakest Diffie-Hellman group"] = min(bits)
    for name, question, member in (
        ("tls_compression", "compression", "supports_compression"),
        ("tls_1_3_early_data", "early data", "supports_early_data"),
        ("tls_fallback_scsv", "fallback protection", "supports_fallback_scsv"),
        ("session_renegotiation", "secure renegotiation", "supports_secure_renegotiation"),
        ("tls_extended_master_secret", "extended master secret", "supports_ems_extension"),
    ):
        if result := results.get(name):
            answers[question] = result[member]
    if result := results.get("session_resumption"):
        taken = {"FULLY_SUPPORTED": True, "PARTIALLY_SUPPORTED": True, "NOT_SUPPORTED": False}
        for question, member in (("ticket", "tls_ticket_resumption_result"), ("identifier", "session_id_resumption_result")):
            if result[member] in taken:
                answers[f"resumption by {question}"] = taken[result[member]]
    if "ssl_2_0_cipher_suites" in results:
        answers["SSL 2.0"] = bool(results["ssl_2_0_cipher_suites"]["accepted_cipher_suites"])
    if requirement := (server.get("connectivity_result") or {}).get("client_auth_requirement"):
        answers["client certificate asked for"] = requirement != "DISABLED"
    deployments = results.get("certificate_info", {}).get("certificate_deployments", [])
    if deployments:
        answers["staple"] = any(each["ocsp_response"] for each in deployments)
    return answers | _leaves([_deployment(each) for each in deployments])


def _deployment(deployment: dict) -> "dict[str, object]":
    chain = deployment["received_certificate_chain"]
    leaf, key = chain[0], chain[0]["public_key"]
    kind = next((kind for name, kind in KINDS.items() if name in key["algorithm"]), key["algorithm"].replace("PublicKey", ""))
    oid = leaf["signature_algorithm_oid"]["name"]
    return {
        "leaf": base64.b64decode(leaf["fingerprint_sha256"]).hex(), "subject": leaf["subject"]["rfc4514_string"],
        "key": f"{kind} {key['key_size']}" if key["key_size"] else None, "signature": signature(oid),
        "length": len(chain), "order": deployment["received_chain_has_valid_order"],
        "trusted": any(path["was_validation_successful"] for path in deployment["path_validation_results"]),
    }  # fmt: skip


def sslscan(test: "ElementTree.Element", text: str) -> "Answers":
    answers: "Answers" = {}
    enabled = {
        (each.get("type"), each.get("version")): each.get("enabled") == "1" for each in test.iter("protocol")
    }
    if ("ssl", "2") in enabled:
        answers["SSL 2.0"] = enabled["ssl", "2"]
    groups = [(each.get("sslversion"), each.get("name", "").split()[0]) for each in test.iter("group")]
    if groups:
        answers |= curves({name for _, name in groups})
        if enabled.get(("tls", "1.3")):
            told = {name for version, name in groups if version == "TLSv1.3"}
            answers |= {f"group {name} of TLS 1.3": name in told for name in FINITE}
    ciphers = list(test.iter("cipher"))
    if bits := [int(each.get("dhebits", "0")) for each in ciphers if each.get("dhebits")]:
        answers["bits of the weakest Diffie-Hellman group"] = min(bits)
    for each in ciphers:
        if each.get("status") == "preferred":
            version = each.get("sslversion", "").lower().replace("tlsv", "tls").replace("sslv3", "ssl3")
            answers[f"first suite of {version}"] = int(each.get("id", "0"), 16)
    for element, question, member in (
        ("compression", "compression", "supported"),
        ("fallback", "fallback protection", "supported"),
        ("renegotiation", "secure renegotiation", "secure"),
    ):
        # Where a server renegotiates not at all, its "secure" says nothing of the extension.
        if (found := test.find(element)) is not None and (member == "supported" or found.get("supported") == "1"):
            answers[question] = found.get(member) == "1"
    if "No OCSP response received" in text:
        answers["staple"] = False
    return answers | _leaves(list(_blobs(test)))


def _blobs(test: "ElementTree.Element") -> "Iterator[dict[str, object]]":
    for certificate in test.iter("certificate"):
        blob = certificate.find("certificate-blob")
        if blob is None or not blob.text:
            continue
        body = "".join(line for line in blob.text.split("\n") if not line.startswith("-"))
        pk = certificate.find("pk")
        size = re.search(r"\((\d+) bit", "".join(pk.itertext())) if pk is not None else None
        subject = certificate.find("subject")
        yield {
            "leaf": hashlib.sha256(base64.b64decode(body)).hexdigest(),
            "subject": (subject.text or "").lstrip("/") if subject is not None else None,
            "key": f"{pk.get('type')} {size[1]}" if pk is not None and size else None,
        }


def testssl(entries: "list[dict[str, str]]") -> "Answers":
    said = {entry["id"]: entry["finding"] for entry in entries}
    answers: "Answers" = {}
    if "PFS_ECDHE_curves" in said:
        answers |= curves(set(said["PFS_ECDHE_curves"].split()))
    bits = [int(bits) for bits in re.findall(r"ffdhe(\d+)|\((\d+) bits", said.get("DH_groups", "")) for bits in bits if bits]
    if bits:
        answers["bits of the weakest Diffie-Hellman group"] = min(bits)
    order = said.get("cipher_order", "")
    if "client determined" in order:
        pass  # It differs by version.
    elif order.startswith("server"):
        answers["order"] = "server"
    elif order.lower().startswith("not a cipher order"):
        answers["order"] = "client"
    if "ALPN" in said:
        told = {said.get("ALPN_HTTP2", ""), *said["ALPN"].split()} & {"h2", "http/1.1", "http/1.0"}
        answers["application protocols"] = frozenset(told)
    if extensions := said.get("TLS_extensions"):
        answers["extended master secret"] = "extended master secret" in extensions
    for key, question in (
        ("secure_renego", "secure renegotiation"), ("fallback_SCSV", "fallback protection"),
        ("sessionresumption_ticket", "resumption by ticket"), ("sessionresumption_ID", "resumption by identifier"),
    ):  # fmt: skip
        told = {"supported": True, "not supported": False, "No Session ID, no resumption": False}
        if said.get(key) in told:
            answers[question] = told[said[key]]
    if "SSLv2" in said:
        answers["SSL 2.0"] = not said["SSLv2"].startswith("not offered")
    if "OCSP_stapling" in said or "OCSP_stapling <cert#1>" in said:
        stapled = [value for key, value in said.items() if key.startswith("OCSP_stapling")]
        answers["staple"] = any(not value.startswith("not offered") for value in stapled)
    return answers | _leaves(list(_printed(said)))


def _begins(finding: "str | None", word: str) -> "bool | None":
    return None if finding is None else finding.startswith(word)


def _printed(said: "dict[str, str]") -> "Iterator[dict[str, object]]":
    for key, value in said.items():
        if not (match := re.fullmatch(r"cert_fingerprintSHA256( <cert#\d+>)?", key)):
            continue
        suffix = match[1] or ""
        key_size = re.match(r"(\S+) (\d+) bits", said.get(f"cert_keySize{suffix}", ""))
        count = said.get(f"certs_countServer{suffix}") or said.get("cert_numbers")
        yield {
            "leaf": value.lower(),
            "subject": f"CN={said.get(f'cert_commonName{suffix}')}",
            "key": f"{key_size[1]} {key_size[2]}" if key_size else None,
            "signature": signature(said.get(f"cert_signatureAlgorithm{suffix}", "")),
            # Where it could not tell, it has no such entry.
            "trusted": _begins(said.get(f"cert_chain_of_trust{suffix}"), "passed"),
            "name": _begins(said.get(f"cert_trust{suffix}"), "Ok"),
            "length": int(count) if count and count.isdigit() else None,
            "order": {"no": True, "yes": False}.get(said.get(f"certs_list_ordering_problem{suffix}", "")),
        }
