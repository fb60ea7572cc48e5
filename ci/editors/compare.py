#!/usr/bin/env python3
"""Compares the YAML language server, with the schemas of `recto schema`, and `recto check`.

The server is driven as an editor does it, by the Language Server Protocol over its standard
input and output: each file is opened, and what it publishes is read.
"""

import itertools
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RECTO = ROOT / "target/release/recto"
SERVER = HERE / "node_modules/yaml-language-server/bin/yaml-language-server"
DATA = ROOT / "data"

# Which files are of which kind, as docs/editors.md shows it.
KINDS = {
    "report": ["report.yaml"],
    "brand": ["brand.yaml"],
    "measures": ["measures/*.yaml"],
    "series": ["series.yaml"],
    "charts": ["charts.yaml"],
    "tables": ["tables.yaml", "tables/*.yaml"],
    "people": ["people.yaml"],
    "abbreviations": ["abbreviations.yaml"],
    "links": ["links.yaml"],
    "contacts": ["contacts.yaml"],
    "section": ["sections/*.yaml", "priorities/*.yaml"],
    "paper_settings": ["papers/settings.yaml"],
    "paper": ["papers/annual-report.yaml", "papers/example-exempt.yaml"],
    "pack": ["packs/*.yaml"],
}

# A mistake, its file, what is replaced (once) and by what.
MISTAKES = [
    ("a misspelt field", "people.yaml", "  role:", "  rolle:"),
    ("a field of another noun", "links.yaml", "- id:", "- short: x\n  id:"),
    ("a word that is none of the choices", "report.yaml", "status: final", "status: finished"),
    ("a language that is not there", "report.yaml", "language: en-GB", "language: en-US"),
    ("a day that no month has", "report.yaml", "published: 2024-03-01", "published: 2024-03-32"),
    ("a date in words", "report.yaml", "published: 2024-03-01", "published: 1 March 2024"),
    ("a field that goes with another", "report.yaml", "status: final", "status: final\nembargo: noon"),
    ("text in place of a list", "report.yaml", "keywords:\n", "keywords: London\nback_matter:\n"),
    ("a number in place of a mapping", "report.yaml", "period: {", "period: 2022\nx: {"),
    ("an id with a capital", "contacts.yaml", "- id: ", "- id: X"),
    ("an address without a scheme", "links.yaml", "  text:", "  url: www.example.org\n  text:"),
    ("a colour in words", "brand.yaml", '{rgb: "#1A1A1A", cmyk: [0, 0, 0, 100]}', "dark grey"),
    ("a colour of five digits", "brand.yaml", '{rgb: "#1E1B4B"', '{rgb: "#1E1B4"'),
    ("more than all of an ink", "brand.yaml", "[0, 0, 0, 100]", "[0, 0, 0, 101]"),
    ("a value that its unit has not", "measures/overview.yaml", "value: 2022/23", "value: 2022-06"),
    ("a financial year of three years", "measures/overview.yaml", "value: 2022/23", "value: 2022/25"),
    ("a sum of money in words", "measures/about.yaml", "value: 70000000", "value: £70m"),
    ("a date as a count", "measures/overview.yaml", "value: 2016", "value: 2016/17"),
    ("a period without its end", "measures/plan.yaml", "{from: 2022, to: 2025}", "{from: 2022}"),
    ("a qualifier that is not known", "measures/violence.yaml", "qualifier: more than", "qualifier: roughly"),
    ("a unit that has no singular", "measures/overview.yaml", "unit: date", "unit: date\n  singular: day"),
    ("a restriction without its ground", "measures/plan.yaml", "- id:", "- audience: restricted\n  id:"),
    ("a kind of chart that is not there", "charts.yaml", "kind: bar", "kind: pie"),
    ("a block that is not there", "sections/about.yaml", "- prose:", "- proze:"),
    ("a figure on a nested item", "priorities/violence.yaml", "      - id: workforce-officers", "      - id: workforce-officers\n        figure: x"),
    ("a lead that is missing", "priorities/trust.yaml", "    lead: Money for standards and service\n", ""),
    ("a number in words", "priorities/trust.yaml", "priority: 2", "priority: two"),
    ("two purposes of a paper", "papers/annual-report.yaml", "purpose: noting", "purpose: [noting, decision]"),
    ("a publication that is none", "papers/annual-report.yaml", "publication: full", "publication: partial"),
    ("a publication without its reason", "papers/annual-report.yaml", "publication: full", "publication: {status: redacted}"),
    ("a title that is missing", "packs/example.yaml", "title: Papers for a meeting\n", ""),
    ("a field that no paper has", "papers/settings.yaml", "  - summary", "  - summery"),
]


class Server:
    """The language server, to which files are opened one after the other."""

    def __init__(self, schemas):
        node = next(iter(sorted(HERE.glob("node_modules/node-linux-*/bin/node"))), "node")
        self.process = subprocess.Popen(
            [str(node), str(SERVER), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.numbers = itertools.count(1)
        self.settings = {
            "yaml": {
                "validate": True,
                "yamlVersion": "1.2",
                "schemaStore": {"enable": False},
                "kubernetesCRDStore": {"enable": False},
                "schemas": schemas,
            },
            "http": {"proxy": "", "proxyStrictSSL": False},
        }
        folder = {"uri": "file:///", "name": "data"}
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {"publishDiagnostics": {}},
        }
        self.ask(
            "initialize",
            processId=None,
            rootUri=folder["uri"],
            workspaceFolders=[folder],
            capabilities=capabilities,
        )
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=self.settings)

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self):
        """The next message; a question of the server's is answered first."""
        length = None
        while True:
            line = self.process.stdout.readline()
            if not line:
                sys.exit("the language server has ended")
            if line == b"\r\n":
                break
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message = json.loads(self.process.stdout.read(length))
        if "id" in message and "method" in message:
            result = None
            if message["method"] == "workspace/configuration":
                wanted = message["params"]["items"]
                result = [self.settings.get(it.get("section"), {}) for it in wanted]
            self.send({"id": message["id"], "result": result})
        return message

    def tell(self, method, **params):
        self.send({"method": method, "params": params})

    def ask(self, method, **params):
        number = next(self.numbers)
        self.send({"id": number, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == number and "method" not in message:
                return message.get("result")

    def lines(self, name, text):
        """The lines, from 1, on which it finds something in a file of data/, with what."""
        # A text of its own each time, so that nothing published for another is taken for it.
        uri = f"file:///{next(self.numbers)}/data/{name}"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        while True:
            message = self.receive()
            params = message.get("params")
            is_published = message.get("method") == "textDocument/publishDiagnostics"
            if is_published and params["uri"] == uri:
                break
        self.tell("textDocument/didClose", textDocument={"uri": uri})
        found = {}
        for problem in params["diagnostics"]:
            line = problem["range"]["start"]["line"] + 1
            found.setdefault(line, []).append(problem["message"])
        return found


def checked(project, name):
    """The lines of a file on which recto check has errors, with what they say."""
    command = [RECTO, "check", "--project", project, "--message-format", "json"]
    output = subprocess.run(command, capture_output=True, text=True).stdout
    found = {}
    for line in output.splitlines():
        problem = json.loads(line)
        place = problem.get("place") or {}
        if problem.get("severity") == "error" and place.get("file") == name:
            found.setdefault(place["line"], []).append(problem["message"])
    return found


def is_same(by_recto, by_server):
    """Whether both find something on the same lines. Of a field that is misspelt, the server
    says as well that it is missing, where its mapping begins."""
    misspelt = any(what.startswith("unknown field") for it in by_recto.values() for what in it)
    for line, all_of_it in by_server.items():
        is_missing = all(what.startswith("Missing property") for what in all_of_it)
        if line not in by_recto and not (misspelt and is_missing):
            return False
    return by_recto != {} and set(by_recto) <= set(by_server)


def told(found):
    texts = ((line, ", ".join(what)) for line, what in sorted(found.items()))
    return "; ".join(f"line {line}: {what[:90]}" for line, what in texts)


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    schemas = {}
    for kind, patterns in KINDS.items():
        schema = folder / f"{kind}.schema.json"
        schema.write_bytes(subprocess.check_output([RECTO, "schema", kind]))
        schemas[schema.as_uri()] = [f"**/data/{pattern}" for pattern in patterns]
    server = Server(schemas)
    wrong = 0

    names = sorted(str(path.relative_to(DATA)) for path in DATA.rglob("*.yaml"))
    for name in names:
        kinds = [kind for kind, them in KINDS.items() if any(pathlib.PurePath(name).match(it) for it in them)]
        if len(kinds) != 1:
            sys.exit(f"data/{name} is of the kinds {kinds}: give it one in compare.py")
        found = server.lines(name, (DATA / name).read_text())
        if found:
            wrong += 1
            print(f"WRONG  data/{name}: {told(found)}")
    print(f"right  {len(names) - wrong} of {len(names)} files of data/ have nothing")

    for what, name, old, new in MISTAKES:
        project = folder / "project"
        shutil.copytree(DATA, project)
        sound = (DATA / name).read_text()
        if old not in sound:
            sys.exit(f"{what}: data/{name} does not hold {old!r}")
        broken = sound.replace(old, new, 1)
        (project / name).write_text(broken)
        by_recto, by_server = checked(project, name), server.lines(name, broken)
        shutil.rmtree(project)
        if is_same(by_recto, by_server):
            print(f"right  {what}: {told(by_server)}")
        else:
            wrong += 1
            print(f"WRONG  {what}\n  recto:  {told(by_recto)}\n  server: {told(by_server)}")
    server.process.terminate()
    shutil.rmtree(folder)
    if wrong:
        sys.exit(f"{wrong} wrong")


main()
