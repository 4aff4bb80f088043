# SPDX-License-Identifier: Apache-2.0
"""Section 5: a page for each configuration file, out of the program's own list of keys and the comments of the shipped
files."""

import mdoc
from shipped import Shipped, blocks

FOLDER = "/etc/chancery"

BUILT_IN = "Built into the program; a file of this name in the folder stands in its place."

# Page, shipped file, what it is in a few words, the files of the schema, the kinds of sections, further files, commands.
PAGES = [
    ("chancery.conf", "chancery.conf", "the service itself and whose estate it measures", "inventory", ["Ministry", "Chancery", "HTTP"],
     [("chancery.conf", ""), ("chancery.conf.d/*.conf", "Drop-ins, read after it in the order of their names.")], ["config", "daemon", "assess"]),
    ("chancery-endpoints", "endpoints.d/00-example.conf", "missions, domains and endpoints that are measured", "inventory", ["Mission", "Domain", "Endpoint", "Vantage"],
     [("endpoints.d/*.conf", "Read in the order of their names."), ("endpoints.d/NAME.conf.d/*.conf", "Drop-ins of one of them.")], ["config", "scan", "observe"]),
    ("chancery-attestations", "attestations.conf", "what staff answer where nothing can be measured", "inventory", ["Attestation"],
     [("attestations.conf", ""), ("attestations.conf.d/*.conf", "Drop-ins.")], ["attest", "config"]),
    ("chancery-acceptances", "acceptances.conf", "who bears which risk until when, and disputes of findings", "inventory", ["Acceptance", "Dispute"],
     [("acceptances.conf", ""), ("acceptances.conf.d/*.conf", "Drop-ins.")], ["findings", "config"]),
    ("chancery-accounts", "accounts.conf", "the register of official accounts", "inventory", ["Account"],
     [("accounts.conf", ""), ("accounts.conf.d/*.conf", "Drop-ins.")], ["config"]),
    ("chancery-alerts", "alerts.conf", "who is told when something changes", "inventory", ["Alert"],
     [("alerts.conf", ""), ("alerts.conf.d/*.conf", "Drop-ins.")], ["alert", "config"]),
    ("chancery-audience", "audience.conf", "which clients and links the audience has, region by region", "audience.conf", ["Audience", "Region"],
     [("audience.conf", "")], ["reach", "frontier"]),
    ("chancery-links", "links.conf", "links over which the time of a page is worked out", "links.conf", ["Links", "Link"],
     [("links.conf", BUILT_IN), ("links.conf.d/*.conf", "Drop-ins of either.")], ["reach"]),
    ("chancery-clients", "clients.conf", "clients that are simulated against every endpoint", "clients.conf", ["Clients", "Client"],
     [("clients.conf", BUILT_IN), ("clients.conf.d/*.conf", "Drop-ins of either.")], ["scan", "reach"]),
    ("chancery-grade", "grade.conf", "a rating by published rules", "grade.conf", ["Grade", "Row"],
     [("grade.conf", BUILT_IN)], ["scan"]),
    ("chancery-policies", "policies/nist-sp800-52r2.conf", "guidelines that settings are judged by", "policies", ["Policy", "Rule"],
     [("policies/*.conf", "Built into the program; where the folder is there, its files stand in their place.")], ["scan", "explain"]),
    ("chancery-remedies", "remedies.conf", "configuration lines that mend what a check found", "remedies.conf", ["Remedy"],
     [("remedies.conf", BUILT_IN)], ["plan"]),
    ("chancery-risk-model", "risk-model.conf", "how findings and attestations become risk bands", "risk-model.conf",
     ["Model", "Category", "Scenario", "Attestation", "Check"], [("risk-model.conf", "")], ["explain", "posture", "reassess"]),
]


def page_names():
    return [page for page, *_ in PAGES]


def kind_of(document, files, name):
    schema = next(entry for entry in document["files"] if entry["name"] == files)
    return next(kind for kind in schema["sections"] if kind["name"] == name)


def check_coverage(document):
    """Every kind of section of the program stands on one page, and none on two."""
    known = {(entry["name"], kind["name"]) for entry in document["files"] for kind in entry["sections"]}
    placed = [(files, kind) for _, _, _, files, kinds, _, _ in PAGES for kind in kinds]
    missing, twice = known - set(placed), [place for place in placed if placed.count(place) > 1]
    if missing or twice or set(placed) - known:
        raise SystemExit(f"sections without a page: {sorted(missing)}; twice: {twice}; unknown: {sorted(set(placed) - known)}")


def key_entry(key, said):
    """A key with its meaning, by the shipped file where it says anything, and what the program takes for it."""
    prose = said or [key["summary"]]
    flat = " ".join(block for block in prose if isinstance(block, str)).lower()
    facts = []
    if key["is_required"] and "required" not in flat:
        facts.append("Required.")
    if key["is_list"] and "list" not in flat and "repeat" not in flat:
        facts.append("May be repeated.")
    if key.get("standard") and "default" not in flat:
        facts.append(f"Default: {key['standard']}.")
    body = mdoc.paragraphs(prose)
    if facts:
        body += mdoc.lines(" ".join(facts))
    if key["expects"] != "text":
        body += mdoc.lines(f"Takes {key['expects']}.")
    return f"Cm {key['name']}=", body


def section_part(kind, shipped, thresholds):
    name = kind["name"]
    title = f"[{name} {kind['example']}]" if kind.get("example") else f"[{name}]"
    out = [f".Ss {mdoc.argument(title)}", *mdoc.paragraphs(blocks(shipped.sections.get(name, [])) or [kind["summary"]])]
    out += mdoc.tagged([key_entry(key, shipped.said(name, key["name"])) for key in kind["keys"]])
    if name == "Check" and thresholds:
        out += [*mdoc.lines("Some checks have thresholds of their own, all of which are required; 'chancery explain CHECK' says what they mean:")]
        out += mdoc.tagged([(f"Cm {check}", mdoc.lines(", ".join(f"{key}=" for key in keys))) for check, keys in sorted(thresholds.items())])
    return out


def example(kinds, shipped, limit=10):
    """A section of each kind as the shipped file has it, without its longest ends."""
    out = []
    for kind in kinds:
        rows = shipped.examples.get(kind, [])
        if len(rows) > 1:
            out += ([""] if out else []) + [row for row in rows if len(row) <= 78 and not row.endswith("\\")][: limit + 1]
    return out


def pages(document, configuration, date, commands):
    """File names to texts; `configuration` is the folder of shipped files, `commands` those that have a page."""
    check_coverage(document)
    out = {}
    for name, file, summary, files, kinds, paths, related in PAGES:
        shipped = Shipped((configuration / file).read_text(encoding="utf-8"))
        described = [section_part(kind_of(document, files, kind), shipped, document["thresholds"]) for kind in kinds]
        others = [("chancery", 1)] + [(f"chancery-{command}", 1) for command in related if command in commands]
        others += [(other, 5) for other in page_names() if other != name and (name == "chancery.conf" or other == "chancery.conf")]
        syntax = [] if name == "chancery.conf" else [".Pp", "What a line may look like, and how values are written, says", ".Xr chancery.conf 5 ."]
        out[f"{name}.5"] = mdoc.page(name, 5, summary, date, [
            ("SYNOPSIS", [f".Pa {FOLDER}/{paths[0][0]}"]),
            ("DESCRIPTION", [*mdoc.paragraphs(blocks(shipped.header)), *syntax, *(line for part in described for line in part)]),
            ("FILES", mdoc.tagged([(f"Pa {FOLDER}/{path}", mdoc.lines(words)) for path, words in paths])),
            ("EXAMPLES", mdoc.literal(example(kinds, shipped))),
            ("SEE ALSO", mdoc.references(others)),
        ])
    return out
