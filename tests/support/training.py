"""A stand-in for the NLU's Python: it "trains" in no time and ranks by a rule that tests choose.

A model is a JSON file that says whether it is worse: then it takes every law for a drug.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from nlu.client import NluAwayError, SwapRefusedError, as_asked
from nlu.corpus import intent_of
from nlu.evaluation import questions

SCRIPT = """#!{python}
import json, os, pathlib, sys, time
home = pathlib.Path(__file__).parent
arguments = dict(zip(sys.argv[3::2], sys.argv[4::2]))
module = sys.argv[2]
def report(**facts):
    print(json.dumps(facts), flush=True)
report(step="import")
behaviour = (home / "behaviour").read_text()
if module == "nlu.rasa.train":
    if behaviour == "broken":
        print("XYZZY"); sys.exit(1)
    report(step="fit", done=1, of=2)
    while behaviour == "hang":
        time.sleep(0.05); behaviour = (home / "behaviour").read_text()
    staff = arguments.get("--staff")
    text = pathlib.Path(staff).read_text() if staff else ""
    out = pathlib.Path(arguments["--out"])
    out.write_text(json.dumps({{"staff": text, "worse": behaviour == "worse"}}))
    (home / "trainings").open("a").write(out.name + "\\n")
    report(step="done", bytes=1)
else:
    worse = json.loads(pathlib.Path(arguments["--model"]).read_text())["worse"]
    texts = json.loads(pathlib.Path(arguments["--texts"]).read_text())
    answers = json.loads((home / "answers.json").read_text())
    sure = dict(answer=0.7, out_of_scope=0.8, refuse=0.6, crisis=0.6)
    with pathlib.Path(arguments["--out"]).open("w") as out:
        for text in texts:
            name = answers[text]
            if worse and name.startswith("law."):
                name = "drug.types"
            entry = dict(name=name, confidence=0.9)
            out.write(json.dumps(dict(intent_ranking=[entry], thresholds=sure)) + "\\n")
    report(step="rank", done=len(texts), of=len(texts))
"""


def stand_in(folder: Path) -> Path:
    """Make the stand-in; it answers rightly until `behave` says otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    answers = {as_asked(one.text): intent_of(one.topics[0]) for one in questions.read()}
    (folder / "answers.json").write_text(json.dumps(answers))
    (folder / "trainings").touch()
    behave(folder, "right")
    script = folder / "python"
    script.write_text(SCRIPT.format(python=sys.executable))
    script.chmod(0o755)
    return script


def behave(folder: Path, how: str) -> None:
    """What the next training does: right, worse, hang, broken."""
    part = folder / "behaviour.new"
    part.write_text(how)
    part.replace(folder / "behaviour")


def trainings(folder: Path) -> int:
    """How many trainings there were."""
    return len((folder / "trainings").read_text().splitlines())


class FakeServer:
    """An NLU server's side of a swap."""

    def __init__(self, serves: str = "") -> None:
        self.serves = serves
        self.is_away = False
        self.refuses = False
        self.swaps: list[str] = []

    async def model(self) -> str:
        if self.is_away:
            raise NluAwayError("away")
        return self.serves

    async def swap(self, path: str) -> None:
        if self.is_away:
            raise NluAwayError("away")
        if self.refuses:
            raise SwapRefusedError("refused")
        self.swaps.append(path)
        self.serves = Path(path).name
